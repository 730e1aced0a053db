"""The clocks of an assignment: the three days to assign, the reply to the authority, the days to sign the
agreement."""

from datetime import date, datetime

from fayuan.cases.clocks import is_over
from fayuan.matters import timers
from fayuan.matters.models import Matter

TO_ASSIGN = ("assign", "reply_authority")


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
