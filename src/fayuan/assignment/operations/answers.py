"""The lawyer's answer: accept, or decline with a reason; and what follows when no answer came."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge, clocks
from fayuan.assignment.access import fetch_asked, require_accepting, require_asked
from fayuan.assignment.models import Assignment, ConflictDeclaration, Pass
from fayuan.assignment.suitability import profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters.models import Entry, Matter, Party
from fayuan.matters.operations import advance, check_step, note, touch, unsee
from fayuan.messaging.operations import tell_applicant


@operation
def accept_assignment(
    *, ref: str, by: Actor, now: datetime, no_conflict: bool = False, version: int | None = None
) -> Matter:
    """The lawyer takes the case. After a choice or a call they are in charge from now on, and the papers are issued
    now; of several who were called the first one has the case, the others are told.

    With `no_conflict` they declare that neither they nor their unit has ties to the other side; it is kept with the
    names that were on record.
    """
    matter = fetch_asked(ref, by, now, version=version)
    assignment = require_accepting(by, matter)
    check_step(matter, "accept")
    offered = assignment.status == Assignment.Status.OFFERED
    if offered:
        _take_offered(matter, assignment, by, now)
    advance(matter, "accept", by=by, now=now)
    assignment.status, assignment.answered_at = Assignment.Status.ACCEPTED, now
    assignment.save()
    if no_conflict:
        _declare(matter, assignment, by, now)
    if offered:
        last_day = charge.take_up(matter, by, now)
        words = "lawyer_accepted" if assignment.mode == Assignment.Mode.CHOICE else "assigned"
        tell_applicant(matter, words, now=now, data={"date": last_day})
    else:
        note(matter, "accepted", by=by, now=now)
    return matter


def _declare(matter: Matter, assignment: Assignment, by: Actor, now: datetime) -> None:
    """Keep what was declared, and about whom: those who become known later were not looked for."""
    others = matter.parties.filter(role__in=(Party.Role.OPPONENT, Party.Role.CO_DEFENDANT))
    names = list(others.values_list("name", flat=True))
    ConflictDeclaration.objects.create(assignment=assignment, others=names, by_name=by.name, at=now)


def _take_offered(matter: Matter, assignment: Assignment, by: Actor, now: datetime) -> None:
    """Whoever was asked may have changed since: ask the law again, then put them in charge."""
    profile = profile_of(assignment.person_id or by.person, now)
    require_suitable(matter, profile, now, by_choice=assignment.mode == Assignment.Mode.CHOICE)
    charge.close_choice(matter, now)
    if assignment.person is None:
        charge.tell_others(matter, assignment, profile.person_id, now)
        assignment.person, assignment.unit = profile.person, profile.unit
    charge.name_handler(matter, profile)


@operation
def decline_assignment(
    *, ref: str, reason: str, by: Actor, now: datetime, code: str = "other", version: int | None = None
) -> Matter:
    """The lawyer, or the head of the unit, does not take the case, for a reason (法律援助法 46 asks for a
    good one): `code` is one of `Assignment.Reason`, `reason` says it in words.

    The matter awaits assignment again and its days count on; an applicant who had chosen may choose again; of several
    who were called the others may still take it.
    """
    matter = fetch_asked(ref, by, now, version=version)
    assignment = require_asked(by, matter)
    check_step(matter, "decline")
    faults = {} if code in Assignment.Reason.values else {"why": _("请从列出的原因里选。")}
    if faults or not reason.strip():
        raise BadInput(faults or {"reason": _("请说明不能承办的原因。")})
    if assignment.mode == Assignment.Mode.CALL and assignment.person is None:
        return _pass_on(matter, assignment, code, reason, by, now)
    in_charge = assignment.status != Assignment.Status.OFFERED
    charge.release(matter, now)
    advance(matter, "decline", by=by, now=now)
    charge.decline(assignment, now, code, reason)
    data = {"code": code}
    note(matter, "declined", by=by, now=now, audience=Entry.Audience.OFFICE, data=data, body=reason)
    if in_charge:
        clocks.assign_again(matter, now)
        charge.lapse_request(matter, by, now)
    else:
        charge.ask_again(matter, now)
    return matter


def _pass_on(
    matter: Matter, assignment: Assignment, code: str, reason: str, by: Actor, now: datetime
) -> Matter:
    """One of those called does not take it; when nobody is left, the call ends at once."""
    person = by.person
    Pass.objects.create(assignment=assignment, person_id=person, code=code, reason=reason, at=now)
    assignment.invited = [each for each in assignment.invited if each != person]
    assignment.save()
    unsee(matter, "offer", now, holder=f"p{person}")
    touch(matter, now)
    data = {"code": code}
    note(matter, "passed", by=by, now=now, audience=Entry.Audience.OFFICE, data=data, body=reason)
    if not assignment.invited:
        clocks.await_answer(matter, now, now)
    return matter
