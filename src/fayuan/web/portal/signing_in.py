"""Citizens sign in by a code to their telephone or by an identity provider; a first sign-in makes their account."""

import base64

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.core.keys import ring
from fayuan.intake.queries import draft
from fayuan.messaging.codes import send_phone_code
from fayuan.people.arrivals import use_ticket
from fayuan.people.codes import sign_in_by_code
from fayuan.people.identity import mask_phone, phone_plain
from fayuan.people.operations import introduce_self
from fayuan.web.portal.forms import CodeForm, IntroduceForm, PhoneForm
from fayuan.web.shared import cards
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sign_in import provider_link

PHONE = "phone"  # in the session: the number that waits for its code, sealed
LABEL = b"session.phone"


@page("anyone", methods=("GET", "HEAD", "POST"))
def sign_in(request: Request) -> HttpResponse:
    """Ask for the number and text a code to it."""
    if request.actor.account_id is not None:
        return redirect(_next(request))
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = phone_plain(form.cleaned_data["phone"])
        fresh = attempt(request, form, send_phone_code, phone=phone)
        if fresh is not None:
            request.session[PHONE] = base64.b64encode(ring().encrypt(phone.encode(), LABEL)).decode()
            if settings.DEMO:
                messages.info(request, _("演示环境不发短信。验证码是%(code)s。") % {"code": fresh.code})
            return redirect(_keeping_next(request, "portal:code"))
    about = {"form": form, "provider": provider_link("citizen", _next(request))}
    return render(request, "portal/sign_in.html", about, status=form.status)


@page("anyone", methods=("GET", "HEAD", "POST"))
def arrive(request: Request, secret: str) -> HttpResponse:
    """Somebody comes from the mini-program: POST spends their ticket and signs in. Looking at a link spends nothing,
    for chat programs look at every link."""
    if request.method != "POST":
        return render(request, "portal/arrive.html")
    try:
        account = use_ticket(secret=secret, by=request.actor, now=request.now)
    except NotFound as spent:
        return render(request, "portal/arrive.html", {"spent": spent.says}, status=spent.status)
    get_adapter(request).login(request, account)
    return redirect("portal:matters")


@page("anyone", methods=("GET", "HEAD", "POST"))
def code(request: Request) -> HttpResponse:
    """Ask for the code; the right one signs in."""
    sealed = request.session.get(PHONE)
    if sealed is None:
        return redirect(_keeping_next(request, "portal:sign_in"))
    phone = ring().decrypt(base64.b64decode(sealed), LABEL).decode()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = attempt(request, form, sign_in_by_code, phone=phone, code=form.cleaned_data["code"])
        if account is not None:
            del request.session[PHONE]
            get_adapter(request).login(request, account)
            return redirect(_next(request))
    again = _keeping_next(request, "portal:sign_in")
    about = {"form": form, "phone": mask_phone(phone), "full_phone": phone, "again": again}
    return render(request, "portal/code.html", about, status=form.status)


@page("citizen", methods=("GET", "HEAD", "POST"))
def introduce(request: Request, ref: str) -> HttpResponse:
    """Ask whoever begins their first application who they are."""
    begun = draft(ref, request.actor, request.now)
    from_card = cards.filled(request, {"name": "name", "id_number": "id_number"})
    form = IntroduceForm(request.POST or None, initial=from_card)
    if request.method == "POST" and form.is_valid():
        person = attempt(request, form, introduce_self, **form.given())
        if person is not None:
            return redirect("portal:question", begun.ref, "whom")
    about = {"form": form, "card_offer": cards.offer(request), "from_card": bool(from_card)}
    return render(request, "portal/introduce.html", about, status=form.status)


def _next(request: Request) -> str:
    """Where the person wanted to go, if it is one of our pages; else their matters."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("portal:matters")


def _keeping_next(request: Request, name: str) -> str:
    wanted = request.GET.get("next", "")
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)
