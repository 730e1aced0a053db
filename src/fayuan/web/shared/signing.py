"""Sign a paper from afar: open the link, prove who one is, read the paper, sign; on any telephone, without an app."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.dossier import drawing, store
from fayuan.dossier.knocks import knock
from fayuan.dossier.models import Paper, SignatureRequest
from fayuan.dossier.operations import (
    open_by_account,
    open_by_code,
    send_signature_code,
    sign_paper,
    take_up_signature,
)
from fayuan.dossier.signatures import by_token, last_edition
from fayuan.matters.access import is_applicant
from fayuan.people.identity import mask_phone
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

KNOCKS_A_MINUTE = 60
KNOWN_FOR = timedelta(minutes=30)
SESSION = "signing"  # requests whose signer was known in this browser, and when
DATA_URL = "data:image/png;base64,"
LONGEST_DRAWING = 2_000_000  # characters
WAYS = ("GET", "HEAD", "POST")
Means = SignatureRequest.Means
MEANS = (
    (Means.DRAWN, gettext_lazy("用手指或者鼠标写")),
    (Means.PHOTO, gettext_lazy("拍一张纸上的签名，或者指印")),
    (Means.CODE, gettext_lazy("不写字，用刚才的验证码确认")),
)


class SignCodeForm(ActForm):
    """The code from the text message."""

    code = forms.CharField(
        label=gettext_lazy("短信里的6位验证码"),
        max_length=6,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class SignatureForm(ActForm):
    """How somebody signs: drawn on the screen, as a photograph, or by confirming."""

    means = forms.ChoiceField(
        label=gettext_lazy("怎样签名"),
        choices=MEANS,
        widget=forms.RadioSelect,
    )
    drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=gettext_lazy("签名或者指印的照片"),
        required=False,
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(label=gettext_lazy("我看过这份文书，内容属实，愿意签名"))

    def __init__(self, *args: Any, known_by: str, **kwargs: Any) -> None:
        self.known_by = known_by
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        """Who has signed in with their own account was sent no code."""
        means = self.fields["means"]
        assert isinstance(means, forms.ChoiceField)
        if self.known_by == SignatureRequest.Known.ACCOUNT:
            confirmed = (Means.CODE, gettext_lazy("不写字，用本人账户确认"))
            means.choices = [confirmed if key == Means.CODE else (key, words) for key, words in MEANS]

    def picture(self) -> bytes | None:
        """What was drawn or photographed."""
        if self.cleaned_data["means"] == Means.DRAWN:
            return _decoded(self.cleaned_data["drawing"])
        photo: UploadedFile[Any] | None = self.cleaned_data["photo"]
        return photo.read() if photo else None


def _decoded(drawing: str) -> bytes | None:
    try:
        return base64.b64decode(drawing.removeprefix(DATA_URL), validate=True)
    except binascii.Error:
        return None


@page("signed_in", methods=("POST",))
def take_up(request: Request, ref: str) -> HttpResponse:
    """From the paper's own page to its signature, for whoever is asked and has signed in."""
    begun = take_up_signature(ref=ref, by=request.actor, now=request.now)
    return redirect("sign_paper", begun.token)


@page("anyone", methods=WAYS)
def start(request: Request, token: str) -> HttpResponse:
    """Who one is: by a code to the telephone, or by one's own account."""
    asked = _asked(request, token)
    if not asked.is_open(request.now):
        about = {"asked": asked, "is_own": is_own_matter(request.actor, asked)}
        return _shown(request, "shared/sign_over.html", about, status=410)
    if request.actor.person_id == asked.person_id:
        return _go_on(request, token, open_by_account(token=token, by=request.actor, now=request.now))
    form = SignCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = attempt(request, form, open_by_code, token=token, code=form.cleaned_data["code"])
        if known is not None:
            return _go_on(request, token, known)
    about = {"form": form, "asked": asked, "token": token, "phone": mask_phone(asked.person.phone)}
    return _shown(request, "shared/sign_code.html", about, status=form.status)


