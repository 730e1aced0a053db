"""Clocks of others' duties, of which the office hears only when they have been done: kept as met, or as run out."""

from datetime import datetime

from fayuan.matters import timers
from fayuan.matters.models import Matter, Timer


def record_done(matter: Matter, name: str, rule: str, *, began: datetime, now: datetime) -> bool:
    """Keep the clock of a duty that began then and was done now; gives whether that was too late.

    A provisional last day counts against nobody.
    """
    timer = timers.start(matter, name, rule, now=began)
    late = timer.due_at <= now and not timer.provisional
    if late:
        timer.status, timer.run_out_at = Timer.Status.RUN_OUT, timer.due_at
        timer.save()
    timers.stop(matter, name, now)
    return late
