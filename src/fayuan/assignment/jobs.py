"""What this room does when a clock of an assignment starts or runs out, and at the moments between: nobody waits in
silence."""

from contextlib import suppress
from datetime import datetime

from procrastinate.contrib.django import app

from fayuan.assignment import clocks, nights, traces
from fayuan.assignment.models import Policy
from fayuan.assignment.operations import ask_night, leave_closed_unit, modes
from fayuan.assignment.queries import of_closed_units, policy_of, running
from fayuan.core.actor import Actor, system
from fayuan.core.clock import now as clock_now
from fayuan.core.errors import Refusal
from fayuan.core.jobs import RETRY
from fayuan.matters import moments, timers
from fayuan.matters.models import Entry, Matter, Timer
from fayuan.matters.operations import note
from fayuan.messaging.escalation import escalate
from fayuan.messaging.operations import tell
from fayuan.messaging.texts import day
from fayuan.people.queries import holders_of_post

CLOCKS = ("assign", "reply_authority", "decide_replacement", "name_lawyer")
HEADS = ("assigner", "approver")


COMPUTER = system("推荐")
DAY, MINUTE = 86_400, 60  # seconds
WAITING = "awaiting_assignment"


def overdue(timer: Timer, by: Actor, now: datetime) -> None:
    """The days passed without the duty done: it stands in the office's timeline, and the heads are told."""
    data = {"timer": timer.name, "rule": timer.rule}
    note(timer.matter, "overdue", by=by, now=now, audience=Entry.Audience.OFFICE, data=data)
    escalate(timer, now, roles=HEADS)


def _tell_heads(matter: Matter, words: str, data: dict[str, str], now: datetime) -> None:
    heads = {person for role in HEADS for person in holders_of_post(role, matter.agency, now)}
    for person in sorted(heads, key=lambda head: head.pk):
        tell(matter, person, words, now=now, data=data)


for name in CLOCKS:
    timers.on_run_out(name)(overdue)


@timers.on_start("assign")
def begin(timer: Timer, now: datetime) -> None:
    """The days to assign have begun: the agency's policy sets to work, and at half time its heads are told."""
    matter = timer.matter
    moments.put(matter, clocks.HALF, timer.started_at + (timer.due_at - timer.started_at) / 2, now)
    if policy_of(matter.agency).mode != Policy.Mode.MANUAL:
        moments.put(matter, clocks.BEGIN, now, now)


@moments.at_moment(clocks.BEGIN)
def begin_as_the_policy_says(matter: Matter, by: Actor, now: datetime) -> None:
    """Look for the lawyer, unless somebody was quicker."""
    if matter.state == WAITING and running(matter) is None:
        modes.begin_assignment(ref=matter.ref, by=by, now=now)


@moments.at_moment(clocks.HALF)
def half_time(matter: Matter, by: Actor, now: datetime) -> None:
    """Half of the days to assign have passed and nobody has the case: the heads are told."""
    timer = matter.timers.filter(name="assign", ended_at=None).first()
    if matter.state == WAITING and timer is not None:
        note(matter, "half_time", by=by, now=now, audience=Entry.Audience.OFFICE)
        _tell_heads(matter, "half_time", {"date": day(timer.due_on)}, now)


@moments.at_moment(clocks.CHOICE_ENDS)
def choice_ended(matter: Matter, by: Actor, now: datetime) -> None:
    """The applicant has not chosen in time, or leaves it to the agency, which goes on as its policy says. A lawyer who
    was chosen is waited for."""
    if matter.state == WAITING and running(matter) is None:
        modes.go_on_without_choice(matter, by, now)


@moments.at_moment(clocks.ANSWER_ENDS)
def answer_ended(matter: Matter, by: Actor, now: datetime) -> None:
    """Nobody has answered in time: somebody else is asked."""
    modes.lapse(matter, by, now)


@app.task(name="assignment.run_night", retry=RETRY)
def run_night(night_id: int) -> None:
    """Work out whom to propose for all waiting matters of an agency; run again, it begins anew or finds it done."""
    nights.run(night_id, clock_now())


@app.periodic(cron="23 1 * * *", periodic_id="ask_nights")
@app.task(name="assignment.ask_nights", queueing_lock="assignment.ask_nights")
def ask_nights(timestamp: int) -> None:
    """Nightly, for the agencies whose policy says so."""
    for policy in Policy.objects.filter(mode=Policy.Mode.BATCH).order_by("agency"):
        with suppress(Refusal):  # somebody asked for it just now
            ask_night(agency=policy.agency_id, by=COMPUTER, now=clock_now())


@app.task(name="assignment.leave_closed_units", retry=RETRY)
def leave_closed_units() -> None:
    """Every matter that has to do with a closed unit leaves it; one that changes just then follows in the night."""
    now = clock_now()
    for assignment in of_closed_units(now):
        with suppress(Refusal):
            leave_closed_unit(ref=assignment.matter.ref, by=COMPUTER, now=now)


@app.periodic(cron="41 1 * * *", periodic_id="sweep_closed_units")
@app.task(name="assignment.sweep_closed_units", queueing_lock="assignment.sweep_closed_units")
def sweep_closed_units(timestamp: int) -> None:
    """Nightly: whoever was asked at the very moment when their unit was closed."""
    leave_closed_units()


@app.periodic(cron="* * * * *", periodic_id="keep_party_keys")
@app.task(name="assignment.keep_party_keys", queueing_lock="assignment.keep_party_keys")
def keep_party_keys(timestamp: int) -> None:
    """New parties can be found when conflicts are sought; nightly, whoever was passed over."""
    traces.catch_up(all_of_them=timestamp % DAY < MINUTE)
