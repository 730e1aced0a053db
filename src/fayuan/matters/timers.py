"""The clocks of the law on a matter: start, pause, resume, stop, and what happens when one runs out.

A timer is a row. Each room registers, in its `jobs.py`, what a name's running out does (and what follows when it is
started); `run_due(now)` fires all that is due, clocks and the moments that offices set, in order, each with `now` = its
own moment. The worker, a story's clock and the demonstration call that one function.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min

from fayuan.core import audit
from fayuan.core.actor import Actor, system
from fayuan.core.clock import SHANGHAI
from fayuan.law import deadlines
from fayuan.matters import moments
from fayuan.matters.models import Matter, Pause, Timer
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book

log = logging.getLogger(__name__)
Handler = Callable[[Timer, Actor, datetime], None]
Beginning = Callable[[Timer, datetime], None]
CLOCK = system("时钟")
_handlers: dict[str, Handler] = {}
_beginnings: dict[str, Beginning] = {}


def on_run_out(name: str) -> Callable[[Handler], Handler]:
    """Register what happens when a timer of this name runs out: `handler(timer, by, now)`, inside its transaction."""

    def keep(handler: Handler) -> Handler:
        _handlers[name] = handler
        return handler

    return keep


def on_start(name: str) -> Callable[[Beginning], Beginning]:
    """Register what follows when a timer of this name is started: `beginning(timer, now)`, inside the change."""

    def keep(beginning: Beginning) -> Beginning:
        _beginnings[name] = beginning
        return beginning

    return keep


def start(matter: Matter, name: str, rule: str, *, now: datetime, until: date | None = None) -> Timer:
    """Start the clock `name` by `rule` at `now` (start day not counted). A running one of the name is replaced."""
    stop(matter, name, now, met=False)
    timer = Timer(matter=matter, name=name, rule=rule, started_at=now, until=until)
    _compute(timer, [])
    timer.save()
    _show(matter)
    if name in _beginnings:
        _beginnings[name](timer, now)
    return timer


def stop(matter: Matter, name: str, now: datetime, *, met: bool = True) -> None:
    """End the running clock of this name, if there is one: its duty was met, or it no longer applies."""
    for timer in matter.timers.filter(name=name, ended_at=None):
        if timer.status != Timer.Status.RUN_OUT:
            timer.status = Timer.Status.MET if met else Timer.Status.CANCELLED
        timer.ended_at = now
        timer.save()
    _show(matter)


def stop_all(matter: Matter, now: datetime, *, keep: tuple[str, ...] = ()) -> None:
    """End all running clocks but those named: the matter has taken another way."""
    for name in matter.timers.filter(ended_at=None).exclude(name__in=keep).values_list("name", flat=True):
        stop(matter, name, now, met=False)


def pause(matter: Matter, name: str, *, now: datetime, reason: str) -> None:
    """Stop counting for a while; the timer cannot run out until it is resumed."""
    for timer in matter.timers.filter(name=name, ended_at=None, status=Timer.Status.RUNNING):
        Pause.objects.create(timer=timer, since=now, reason=reason)
        timer.status = Timer.Status.PAUSED
        timer.save()
    _show(matter)


def resume(matter: Matter, name: str, *, now: datetime) -> None:
    """Count on: the paused days are added and the last day rolls once."""
    for timer in matter.timers.filter(name=name, ended_at=None, status=Timer.Status.PAUSED):
        timer.pauses.filter(until=None).update(until=now)
        timer.status = Timer.Status.RUNNING
        _compute(timer, list(timer.pauses.all()))
        timer.save()
    _show(matter)


def _compute(timer: Timer, pauses: list[Pause]) -> None:
    """Ask the law for the last day."""
    stretches = [
        (pause.since.astimezone(SHANGHAI).date(), pause.until.astimezone(SHANGHAI).date())
        for pause in pauses
        if pause.until is not None
    ]
    due = deadlines.due(
        timer.rule,
        timer.started_at.astimezone(SHANGHAI),
        calendar(),
        pauses=stretches,
        until=timer.until,
        region=timer.matter.agency.division_id,
        book=book(),
    )
    timer.due_on, timer.due_at, timer.provisional = due.on, due.at, due.provisional
    timer.basis, timer.mark = due.basis, due.mark


def _show(matter: Matter) -> None:
    """Copy the nearest open moment to the grants, where worklists read it."""
    open_timers = matter.timers.filter(ended_at=None).exclude(status=Timer.Status.PAUSED)
    nearest = open_timers.aggregate(at=Min("due_at"))["at"]
    matter.grants.filter(until=None).update(due_at=nearest)


def run_due(now: datetime) -> int:
    """Fire every timer that has run out and every moment that has come by `now`, earliest first; gives how many.

    Safe to call from several workers. What fails is left as it was, the rest is done, and then the failure is raised.
    """
    fired, failures = 0, list[tuple[Due, Exception]]()
    while True:
        found = _next_due(now, [due for due, _ in failures])
        if found is None:
            break
        try:
            fired += found.fire(found.row, found.matter, now)
        except Exception as failure:
            log.exception("%s %s could not be fired", found.fire.__name__, found.row)
            failures.append((found, failure))
    if failures:
        raise failures[0][1]
    return fired


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has fallen due: when, how it is fired, its row and its matter."""

    at: datetime
    fire: Callable[[int, int, datetime], bool]
    row: int
    matter: int


