"""Today: hearings and what falls due, in the order in which it comes."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.cases.models import Hearing
from fayuan.cases.queries import clocks_of, hearings_of
from fayuan.core import audit
from fayuan.matters.models import Timer
from fayuan.people.models import Person, Role
from fayuan.web.lawyer.calendar import address_of
from fayuan.web.lawyer.frame import show
from fayuan.web.shared.clocks import clock_of, clock_words
from fayuan.web.shared.dates import day, full_day, hour, local_day, weekday
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Appointment, Duty
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import listed, listed_about

MOST = 30


@page("lawyer")
def today(request: Request) -> HttpResponse:
    """The day's hearings, those to come, and the clocks that run on the lawyer's cases."""
    if not request.actor.has(Role.LAWYER):
        return redirect("lawyer:unit")
    person = Person.objects.get(pk=request.actor.person)
    on = local_day(request.now)
    hearings = list(hearings_of(person, on)[:MOST])
    timers = list(clocks_of(person)[:MOST])
    audit.record(request.actor, request.now, "list_own_cases")
    return show(
        request,
        "today.html",
        "today",
        title=_("%(day)s　%(weekday)s") % {"day": day(on), "weekday": weekday(on)},
        summary=_summary(hearings, timers, on),
        agenda=[_appointment(hearing, on) for hearing in hearings if hearing.on == on],
        coming=[_appointment(hearing, on) for hearing in hearings if hearing.on > on],
        duties=[_duty(timer, request) for timer in timers],
        calendar=request.build_absolute_uri(address_of(person)),
    )


def _summary(hearings: Sequence[Hearing], timers: Sequence[Timer], on: date) -> str:
    """今天2场，1件事今天到期."""
    here = sum(hearing.on == on for hearing in hearings)
    due = sum(timer.due_on is not None and timer.due_on <= on for timer in timers)
    heard = _("今天%(count)d场开庭") % {"count": here} if here else _("今天没有开庭")
    ends = _("%(count)d件事今天到期或者已经超期") % {"count": due} if due else _("没有今天到期的事")
    return _("%(heard)s，%(ends)s") % {"heard": heard, "ends": ends}


def _appointment(hearing: Hearing, on: date) -> Appointment:
    matter = hearing.matter
    time = hour(hearing.at) if hearing.at else _("时间待定")
    return Appointment(
        time=time if hearing.on == on else f"{hearing.on:%m-%d}",
        title=_("开庭"),
        who=_("%(name)s，%(about)s") % {"name": listed(matter), "about": listed_about(matter)},
        notes=[
            text
            for text in ("" if hearing.on == on else f"{full_day(hearing.on, on)} {time}", hearing.place)
            if text
        ],
        moment=(hearing.at or hearing.on).isoformat(),
    )


def _duty(timer: Timer, request: Request) -> Duty:
    matter = timer.matter
    return Duty(
        title=str(clock_words().get(timer.name, timer.name)),
        url=reverse("lawyer:case", args=[matter.ref]),
        clock=clock_of(timer, request.now),
        note=f"{listed(matter)}　{listed_about(matter)}",
    )
