"""A firm or legal service office is closed: whoever waits for somebody there waits no longer, assigners are told."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from fayuan.assignment import clocks
from fayuan.assignment.access import require_assigner
from fayuan.assignment.models import Assignment
from fayuan.assignment.operations import modes
from fayuan.assignment.operations.units import UNITS
from fayuan.assignment.queries import closed_units, people_of, running
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note, touch, unsee
from fayuan.messaging.operations import tell
from fayuan.network.models import Institution
from fayuan.network.operations import require_keeping
from fayuan.people.models import Person
from fayuan.people.queries import holders_of_post

TASK = "assignment.leave_closed_units"


@operation
def close_unit(*, unit: int, reason: str, by: Actor, now: datetime) -> Institution:
    """A firm or a legal service office (id of the institution) takes no cases from today, for a reason.

    Nobody there is proposed or chosen any more; a job looks at every matter that has to do with it.
    """
    require_keeping(by)
    found = Institution.objects.select_for_update(no_key=True).filter(pk=unit, kind__in=UNITS).first()
    if found is None:
        raise NotFound
    if found.valid_to is not None:
        raise WrongState(_("这个单位已经注销。"))
    if not reason.strip():
        raise BadInput({"reason": _("请写明理由。")})
    found.valid_to = now.astimezone(SHANGHAI).date() - timedelta(days=1)
    found.save(update_fields=["valid_to"])
    app.configure_task(TASK).defer()
    return found


@operation
def leave_closed_unit(*, ref: str, by: Actor, now: datetime) -> Matter:
    """The matter leaves a unit that was closed: an offer to somebody there is over, and somebody else is asked as if no
    answer had come; where one of its lawyers is in charge, they stay so until the assigners, who are told, replace
    them. What was seen to already stays as it is."""
    matter = access.fetch(ref, by, now)
    require_assigner(by, matter)
    assignment, closed = running(matter), closed_units(now)
    if assignment is None:
        return matter
    if assignment.mode == Assignment.Mode.CALL and assignment.person_id is None:
        _ask_the_others(matter, assignment, set(people_of(closed)), by, now)
    elif closed.filter(pk=assignment.unit_id).exists():
        if matter.handler_id is None:
            modes.lapse(matter, by, now, is_closed=True)
        else:
            _tell_assigners(matter, assignment, by, now)
    return matter


def _ask_the_others(matter: Matter, call: Assignment, gone: set[int], by: Actor, now: datetime) -> None:
    """Of those who were called, the ones at a closed unit are asked no longer; when nobody is left, the call ends."""
    over = gone & set(call.invited)
    if not over:
        return
    call.invited = [each for each in call.invited if each not in over]
    call.save()
    for person in Person.objects.filter(pk__in=over).order_by("pk"):
        unsee(matter, "offer", now, holder=person.holder)
        tell(matter, person, "unit_closed_asked", now=now)
    touch(matter, now)
    note(matter, "asked_unit_closed", by=by, now=now, audience=Entry.Audience.OFFICE)
    if not call.invited:
        clocks.await_answer(matter, now, now)


def _tell_assigners(matter: Matter, assignment: Assignment, by: Actor, now: datetime) -> None:
    """Once for each assignment: the lawyer in charge works at a unit that does not exist any more."""
    told = matter.entries.filter(kind="handler_unit_closed", at__gte=assignment.made_at)
    if told.exists():
        return
    note(matter, "handler_unit_closed", by=by, now=now, audience=Entry.Audience.OFFICE)
    for person in holders_of_post("assigner", matter.agency, now).order_by("pk"):
        tell(matter, person, "handler_unit_closed", now=now)
