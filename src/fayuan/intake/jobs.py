"""What this room does when a clock runs out, when a message has gone out, and when somebody asks about other rules."""

from datetime import datetime

from procrastinate.contrib.django import app

from fayuan.core.actor import Actor
from fayuan.core.clock import now as clock_now
from fayuan.core.jobs import RETRY
from fayuan.intake import trials
from fayuan.intake.operations import drafts
from fayuan.intake.operations.supplements import deem_withdrawn
from fayuan.matters import timers
from fayuan.matters.models import Timer
from fayuan.matters.operations import note
from fayuan.messaging.delivery import on_arrival
from fayuan.messaging.escalation import escalate
from fayuan.messaging.models import Message

CLOCKS = ("decide", "complete_papers", "cooperation", "own_counsel", "decide_objection")
WITH_OTHERS = frozenset({"cooperation", "own_counsel"})  # not the office's own duties

timers.on_run_out("supplement")(deem_withdrawn)


def overdue(timer: Timer, by: Actor, now: datetime) -> None:
    """The days passed without the duty done: it stands in the office's timeline, and who answers for it is told."""
    data = {"timer": timer.name, "rule": timer.rule}
    note(timer.matter, "overdue", by=by, now=now, audience="office", data=data)
    if timer.name not in WITH_OTHERS:
        escalate(timer, now)


for name in CLOCKS:
    timers.on_run_out(name)(overdue)


@on_arrival("refused")
def objection_period_begins(message: Message, now: datetime) -> None:
    """The refusal has reached the applicant: from now they can object."""
    if message.matter is not None and message.matter.state == "refused":
        timers.start(message.matter, "object_until", "T14", now=now)


@app.periodic(cron="17 1 * * *", periodic_id="remind_of_drafts")
@app.task(name="intake.remind_of_drafts", queueing_lock="intake.remind_of_drafts")
def remind_of_drafts(timestamp: int) -> None:
    """Daily (at nine in Beijing): whoever has not finished an application hears of it before it ends."""
    drafts.remind_of_drafts(clock_now())


@app.task(name="intake.answer_trial", retry=RETRY)
def answer_trial(trial_id: int) -> None:
    """Answer a question about other rules; run again, it begins anew or finds the answer there."""
    trials.answer(trial_id)
