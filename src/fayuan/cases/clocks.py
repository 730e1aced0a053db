"""The clock of the closing set: it starts on the day on which the closing document was received, whenever
that is said."""

from datetime import date, datetime, time

from fayuan.core.clock import SHANGHAI
from fayuan.law import deadlines
from fayuan.matters import timers
from fayuan.matters.models import Matter, Timer
from fayuan.matters.queries import calendar


def start_submit_closing(matter: Matter, received_on: date) -> Timer:
    """Start the thirty days to hand in the closing set (程序规定 about 43), counted from the day of
    receipt."""
    return timers.start(matter, "submit_closing", "T18", now=_morning(received_on))


def meet_submit_closing(matter: Matter, received_on: date, now: datetime) -> None:
    """The set was handed in now; when that is late, the clock stays on record as run out."""
    timer = start_submit_closing(matter, received_on)
    if timer.due_at <= now and not timer.provisional:
        timer.status, timer.run_out_at = Timer.Status.RUN_OUT, timer.due_at
        timer.save()
    timers.stop(matter, "submit_closing", now)


def resume_submit_closing(matter: Matter, received_on: date, now: datetime) -> None:
    """The set was returned: what is left of the days counts on; when nothing is left, they begin again at
    the return."""
    begin = _morning(received_on)
    timers.start(matter, "submit_closing", "T18", now=now if is_over(matter, "T18", begin, now) else begin)


def is_over(matter: Matter, rule: str, begin: datetime, now: datetime) -> bool:
    """Whether a clock by this rule that began then would have run out by now."""
    return deadlines.due(rule, begin, calendar(), region=matter.agency.division_id).at <= now


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def restart(matter: Matter, now: datetime) -> None:
    """The clock of the state to which a matter came back counts anew from the day of its return."""
    if matter.state == "awaiting_assignment":
        by_notice = matter.origin == Matter.Origin.NOTICE
        timers.start(matter, "assign", deadlines.rule_of("assign", by_notice=by_notice), now=now)
    elif matter.state == "assigned":
        timers.start(matter, "sign_agreement", "T12", now=now)
