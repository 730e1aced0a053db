"""Applying for the next stage of the same dispute."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.intake.access import acts_for
from fayuan.intake.operations import apply_for_next_stage
from fayuan.web.portal.forms import NextStageForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.portal.progress import headline
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

STAGES = {"court": "first_instance", "appeal": "second_instance"}


@page("citizen", methods=("GET", "HEAD", "POST"))
def next_stage(request: Request, ref: str) -> HttpResponse:
    """Which stage comes next and what is new; POST applies, nothing is told again."""
    matter = own_matter(request, ref)
    if "next_stage" not in acts_for(matter, request.actor):
        raise NotFound(_("这件事现在还不能申请下一阶段。"))
    form = NextStageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {
            "form": "litigation",
            "stage": STAGES[form.cleaned_data["way"]],
            "forum_kind": "court",
            "facts": form.cleaned_data["facts"],
        }
        follower = attempt(request, form, apply_for_next_stage, ref=ref, **given)
        if follower is not None:
            messages.success(request, _("申请已经交上，不用重新填写。"))
            return redirect("portal:done", follower.ref)
    about = {"matter": matter, "form": form, "headline": headline(matter)}
    return render(request, "portal/next_stage.html", about, status=form.status)
