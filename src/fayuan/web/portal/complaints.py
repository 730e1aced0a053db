"""Complaining about the lawyer or the agency, and reading the answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.intake.models import Complaint
from fayuan.intake.operations import file_complaint
from fayuan.intake.queries import complaint_due, own_complaints
from fayuan.matters.models import Matter
from fayuan.web.portal.forms import ComplaintForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.portal.until import by_moment
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def complain(request: Request, ref: str) -> HttpResponse:
    """What was complained of before, with its answer; and a form for another complaint."""
    matter = own_matter(request, ref)
    form = ComplaintForm(request.POST or None, objects=objects(matter))
    if form.is_valid():
        filed = attempt(request, form, file_complaint, ref=ref, **form.given())
        if filed is not None:
            messages.success(request, _("投诉收到了，编号%(number)s。") % {"number": filed.number})
            return redirect("portal:complain", ref)
    lines = [(each, _until(each, request)) for each in own_complaints(matter, request.actor)]
    about = {"matter": matter, "form": form, "lines": lines}
    return render(request, "portal/complain.html", about, status=form.status)


def objects(matter: Matter) -> list[tuple[str, str]]:
    """About whom one can complain: the lawyer, when there is one, and the agency."""
    found = []
    if matter.handler is not None:
        found.append((Complaint.About.LAWYER.value, _("律师%(name)s") % {"name": matter.handler.name}))
    found.append(
        (Complaint.About.AGENCY.value, _("%(agency)s，或者那里的工作人员") % {"agency": matter.agency.name})
    )
    return found


def _until(complaint: Complaint, request: Request) -> str:
    due = complaint_due(complaint)
    if due is None:
        return ""
    words = _("%(until)s答复您") if complaint.accepted_at else _("%(until)s告诉您受理不受理")
    return words % {"until": by_moment(due.at, request.now)}
