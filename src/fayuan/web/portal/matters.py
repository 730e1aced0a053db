"""The applicant's own matters: the list, one of them, and the receipt right after submitting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fayuan.cases.queries import hearings_for
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.dossier.queries import papers_of, uploads_of
from fayuan.intake.queries import drafts_of
from fayuan.law.priority import priority
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.queries import open_timers, timeline
from fayuan.matters.rules import book
from fayuan.web.portal.acts import acts_of
from fayuan.web.portal.calendar import address_of
from fayuan.web.portal.progress import Progress, headline
from fayuan.web.shared.dates import full_day, hour, local_day
from fayuan.web.shared.files import file_rows
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Fact
from fayuan.web.shared.request import Request

MOST = 50  # one person's matters on one page


def own_matter(request: Request, ref: str) -> Matter:
    """The matter, if the person stands on its applicant's side; `NotFound` otherwise. The view is recorded."""
    mine = access.own(request.actor, request.now).select_related("agency", "handler", "unit", "authority")
    matter = mine.filter(ref=ref).first()
    if matter is None:
        raise NotFound
    audit.record(request.actor, request.now, "view_matter", subject=matter)
    return matter


@page("citizen")
def matters(request: Request) -> HttpResponse:
    """The person's matters, the one that changed last first, and what they began to write."""
    mine = (
        access.own(request.actor, request.now).select_related("agency").order_by("-changed_at", "-id")[:MOST]
    )
    rows = [{"matter": matter, "headline": headline(matter)} for matter in mine]
    drafts = drafts_of(request.actor, request.now)[:10]
    audit.record(request.actor, request.now, "list_own_matters")
    return render(request, "portal/matters.html", {"rows": rows, "drafts": drafts})


@page("citizen")
def matter(request: Request, ref: str) -> HttpResponse:
    """One matter: what to do now, how far it has got, its papers, what else can be done."""
    return render(request, "portal/matter.html", about(request, own_matter(request, ref)))


def about(request: Request, found: Matter) -> dict[str, Any]:
    """What the page of a matter says."""
    rows = sorted(timeline(found, request.actor), key=lambda row: (row.at, row.kind == "paper", row.pk))
    papers = list(papers_of(found, request.actor))
    clocks = list(open_timers(found))
    progress = Progress(found, rows, papers, clocks, request.now)
    today = local_day(request.now)
    return {
        "matter": found,
        "headline": headline(found),
        "line": progress.line(),
        "papers": papers,
        "uploads": file_rows(uploads_of(found, request.actor)),
        "hearings": [
            full_day(hearing.on, today)
            + (f" {hour(hearing.at)}" if hearing.at else "")
            + (f"　{hearing.place}" if hearing.place else "")
            for hearing in hearings_for([found.pk], today)
        ],
        "is_reckoned": found.assessments.exists(),
        "calendar": address_of(request),
        "acts": acts_of(found, clocks, request.actor, request.now),
    }


@page("citizen")
def done(request: Request, ref: str) -> HttpResponse:
    """Right after submitting: the number, the dates, what happens next."""
    found = own_matter(request, ref)
    today = local_day(request.now)
    clock = next((timer for timer in open_timers(found) if timer.name == "decide"), None)
    facts = [Fact(_("收到"), full_day(local_day(found.opened_at), today))]
    if clock is not None and clock.due_on is not None:
        facts.append(Fact(_("答复"), _("%(day)s以前") % {"day": full_day(clock.due_on, today)}, strong=True))
    facts.append(Fact(_("哪里办"), found.agency.name))
    rule = priority(found.subject, today, found.agency.division_id, book())
    if rule is not None:
        facts.append(Fact(_("优先"), rule.says))
    following = (
        _("工作人员看材料。缺什么，会一次告诉您。"),
        _("七日内书面答复您，同意或不同意都写明理由。"),
        _("同意后三日内安排律师。您可以自己选。"),
    )
    about = {"matter": found, "facts": facts, "name": request.actor.name, "next_steps": following}
    return render(request, "portal/done.html", about)