def _next_due(now: datetime, failed: list[Due]) -> Due | None:
    """The earliest of what has fallen due, without what could not be done."""
    ready = Timer.objects.filter(status=Timer.Status.RUNNING, due_at__lte=now, provisional=False)
    ready = ready.exclude(pk__in=[due.row for due in failed if due.fire is _fire])
    timer = ready.order_by("due_at", "id").values_list("due_at", "pk", "matter_id").first()
    moment = moments.next_due(now, [due.row for due in failed if due.fire is _happen])
    found = [Due(timer[0], _fire, *timer[1:])] if timer else []
    found += [Due(moment[0], _happen, *moment[1:])] if moment else []
    return min(found, key=lambda due: due.at, default=None)


def _happen(moment_id: int, matter_id: int, now: datetime) -> bool:
    """Let a moment happen that an office set."""
    return moments.happen(moment_id, matter_id, CLOCK, now)


def _fire(timer_id: int, matter_id: int, now: datetime) -> bool:
    """Fire one timer in a transaction of its own; False when a change of the matter, or another worker, was first."""
    with transaction.atomic():
        Matter.objects.select_for_update().get(pk=matter_id)
        timer = (
            Timer.objects.select_for_update(of=("self",)).select_related("matter__agency").get(pk=timer_id)
        )
        if timer.status != Timer.Status.RUNNING or timer.due_at > now:
            return False
        _run_out(timer)
        return True


def _run_out(timer: Timer) -> None:
    moment = timer.due_at
    timer.status, timer.run_out_at = Timer.Status.RUN_OUT, moment
    timer.save()
    audit.record(
        CLOCK, moment, "run_out", subject=timer.matter, details={"timer": timer.name, "rule": timer.rule}
    )
    handler = _handlers.get(timer.name)
    if handler is not None:
        handler(timer, CLOCK, moment)


def recompute_provisional(now: datetime) -> int:
    """Ask the law again for every provisional last day (a year's days off were published); gives how many are fixed."""
    fixed = 0
    for timer in Timer.objects.filter(ended_at=None, provisional=True).select_related("matter__agency"):
        _compute(timer, list(timer.pauses.all()))
        timer.save()
        _show(timer.matter)
        fixed += not timer.provisional
    return fixed


def days_left(timer: Timer, now: datetime) -> int:
    """Whole days from today to the last day; 0 today, negative when past."""
    last = timer.due_on or (timer.due_at - timedelta(microseconds=1)).astimezone(SHANGHAI).date()
    return (last - now.astimezone(SHANGHAI).date()).days
