"""The lawyer's answer: accept, or decline with a reason."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge, clocks
from fayuan.assignment.access import require_accepting, require_asked
from fayuan.assignment.models import Assignment
from fayuan.assignment.suitability import profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, check_step, note
from fayuan.messaging.operations import tell_applicant


@operation
def accept_assignment(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """The lawyer takes the case. After a choice they are in charge from now on, and the papers are issued
    now."""
    matter = access.fetch(ref, by, now, version=version)
    assignment = require_accepting(by, matter)
    check_step(matter, "accept")
    chosen = assignment.status == Assignment.Status.OFFERED
    if chosen:
        _take_chosen(matter, assignment, now)
    advance(matter, "accept", by=by, now=now)
    assignment.status, assignment.answered_at = Assignment.Status.ACCEPTED, now
    assignment.save()
    if chosen:
        last_day = charge.take_up(matter, by, now)
        tell_applicant(matter, "lawyer_accepted", now=now, data={"date": last_day})
    else:
        note(matter, "accepted", by=by, now=now)
    return matter


def _take_chosen(matter: Matter, assignment: Assignment, now: datetime) -> None:
    """The chosen lawyer may have changed since: ask the law again, then put them in charge."""
    assert assignment.person_id is not None
    profile = profile_of(assignment.person_id, now)
    require_suitable(matter, profile, now, by_choice=True)
    charge.close_choice(matter, now)
    charge.name_handler(matter, profile)


@operation
def decline_assignment(
    *, ref: str, reason: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """The lawyer, or the head of the unit, does not take the case, for a reason (法律援助法 46 asks for a
    good one).

    The matter awaits assignment again and its days count on; an applicant who had chosen may choose again.
    """
    matter = access.fetch(ref, by, now, version=version)
    assignment = require_asked(by, matter)
    check_step(matter, "decline")
    if not reason.strip():
        raise BadInput({"reason": _("请说明不能承办的原因。")})
    in_charge = assignment.status != Assignment.Status.OFFERED
    charge.release(matter, now)
    advance(matter, "decline", by=by, now=now)
    charge.end(assignment, now, declined=True, answer=reason)
    note(matter, "declined", by=by, now=now, audience=Entry.Audience.OFFICE, body=reason)
    if in_charge:
        clocks.assign_again(matter, now)
        charge.lapse_request(matter, by, now)
    else:
        tell_applicant(matter, "chosen_declined", now=now)
    return matter
