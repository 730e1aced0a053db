"""Taking an application back: asked twice, since nobody can undo it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.intake.access import acts_for
from fayuan.intake.operations import withdraw_application
from fayuan.web.portal.changes import changes_since
from fayuan.web.portal.forms import WithdrawForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.portal.progress import headline
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def withdraw(request: Request, ref: str) -> HttpResponse:
    """What withdrawing means; POST withdraws."""
    matter = own_matter(request, ref)
    form = WithdrawForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if request.method == "POST" and form.is_valid():
        changed = attempt(request, form, withdraw_application, ref=ref, **form.given())
        if changed is not None:
            messages.success(request, _("申请已经撤回。以后还可以再申请。"))
            return redirect("portal:matter", ref)
    elif "withdraw" not in acts_for(matter, request.actor):
        raise NotFound(_("这件事现在不能撤回。"))
    about = {"matter": matter, "form": form, "headline": headline(matter)}
    about["changes"] = changes_since(matter, form, request)
    return render(request, "portal/withdraw.html", about, status=form.status)