@page("anyone", methods=("POST",))
def send_code(request: Request, token: str) -> HttpResponse:
    """Text a code, and back to where it is typed."""
    _asked(request, token)
    form = ActForm(request.POST)
    sent = attempt(request, form, send_signature_code, token=token) if form.is_valid() else None
    if sent is None:
        for says in form.non_field_errors():
            messages.error(request, str(says))
    elif settings.DEMO:
        messages.info(request, _("演示环境不发短信。验证码是%(code)s。") % {"code": sent.code})
    else:
        messages.success(request, _("验证码已经发出，10分钟内有效。"))
    return redirect("sign_paper", token)


@page("anyone", methods=WAYS)
def paper(request: Request, token: str) -> HttpResponse:
    """The paper, whole, and below it the signature."""
    asked = _known(request, token)
    if asked is None:
        return redirect("sign_paper", token)
    current = last_edition(asked.paper)
    posted = (request.POST or None, request.FILES or None)
    form = SignatureForm(*posted, initial=_seen(current), known_by=asked.known_by)
    if request.method == "POST" and form.is_valid():
        given = {"means": form.cleaned_data["means"], "shown_sha256": form.cleaned_data["shown"]}
        signed = attempt(request, form, sign_paper, token=token, picture=form.picture(), **given)
        if signed is not None:
            return redirect("sign_paper", token)
    audit.record(request.actor, request.now, "read_to_sign", subject=current)
    leaves = range(1, len(drawing.pages(current)) + 1)
    about = {"form": form, "asked": asked, "paper": current, "token": token, "leaves": leaves}
    return _shown(request, "shared/sign_paper.html", about, status=form.status)


@page("anyone")
def leaf(request: Request, token: str, number: int) -> HttpResponse:
    """One page of the paper as a picture, for telephones that show no PDF."""
    pages = drawing.pages(_current(request, token))
    if not 1 <= number <= len(pages):
        raise NotFound
    return _private(HttpResponse(pages[number - 1], content_type="image/png"))


@page("anyone")
def pdf(request: Request, token: str) -> HttpResponse:
    """The paper as it will be signed, to keep."""
    current = _current(request, token)
    if current.pdf is None:
        raise NotFound
    audit.record(request.actor, request.now, "read_to_sign", subject=current)
    response = HttpResponse(store.read(current.pdf), content_type="application/pdf")
    response["Content-Disposition"] = "attachment; filename=paper.pdf"
    response["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def is_own_matter(by: Actor, asked: SignatureRequest) -> bool:
    """Whether the signer has signed in and stands on the applicant's side: then the matter's page is open to them."""
    return by.person_id == asked.person_id and is_applicant(by, asked.paper.matter)


def _asked(request: Request, token: str) -> SignatureRequest:
    knock("sign", request.actor.ip, request.now, most=KNOCKS_A_MINUTE)
    return by_token(token)


def _known(request: Request, token: str) -> SignatureRequest | None:
    """The open request, when its signer was known in this browser within the last half hour."""
    asked = _asked(request, token)
    since = request.session.get(SESSION, {}).get(asked.ref)
    if since is None or not asked.is_open(request.now):
        return None
    return asked if request.now < datetime.fromisoformat(since) + KNOWN_FOR else None


def _current(request: Request, token: str) -> Paper:
    asked = _known(request, token)
    if asked is None:
        raise NotFound
    return last_edition(asked.paper)


def _go_on(request: Request, token: str, known: SignatureRequest) -> HttpResponse:
    request.session[SESSION] = {known.ref: request.now.isoformat()}
    return redirect("sign_this", token)


def _seen(current: Paper) -> dict[str, str]:
    """The hash of the file that the page shows: what the signature will be bound to."""
    return {"shown": current.pdf.sha256 if current.pdf else "", "means": Means.CODE}


def _shown(request: Request, template: str, about: dict[str, object], status: int = 200) -> HttpResponse:
    return _private(render(request, template, about, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
