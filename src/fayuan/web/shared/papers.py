"""What becomes of an issued paper: anybody who holds it may check it, and who decides may take it back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.dossier import queries
from fayuan.dossier.access import require_withdrawer
from fayuan.dossier.knocks import knock
from fayuan.dossier.operations import withdraw_paper
from fayuan.dossier.operations.withdrawals import LONGEST_REASON
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

CHECKS_A_MINUTE = 30  # of one address: many sit behind one at a court or a firm


class WithdrawalForm(ActForm):
    """Why a paper is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("撤回的理由"),
        help_text=gettext_lazy("写给经办的各机构看，不超过100个字。扫码查验的人只看到“已撤回”。"),
        max_length=LONGEST_REASON,
    )


@page("anyone")
def check(request: Request, token: str) -> HttpResponse:
    """Whether a paper is genuine and stands: its issuer, number and date, and nothing about whom it concerns."""
    knock("check", request.actor.ip, request.now, most=CHECKS_A_MINUTE)
    found = queries.checked(token)
    audit.record(request.actor, request.now, "check_paper", subject=found)
    response = render(request, "shared/check.html", {"paper": found, "at": request.now})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


@page("signed_in", methods=("GET", "HEAD", "POST"))
def withdraw(request: Request, ref: str) -> HttpResponse:
    """Take the paper back, with a reason."""
    found = queries.paper(ref, request.actor, request.now)
    require_withdrawer(request.actor, found)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(request, form, withdraw_paper, ref=ref, **form.given())
        if done is not None:
            messages.success(request, _("已撤回。扫码查验时会看到“已撤回”。"))
            return redirect("paper", ref)
    about = {"form": form, "paper": found}
    return render(request, "shared/withdraw_paper.html", about, status=form.status)
