"""What a view is: `page` says who may open it and turns refusals into pages; `attempt` runs an operation for a form."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound, Refusal, Stale
from fayuan.people.models import DESK_ROLES
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.kept import kept
from fayuan.web.shared.request import Request

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[Concatenate[Request, P], HttpResponse]

AUDIENCES: Mapping[str, frozenset[str]] = {
    "desk": DESK_ROLES | {"bureau", "hotline_agent", "duty_lawyer"},
    "lawyer": frozenset({"lawyer", "firm_head"}),
    "authority": frozenset({"authority"}),
    "admin": frozenset({"administrator", "security", "auditor"}),
    "rules": frozenset({"security", "bureau"}),  # and of the province, which `matters.rulemaking` looks at
    **{role: frozenset({role}) for role in ("administrator", "security", "auditor")},  # each alone
}
PHONE_SIGN_IN = "portal:sign_in"  # citizens sign in by a code to their telephone


def admits(audience: str, actor: Actor) -> bool:
    """Whether the actor belongs to the audience: `anyone`, whoever is signed in (as a `citizen`, too, who holds no
    post), or those who hold one of its posts."""
    if audience == "anyone":
        return True
    if audience in {"signed_in", "citizen"}:
        return actor.account_id is not None
    return any(role in AUDIENCES[audience] for role, _place in actor.posts)


def page(audience: str, *, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View[P]], View[P]]:
    """Make a function a page of the audience. Signed out: to the sign-in; of another audience: not found."""

    def make(view: View[P]) -> View[P]:
        @wraps(cast("Callable[..., HttpResponse]", view))
        def show(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if audience != "anyone" and request.actor.account_id is None:
                return redirect_to_login(request.get_full_path(), reverse(sign_in_of(audience)))
            try:
                if not admits(audience, request.actor):
                    raise NotFound
                if must_change_password(request, audience):
                    return redirect("change_password")
                if needs_second_factor(request, audience):
                    return redirect("mfa_activate_totp")
                typed = kept(request, request.actor.account_id) if request.method == "GET" else None
                if typed is not None:
                    return render(request, "shared/kept.html", {"typed": typed})
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return refused(request, refusal)

        show.audience = audience  # type: ignore[attr-defined]  # read by the access matrix
        return cast("View[P]", show)

    return make


def sign_in_of(audience: str) -> str:
    """The name of the address where the audience signs in."""
    return PHONE_SIGN_IN if audience == "citizen" else settings.LOGIN_URL


def must_change_password(request: Request, audience: str) -> bool:
    """Whether the actor still has the password that an administrator gave them: staff change it first of all."""
    return audience in AUDIENCES and getattr(request.user, "must_change_password", False)


def needs_second_factor(request: Request, audience: str) -> bool:
    """Whether the actor must set up a second factor before this page: staff do, where the installation asks for it."""
    staff = audience in AUDIENCES
    return staff and settings.STAFF_NEED_TOTP and not is_mfa_enabled(request.user)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: its status, its sentence, and where to go from there."""
    template = f"{refusal.status}.html"
    return render(request, template, {"says": refusal.says, "code": refusal.code}, status=refusal.status)


def attempt(request: Request, form: ActForm, change: Callable[..., R], /, **given: object) -> R | None:
    """Run the operation for a valid form; what is refused goes into the form, and everything typed stays.

    Passes `by` (with the form's key, so that a double click acts once), `now`, and `version` when the form carries one.
    Gives the operation's row, or None: then show the form again with `form.status`. An unseen matter stays a 404.
    """
    try:
        if form.version is not None:
            given["version"] = form.version
        return change(by=request.actor.with_key(form.once), now=request.now, **given)
    except NotFound:
        raise
    except BadInput as refusal:
        form.status = refusal.status
        for name, says in refusal.fields.items():
            form.add_error(name if name in form.fields else None, says)
    except Stale as refusal:
        form.status, form.is_stale = refusal.status, True
        form.add_error(None, refusal.says)
    except Refusal as refusal:
        form.status = refusal.status
        form.add_error(None, refusal.says)
    return None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Any address that does not exist, or does not exist for whoever asks."""
    return render(request, "404.html", {"says": _("没有找到这一页。")}, status=404)
