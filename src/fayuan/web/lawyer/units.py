"""The head of a firm: what was given to the firm and waits for a person, who handles what, and whose duties are
late; no more of the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment
from fayuan.assignment.operations import name_lawyer
from fayuan.assignment.queries import of_units, practising, unnamed
from fayuan.assignment.suitability import objections
from fayuan.assignment.workload import workload
from fayuan.cases.queries import clocks_in
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.law.words import FORMS
from fayuan.matters.models import Party
from fayuan.matters.queries import open_timers
from fayuan.people.models import Role
from fayuan.web.lawyer.acting import ACT
from fayuan.web.lawyer.forms import NameForm
from fayuan.web.lawyer.frame import show
from fayuan.web.shared.clocks import clock_of, clock_words
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Clock
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import about, listed_about

MOST = 100


@page("lawyer")
def unit(request: Request) -> HttpResponse:
    """What waits for a name, and the firm's cases by number and person, what is overdue first: whose they are is not
    shown."""
    if not request.actor.has(Role.FIRM_HEAD):
        raise NotFound
    audit.record(request.actor, request.now, "list_unit_cases")
    waiting = [{"given": given, "about": listed_about(given.matter)} for given in unnamed(request.actor)]
    rows = in_hand(list(of_units(request.actor)[:MOST]), request.now)
    late = sum(row.is_late for row in rows)
    return show(request, "unit.html", "unit", waiting=waiting, rows=rows, late=late)


@dataclass(frozen=True, slots=True)
class InHand:
    """One case of the firm: number, person, state, and the nearest duty of that person with its clock."""

    given: Assignment
    duty: str = ""
    clock: Clock | None = None

    @property
    def is_late(self) -> bool:
        """Whether the last day of the duty is today or has passed."""
        return self.clock is not None and self.clock.level == "late"


def in_hand(given: Sequence[Assignment], now: datetime) -> list[InHand]:
    """The cases with what falls due in them, what is late first."""
    clocks, words = clocks_in([each.matter_id for each in given]), clock_words()
    rows = [
        InHand(each, words.get(timer.name, timer.name), clock_of(timer, now))
        if (timer := clocks.get(each.matter_id))
        else InHand(each)
        for each in given
    ]
    return sorted(rows, key=lambda row: not row.is_late)


@page("lawyer", methods=ACT)
def name(request: Request, ref: str) -> HttpResponse:
    """Name the person who takes the case; those whom the law keeps from it are not offered."""
    given = unnamed(request.actor).select_related("matter__agency__division").filter(matter__ref=ref).first()
    if given is None:
        raise NotFound(_("这件案子没有在等贵单位确定承办人。"))
    matter = given.matter
    audit.record(request.actor, request.now, "view_matter", subject=matter)
    form = NameForm(
        request.POST or None,
        version=matter.version,
        changed_at=matter.changed_at,
        lawyers=_able(given, request.now),
    )
    if form.is_valid() and attempt(request, form, name_lawyer, ref=ref, **form.given()) is not None:
        messages.success(request, _("承办人已经确定，会收到通知。"))
        return redirect("lawyer:unit")
    timer = open_timers(matter).filter(name="name_lawyer").first()
    return show(
        request,
        "name.html",
        "unit",
        status=form.status,
        form=form,
        matter=matter,
        about=about(matter),
        manner=FORMS.get(matter.form, ""),
        others=matter.parties.filter(role=Party.Role.OPPONENT),
        clock=clock_of(timer, request.now) if timer else None,
    )


def _able(given: Assignment, now: datetime) -> list[tuple[int, str, str]]:
    """The people of the unit who may take the case, with what they have in hand."""
    profiles = list(practising(now).filter(unit=given.unit_id))
    busy = workload([profile.person_id for profile in profiles], now).open_cases
    return [
        (profile.person_id, profile.person.name, _("在办%(count)d件") % {"count": busy[profile.person_id]})
        for profile in profiles
        if not objections(given.matter, profile, now)
    ]
