"""The office gives the case to a firm or a legal service office; its head names the person."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge, clocks, letters
from fayuan.assignment.access import require_assigner, require_naming
from fayuan.assignment.models import Assignment
from fayuan.assignment.queries import practising, running
from fayuan.assignment.suitability import objections, profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, LawForbids, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.matters import access, timers
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, check_step, note, touch
from fayuan.messaging.operations import tell, tell_applicant
from fayuan.messaging.texts import day
from fayuan.network.models import Institution

UNITS = (Institution.Kind.FIRM, Institution.Kind.OFFICE)


@operation
def assign_unit(*, ref: str, unit: int, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Give the matter to a unit (id of the institution), which names the person within the days of the
    notice.

    Raises `LawForbids` `not_qualified` when nobody there may take it. An authority gets its reply once the
    person is named.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_assigner(by, matter)
    by = by.signing("assigner", matter.agency_id)
    check_step(matter, "assign")
    found = Institution.objects.filter(pk=unit, kind__in=UNITS, valid_to=None).first()
    if found is None:
        raise NotFound(_("没有找到这个单位，请从名单里选。"))
    _require_somebody(matter, found, now)
    charge.withdraw_offer(matter, now)
    matter.unit = found
    advance(matter, "assign", by=by, now=now)
    Assignment.objects.create(
        matter=matter,
        unit=found,
        mode=Assignment.Mode.UNIT,
        status=Assignment.Status.GIVEN,
        by_name=by.name,
        made_at=now,
    )
    charge.let_see(matter, now)
    timers.stop(matter, "assign", now)
    name_by = timers.start(matter, "name_lawyer", "A01", now=now).due_on
    clocks.start_agreement(matter, now)
    letters.issue_notice(matter, by, now)
    note(matter, "unit_assigned", by=by, now=now)
    tell(matter, found, "assigned_unit", now=now, data={"date": day(name_by)})
    return matter


def _require_somebody(matter: Matter, unit: Institution, now: datetime) -> None:
    profiles = practising(now).filter(unit=unit)
    if all(objections(matter, profile, now) for profile in profiles):
        raise LawForbids(_("这个单位没有可以承办本案的人员，请另选。"), code="not_qualified")


@operation
def name_lawyer(*, ref: str, lawyer: int, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """The head of the unit names the lawyer (id of the person) who handles the case."""
    matter = access.fetch(ref, by, now, version=version)
    require_naming(by, matter)
    assignment = running(matter)
    if assignment is None or matter.unit is None or matter.handler is not None:
        raise WrongState(_("这件案子没有在等贵单位确定承办人。"))
    profile = profile_of(lawyer, now)
    if profile.unit_id != matter.unit_id:
        raise BadInput({"lawyer": _("请从本单位的人员里选。")})
    require_suitable(matter, profile, now)
    charge.name_handler(matter, profile)
    touch(matter, now)
    assignment.person = profile.person
    assignment.save()
    _take_up(matter, by, now)
    return matter


def _take_up(matter: Matter, by: Actor, now: datetime) -> None:
    """Sight, reply and messages; the agreement's days have been counting since the unit got the case."""
    assert matter.handler is not None
    charge.let_see(matter, now)
    clocks.assigned(matter, now)
    timers.stop(matter, "name_lawyer", now)
    charge.reply(matter, by, now)
    note(matter, "lawyer_named", by=by, now=now)
    signing = matter.timers.filter(name="sign_agreement", ended_at=None).first()
    last_day = day(signing.due_on if signing else None)
    tell_applicant(matter, "assigned", now=now, data={"date": last_day})
    tell(matter, matter.handler, "assigned_lawyer", now=now, data={"date": last_day})
