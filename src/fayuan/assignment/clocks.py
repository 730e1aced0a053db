"""The clocks of an assignment: the three days to assign, the reply to the authority, the days to sign the
agreement; and the office's own moments: half of the days to assign, the ends of a choice and of an offer."""

from datetime import date, datetime, timedelta

from fayuan.cases.clocks import is_over
from fayuan.matters import moments, timers
from fayuan.matters.models import Matter

TO_ASSIGN = ("assign", "reply_authority")
BEGIN, HALF = "begin_assignment", "half_to_assign"
CHOICE_ENDS, ANSWER_ENDS = "choice_ends", "answer_ends"
BEFORE_THE_END = timedelta(minutes=1)


def assigned(matter: Matter, now: datetime) -> None:
    """Somebody is in charge: the duty to assign, and to name the lawyer to the authority, is met."""
    for name in TO_ASSIGN:
        timers.stop(matter, name, now)


def start_agreement(matter: Matter, now: datetime) -> date | None:
    """Start the five days to sign the agreement (程序规定 27); gives the last day."""
    return timers.start(matter, "sign_agreement", "T12", now=now).due_on


def assign_again(matter: Matter, now: datetime) -> None:
    """The lawyer in charge declined: what is left of the three days counts on from the decision or notice.

    When nothing is left of them (they were kept at the time), three days begin anew, so that the wait never
    goes unseen.
    """
    timers.stop(matter, "sign_agreement", now, met=False)
    timers.stop(matter, "name_lawyer", now, met=False)
    for name in TO_ASSIGN:
        last = matter.timers.filter(name=name).order_by("-id").first()
        if last is not None and last.ended_at is not None:
            over = is_over(matter, last.rule, last.started_at, now)
            timers.start(matter, name, last.rule, now=now if over else last.started_at)
    _catch_up(matter, now)


def _catch_up(matter: Matter, now: datetime) -> None:
    """The days count from their old beginning, but nothing happens before now; half time is not told twice."""
    if matter.moments.filter(name=BEGIN, ended_at=None).exists():
        moments.put(matter, BEGIN, now, now)
    matter.moments.filter(name=HALF, at__lte=now, ended_at=None).update(ended_at=now)


def within(matter: Matter, hours: int, now: datetime) -> datetime:
    """So many hours from now, or the last minute of the days to assign, whichever comes first."""
    then = now + timedelta(hours=hours)
    clock = matter.timers.filter(name="assign", ended_at=None, due_at__gt=now).first()
    return then if clock is None else min(then, clock.due_at - BEFORE_THE_END)


def await_answer(matter: Matter, until: datetime, now: datetime) -> None:
    """When somebody who was asked has not answered by then, the offer lapses."""
    moments.put(matter, ANSWER_ENDS, until, now)


def answered(matter: Matter, now: datetime) -> None:
    """Nobody's answer is awaited any more."""
    moments.drop(matter, now, BEGIN, HALF, CHOICE_ENDS, ANSWER_ENDS)
