"""Ask for signatures under a paper, and see who has signed: for the agency's window and the lawyer in charge."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.core.errors import NotAllowed
from fayuan.dossier import queries
from fayuan.dossier.access import may_ask, signers
from fayuan.dossier.models import Paper, SignatureRequest
from fayuan.dossier.operations import ask_signature, cancel_signature_request
from fayuan.dossier.signatures import requests_for
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

WAYS = ("GET", "HEAD", "POST")


class AskForm(ActForm):
    """Who is asked to sign."""

    role = forms.ChoiceField(
        label=gettext_lazy("请谁签名"), choices=SignatureRequest.Role.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, roles: tuple[str, ...], **kwargs: Any) -> None:
        self.roles = roles
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        choices = [(key, words) for key, words in SignatureRequest.Role.choices if key in self.roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # it is a choice field
        self.initial.setdefault("role", choices[0][0] if choices else "")


@page("signed_in", methods=WAYS)
def signatures(request: Request, ref: str) -> HttpResponse:
    """What was asked and signed, and the form to ask."""
    paper = _paper(request, ref)
    form = AskForm(request.POST or None, roles=signers(paper))
    if request.method == "POST" and form.is_valid():
        asked = attempt(request, form, ask_signature, ref=ref, role=form.cleaned_data["role"])
        if asked is not None:
            messages.success(request, _("签名链接已经发出，7天内有效。"))
            if settings.DEMO:
                link = request.build_absolute_uri(reverse("sign_paper", args=[asked.token]))
                messages.info(request, _("演示环境不发短信。链接是 %(link)s") % {"link": link})
            return redirect("signatures", ref)
    asked_before = requests_for(paper).select_related("person", "signed_paper").order_by("asked_at")
    rows = [(each, state(each, request)) for each in asked_before]
    about = {"paper": paper, "form": form, "rows": rows}
    return render(request, "shared/signatures.html", about, status=form.status)


@page("signed_in", methods=("POST",))
def cancel(request: Request, ref: str, asked: str) -> HttpResponse:
    """Take a request back."""
    paper = _paper(request, ref)
    form = ActForm(request.POST)
    if (
        form.is_valid()
        and attempt(request, form, cancel_signature_request, ref=ref, request=asked) is not None
    ):
        messages.success(request, _("已经取消，原来的链接打不开了。"))
    return redirect("signatures", paper.ref)


def state(asked: SignatureRequest, request: Request) -> str:
    """How far a request has come, in a word."""
    if asked.signed_at is not None:
        return _("已签")
    if asked.cancelled_at is not None:
        return _("已取消")
    if not asked.is_open(request.now):
        return _("已过期")
    return _("已看文书，未签") if asked.opened_at else _("等待签名")


def _paper(request: Request, ref: str) -> Paper:
    """The paper, for whoever may ask; 403 for those who only read it."""
    paper = queries.paper(ref, request.actor, request.now)
    if not may_ask(request.actor, paper):
        raise NotAllowed(_("请签名由承办人，或者法律援助机构的受理、审查人员发起。"))
    audit.record(request.actor, request.now, "view_signatures", subject=paper)
    return paper
