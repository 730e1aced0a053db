"""Handing in papers: those that were asked for, all at once, and others at any time."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.dossier.operations import hand_in_file
from fayuan.intake.access import acts_for
from fayuan.intake.models import Assessment
from fayuan.intake.operations import supplement_application
from fayuan.matters.models import Matter
from fayuan.web.portal.forms import AddFilesForm, SupplementForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.files import NOT_TAKEN, say_not_taken
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sending import received


@page("citizen", methods=("GET", "HEAD", "POST"))
def supplement(request: Request, ref: str) -> HttpResponse:
    """What is missing, a field for each; POST keeps the files and says that they are there."""
    matter = own_matter(request, ref)
    if "supplement" not in acts_for(matter, request.actor):
        raise NotFound(_("现在没有要补的材料。"))
    posted = (request.POST, received(request)) if request.method == "POST" else ()
    form = SupplementForm(*posted, missing=missing(matter))
    if request.method == "POST" and form.is_valid() and _keep(request, ref, form, form.files_given()):
        given = list(form.files_given())
        if attempt(request, form, supplement_application, ref=ref, materials=given) is not None:
            messages.success(request, _("材料收到了。工作人员会接着审查。"))
            return redirect("portal:matter", ref)
    return render(request, "portal/supplement.html", {"matter": matter, "form": form}, status=form.status)


@page("citizen", methods=("GET", "HEAD", "POST"))
def add_files(request: Request, ref: str) -> HttpResponse:
    """Hand in more, without being asked."""
    matter = own_matter(request, ref)
    posted = (request.POST, received(request)) if request.method == "POST" else ()
    form = AddFilesForm(*posted)
    if request.method == "POST" and form.is_valid():
        files = {form.cleaned_data["kind"]: form.cleaned_data["file"]}
        if _keep(request, ref, form, files, field="file"):
            messages.success(request, _("材料收到了。"))
            return redirect("portal:matter", ref)
    return render(request, "portal/add_files.html", {"matter": matter, "form": form}, status=form.status)


def missing(matter: Matter) -> Sequence[str]:
    """What was asked for: by the notice, or by the law where papers follow a first-aid grant."""
    if matter.state == "awaiting_supplement":
        asked: Sequence[str] = matter.supplement_notice.missing
        return asked
    last: Assessment | None = matter.assessments.order_by("-id").first()
    return last.missing if last is not None else ()


def _keep(request: Request, ref: str, form: ActForm, files: dict[str, list[Any]], field: str = "") -> bool:
    """Keep the files, each once however often the form is sent; one that is not taken is said at its field, and those
    taken stay."""
    for kind, given in files.items():
        for place, file in enumerate(given):
            kept = {"kind": kind, "file_name": file.name, "content": file.read()}
            by = request.actor.with_key(f"{form.once}-{kind}-{place}" if form.once else None)
            try:
                hand_in_file(ref=ref, by=by, now=request.now, **kept)
            except NOT_TAKEN as refusal:
                say_not_taken(form, field or kind, str(file.name), refusal)
    return not form.errors
