"""The agency's policy at work: begin as it says, and go on when nobody chose or answered in time."""

import random
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge, clocks
from fayuan.assignment.access import require_assigner
from fayuan.assignment.models import Assignment, Policy
from fayuan.assignment.operations.calls import open_call
from fayuan.assignment.operations.choices import offer_choice
from fayuan.assignment.operations.proposals import SEEDS, propose_lawyer
from fayuan.assignment.operations.units import UNITS, assign_unit
from fayuan.assignment.queries import last_turns, open_choice, panel_of, policy_of, refused_units, running
from fayuan.assignment.suitability import objections
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import LawForbids, Refusal
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, check_step, note, touch, unsee
from fayuan.messaging.operations import tell, tell_applicant
from fayuan.messaging.texts import day
from fayuan.people.models import Person
from fayuan.people.queries import holders_of_post

Start = Callable[[Matter, Actor, datetime], object]


@operation
def begin_assignment(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Begin to look for the lawyer as the agency's policy says; what the mode cannot do goes to the assigner."""
    matter = access.fetch(ref, by, now, version=version)
    require_assigner(by, matter)
    check_step(matter, "assign")
    mode = policy_of(matter.agency).mode
    if mode == Policy.Mode.CHOICE and matter.origin == Matter.Origin.NOTICE:
        mode = policy_of(
            matter.agency
        ).after  # who is defended after a notice has not applied and does not choose
    start(matter, mode, by.with_key(None), now)
    return matter


def start(matter: Matter, mode: str, by: Actor, now: datetime) -> None:
    """Begin in this mode; a refusal leads to the assigner, with a list of everybody and the reasons."""
    if mode in (Policy.Mode.MANUAL, Policy.Mode.BATCH):
        return
    note(matter, "mode_begun", by=by, now=now, audience=Entry.Audience.OFFICE, data={"mode": mode})
    try:
        STARTS[mode](matter, by, now)
    except Refusal:
        if mode != Policy.Mode.PROPOSAL:
            _propose(matter, by, now)


def _propose(matter: Matter, by: Actor, now: datetime) -> None:
    """List everybody, and ask the assigners to decide."""
    propose_lawyer(ref=matter.ref, by=by, now=now)
    clock = matter.timers.filter(name="assign", ended_at=None).first()
    date = day(clock.due_on if clock else None)
    for person in holders_of_post("assigner", matter.agency, now).order_by("pk"):
        tell(matter, person, "decide_lawyer", now=now, data={"date": date})


def _offer(matter: Matter, by: Actor, now: datetime) -> None:
    offer_choice(ref=matter.ref, by=by, now=now)


def _call(matter: Matter, by: Actor, now: datetime) -> None:
    open_call(ref=matter.ref, by=by, now=now)


def _rotate(matter: Matter, by: Actor, now: datetime) -> None:
    """The unit whose last turn is longest ago, of those where somebody may take the case; a recorded lot among
    equals."""
    until = clocks.within(matter, policy_of(matter.agency).answer_hours, now)
    seed = secrets.randbelow(SEEDS)
    unit, since = next_unit(matter, now, seed)
    assign_unit(ref=matter.ref, unit=unit, by=by, now=now)
    given = Assignment.objects.get(matter=matter, ended_at=None)
    last = since.astimezone(SHANGHAI).date().isoformat() if since else _("还没有")
    given.until, given.seed = until, seed
    given.reason = _("轮到这个单位：上次交办 %(last)s") % {"last": last}
    given.save()
    clocks.await_answer(matter, until, now)


def next_unit(matter: Matter, now: datetime, seed: int) -> tuple[int, datetime | None]:
    """The id of the unit whose turn it is for the matter, and when its last turn was. `LawForbids` where there is
    none."""
    gone = refused_units(matter)
    able = {
        profile.unit_id
        for profile in panel_of(matter, now).filter(unit__kind__in=UNITS).exclude(unit__in=gone)
        if not objections(matter, profile, now)
    }
    if not able:
        raise LawForbids(_("没有轮到的律所可以承办本案，请直接指派。"), code="not_qualified")
    turns = last_turns(able, matter.agency)
    first = min(turns.values()) if len(turns) == len(able) else None
    equals = sorted(unit for unit in able if turns.get(unit) == first)
    return random.Random(seed).choice(equals), first


STARTS: Mapping[str, Start] = {
    Policy.Mode.PROPOSAL: _propose,
    Policy.Mode.CHOICE: _offer,
    Policy.Mode.ROTATION: _rotate,
    Policy.Mode.CALL: _call,
}


def go_on_without_choice(matter: Matter, by: Actor, now: datetime) -> None:
    """The hours to choose are over, or the applicant has left it to the agency (part of an operation). Only a list
    leaves the choice open: whoever is asked otherwise is asked in its place."""
    after = policy_of(matter.agency).after
    if open_choice(matter) is not None:
        note(matter, "choice_ended", by=by, now=now)
        tell_applicant(matter, "choice_ended", now=now)
    if after != Policy.After.PROPOSAL:
        charge.close_choice(matter, now)
    start(matter, after, by, now)


def lapse(matter: Matter, by: Actor, now: datetime, *, is_closed: bool = False) -> None:
    """Nobody has answered in time, or the unit that was asked is closed (part of an operation): the offer is over,
    whoever was asked is told, and the matter goes on."""
    offer = running(matter)
    if offer is None or offer.status == Assignment.Status.ACCEPTED or matter.handler_id is not None:
        return
    given_to_unit = offer.mode == Assignment.Mode.UNIT
    if given_to_unit:
        charge.release(matter, now)
        advance(matter, "decline", by=by, now=now)
    else:
        unsee(matter, "offer", now)
        touch(matter, now)
    charge.end(offer, now, Assignment.Status.LAPSED)
    kinds = ("unit_closed", "asked_unit_closed") if is_closed else ("unit_late", "answer_late")
    note(matter, kinds[not given_to_unit], by=by, now=now, audience=Entry.Audience.OFFICE)
    _tell_late(matter, offer, "unit_closed_asked" if is_closed else "answer_late", now)
    if given_to_unit:
        clocks.assign_again(matter, now)  # and the policy begins again, with the next unit
    elif offer.mode == Assignment.Mode.CHOICE:
        charge.ask_again(matter, now)
    else:
        start(matter, Policy.Mode.PROPOSAL, by, now)


def _tell_late(matter: Matter, offer: Assignment, words: str, now: datetime) -> None:
    """Whoever was asked is told that it is over."""
    if offer.mode == Assignment.Mode.UNIT:
        tell(matter, offer.unit, words, now=now)
        return
    for person in Person.objects.filter(pk__in=[offer.person_id, *offer.invited]).order_by("pk"):
        tell(matter, person, words, now=now)
