"""What this room does when a clock of a granted case runs out, and when the decision to end the aid has
arrived."""

from datetime import datetime

from fayuan.core.actor import Actor
from fayuan.matters import timers
from fayuan.matters.models import Entry, Matter, Timer
from fayuan.matters.operations import note
from fayuan.messaging.delivery import on_arrival
from fayuan.messaging.escalation import escalate
from fayuan.messaging.models import Message

CLOCKS = ("sign_agreement", "submit_closing", "review_closing")


def overdue(timer: Timer, by: Actor, now: datetime) -> None:
    """The days passed without the duty done: office and lawyer read it in the timeline, the head is told."""
    data = {"timer": timer.name, "rule": timer.rule}
    note(timer.matter, "overdue", by=by, now=now, audience=Entry.Audience.HANDLING, data=data)
    escalate(timer, now)


for name in CLOCKS:
    timers.on_run_out(name)(overdue)


@on_arrival("terminated")
def objection_period_begins(message: Message, now: datetime) -> None:
    """The decision to end the aid has reached the recipient: from now they can object."""
    matter: Matter | None = message.matter
    if matter is not None and matter.state == "terminated":
        timers.start(matter, "object_until", "T14", now=now)
