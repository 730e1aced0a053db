"""Objecting to a refusal or to the end of the aid."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.dossier.queries import papers_of
from fayuan.intake.access import acts_for
from fayuan.intake.operations import object_to_decision
from fayuan.matters.models import Matter
from fayuan.matters.queries import open_timers
from fayuan.web.portal.changes import changes_since
from fayuan.web.portal.forms import ObjectForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.clocks import clock_of
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

DECISIONS = ("refusal_decision", "termination_decision")


@page("citizen", methods=("GET", "HEAD", "POST"))
def object_to(request: Request, ref: str) -> HttpResponse:
    """The decision, until when one may object, and why one does; POST sends it to the bureau."""
    matter = own_matter(request, ref)
    form = ObjectForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if request.method == "POST" and form.is_valid():
        changed = attempt(request, form, object_to_decision, ref=ref, **form.given())
        if changed is not None:
            messages.success(request, _("异议已经交给司法局。五日内答复您。"))
            return redirect("portal:matter", ref)
    elif "object" not in acts_for(matter, request.actor):
        raise NotFound(_("这件事现在没有可以提出异议的决定。"))
    about = {
        **_decision(request, matter),
        "matter": matter,
        "form": form,
        "changes": changes_since(matter, form, request),
    }
    return render(request, "portal/object.html", about, status=form.status)


def _decision(request: Request, matter: Matter) -> dict[str, object]:
    """The paper that is objected to, the bureau, and the clock."""
    paper = papers_of(matter, request.actor).filter(form__in=DECISIONS).last()
    timer = open_timers(matter).filter(name="object_until").first()
    clock = clock_of(timer, request.now) if timer is not None else None
    return {"paper": paper, "bureau": matter.agency.parent, "clock": clock, "timer": timer}
