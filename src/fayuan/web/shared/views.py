"""The addresses that all audiences share: signing in and out, the look, leaving quickly, papers and files."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from fayuan.core import audit
from fayuan.dossier import queries, store
from fayuan.dossier.access import may_ask, may_withdraw, signers
from fayuan.dossier.operations import opened_online
from fayuan.dossier.signatures import editions, waiting_for
from fayuan.matters.access import is_applicant
from fayuan.web.shared.look import COOKIE
from fayuan.web.shared.page import page
from fayuan.web.shared.reading import contained
from fayuan.web.shared.request import Request
from fayuan.web.shared.sign_in import provider_link

ELSEWHERE = "https://www.weather.com.cn/"
YEAR = int(timedelta(days=365).total_seconds())


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        words = {"login": (_("登录名"), _("请填写登录名")), "password": (_("密码"), _("请填写密码"))}
        for name, (label, missing) in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = missing
        self.label_suffix = ""


class SignIn(LoginView):  # type: ignore[misc]  # allauth has no types
    """Sign in with a password; citizens sign in by a code at the portal."""

    template_name = "shared/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        wanted = context.get("redirect_field_value") or ""
        return {**context, "provider": provider_link("staff", wanted)}

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


@page("signed_in")
def second_factor_ready(request: Request) -> HttpResponse:
    """The second factor is set up (or removed): on to the desk."""
    return redirect("home")


@page("anyone", methods=("POST",))
def sign_out(request: Request) -> HttpResponse:
    """Sign out; nothing of the session is left, here or in the browser."""
    if request.actor.account_id is not None:
        audit.record(request.actor, request.now, "sign_out")
    logout(request)
    response = redirect("home")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@page("anyone")
def set_look(request: Request) -> HttpResponse:
    """Keep the person's choice of large letters, colours, contrast, keys or language in a cookie, and go back."""
    response = HttpResponseRedirect(_back(request))
    look = request.look.changed(request.GET.dict())
    response.set_cookie(
        COOKIE, look.to_cookie(), max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
    )
    language = request.GET.get("language", "")
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    return response


def _back(request: Request) -> str:
    here = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(here, {request.get_host()}, require_https=request.is_secure()):
        return here
    return reverse("home")


@page("anyone")
def leave(request: Request) -> HttpResponse:
    """Quick exit: the session ends, the browser forgets, and a page about the weather opens instead."""
    logout(request)
    response = HttpResponseRedirect(ELSEWHERE)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@page("signed_in")
def paper(request: Request, ref: str) -> HttpResponse:
    """One issued paper: what it is, its number, and the way to read or keep it."""
    found = queries.paper(ref, request.actor, request.now)
    audit.record(request.actor, request.now, "view_paper", subject=found)
    if found.pdf is not None:
        opened_online(found, request.actor, request.now)
    about = {
        "paper": found,
        "matter": found.matter,
        "may_withdraw": may_withdraw(request.actor, found),
        "may_ask": bool(signers(found)) and may_ask(request.actor, found),
        "is_own": is_applicant(request.actor, found.matter),
        "signs": waiting_for(request.actor, request.now).filter(paper__in=editions(found)).exists(),
    }
    return render(request, "shared/paper.html", about)


@page("signed_in")
def paper_pdf(request: Request, ref: str) -> HttpResponse:
    """The PDF of one issued paper."""
    found = queries.paper(ref, request.actor, request.now)
    if found.pdf is None:
        return render(request, "shared/paper.html", {"paper": found, "matter": found.matter}, status=409)
    audit.record(request.actor, request.now, "download_paper", subject=found)
    keep = "keep" in request.GET
    return contained(store.read(found.pdf), "application/pdf", f"{found.name}.pdf", attachment=keep)
