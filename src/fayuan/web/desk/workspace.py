"""One matter at work: people and facts, the timeline, what comes next."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.dossier.access import require_sheet_maker
from fayuan.dossier.queries import papers_of, uploads_of
from fayuan.intake.models import Application, Assessment
from fayuan.law.words import MATERIALS
from fayuan.matters.access import lets
from fayuan.matters.models import Entry, Matter
from fayuan.matters.notes import write_note
from fayuan.matters.queries import open_timers, timeline
from fayuan.messaging.notes import write_letter
from fayuan.web.desk import acts, facts, verdict
from fayuan.web.desk.acting import head
from fayuan.web.desk.company import company
from fayuan.web.desk.forms.notes import NoteForm
from fayuan.web.desk.frame import show, typed
from fayuan.web.desk.handovers import untold
from fayuan.web.desk.members import shown_of
from fayuan.web.desk.scope import at_desk, opened
from fayuan.web.desk.trail import present
from fayuan.web.shared.clocks import Running, running, told_to
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.declarations import declared
from fayuan.web.shared.files import file_rows
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.timeline import entries

KINDS = {  # the ways to look at the timeline
    "letters": Q(kind__in=("letter", "handed_over", "submitted", "supplemented", "objected")),
    "papers": Q(kind__in=("paper", "upload")),
    "inner": ~Q(audience=Entry.Audience.ALL),
}


@page("desk", methods=("GET", "HEAD", "POST"))
def workspace(request: Request, ref: str) -> HttpResponse:
    """The matter; its note box sends here."""
    form = NoteForm(typed(request))
    if form.is_valid() and keep_note(request, ref, form):
        return redirect("desk:workspace", ref)
    matter = opened(request, ref)
    first, besides = acts.ways(matter, acts.open_to(matter, request.actor))
    return show(
        request,
        "workspace.html",
        "todo",
        status=form.status,
        form=form,
        first=first,
        besides=besides,
        company=company(request, matter),
        **head(matter),
        **known(request, matter),
        **ahead(matter, request.actor, request.now),
        can_tell=request.actor.has("clerk", matter.agency_id),
        may_make_sheets=lets(require_sheet_maker, request.actor, matter),
    )


def keep_note(request: Request, ref: str, form: NoteForm) -> Matter | None:
    """Write what stands in the note box, for colleagues or to the applicant."""
    to_applicant = form.cleaned_data["to"] == "applicant"
    change = write_letter if to_applicant else write_note
    kept = attempt(request, form, change, ref=ref, text=form.cleaned_data["text"])
    if kept is not None:
        messages.success(request, _("留言已发给申请人。") if to_applicant else _("备注已记下。"))
    return kept


def known(request: Request, matter: Matter) -> dict[str, object]:
    """People, facts, materials, and what has happened."""
    today = local_day(request.now)
    parties, rest = shown_of(matter, request.GET.get("members", ""))
    given: Application | None = Application.objects.filter(matter=matter).first()
    rows = timeline(matter, at_desk(request.actor)).filter(KINDS.get(request.GET.get("show", ""), Q()))
    return {
        "sides": facts.ours(matter, parties, today),
        "opponents": facts.theirs(parties.values()),
        "members": rest,
        "case": facts.case(matter, given, today),
        "materials": [MATERIALS.get(key, key) for key in given.materials] if given else [],
        "uploads": file_rows(uploads_of(matter, at_desk(request.actor))),
        "papers": list(papers_of(matter, at_desk(request.actor))),
        "entries": [*present(matter), *entries(rows)],
        "shown": request.GET.get("show", ""),
    }


def ahead(matter: Matter, actor: Actor, now: datetime) -> dict[str, object]:
    """Clocks, what the law says, what is missing, and whom nobody could reach."""
    timers = open_timers(matter)
    handles = actor.person_id is not None and actor.person_id == matter.handler_id
    clocks: Sequence[Running] = running(told_to("lawyer", timers) if handles else timers, now)
    last: Assessment | None = matter.assessments.order_by("-id").first()
    return {
        "clocks": clocks,
        "assessment": last,
        "outcome": verdict.outcome(last) if last else "",
        "findings": verdict.findings(last) if last else [],
        "declared": declared(matter) if matter.handler_id else "",
        "missing": [MATERIALS.get(key, key) for key in last.missing] if last else [],
        "untold": untold(matter),
    }
