"""An authority asks for a lawyer: no application, no means test, three days (法律援助法 25, 28, 36)."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids, NotFound
from fayuan.core.operation import operation
from fayuan.intake import assessments
from fayuan.intake.access import require_authority
from fayuan.intake.inputs import NoticeInput
from fayuan.intake.models import Notice
from fayuan.intake.operations.consultations import the_person
from fayuan.law.eligibility import reason_key
from fayuan.law.words import STAGES
from fayuan.matters import timers
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import note, number, open_matter, see
from fayuan.matters.rules import book
from fayuan.messaging.labels import settle_by_law
from fayuan.network.models import Institution
from fayuan.network.queries import agency_of
from fayuan.people.models import Person

SUBJECTS = {"defence": "criminal_defence", "compulsory_treatment": "compulsory_treatment"}


@operation
def file_notice(*, notice: NoticeInput, by: Actor, now: datetime) -> Matter:
    """Take in an authority's notice: a matter awaiting assignment at the agency where the authority is.

    Raises `LawForbids` `not_competent` for the Supreme Court's own death review, which is not ours.
    """
    authority = Institution.objects.filter(pk=notice.authority).first()
    if authority is None:
        raise NotFound
    require_authority(by, authority)
    _check(notice)
    agency = agency_of(authority.division_id)
    if agency is None:
        raise LawForbids(_("办案机关所在地还没有登记法律援助机构，请联系省级管理员。"), code="not_competent")
    person = the_person(notice.person, now)
    matter = _open(notice, authority, agency, person, by, now)
    for order, name in enumerate(notice.co_defendants):
        Party.objects.create(matter=matter, role=Party.Role.CO_DEFENDANT, name=name, order=order)
    Notice.objects.create(
        matter=matter,
        letter_number=notice.letter_number,
        hearing_on=notice.hearing,
        contact=notice.contact,
        at=now,
    )
    await_lawyer(matter, by, now)
    settle_by_law(matter, by, now)
    return matter


def await_lawyer(matter: Matter, by: Actor, now: datetime) -> None:
    """Ask the law, let the authority see the matter, start the days to assign and to reply (part of operations)."""
    assert matter.authority is not None
    assessments.stop_where_law_stops(assessments.assess(matter, "notify", now))
    matter.save()
    see(matter, matter.authority.holder, "authority", now)
    timers.start(matter, "assign", "T07", now=now)
    timers.start(matter, "reply_authority", "T07", now=now)
    data = {"authority": matter.authority.name, "number": matter.number}
    note(matter, "notified", by=by, now=now, data=data)


def _check(notice: NoticeInput) -> None:
    faults: dict[str, str] = {}
    if notice.form not in SUBJECTS:
        faults["form"] = _("请选择通知辩护，还是强制医疗通知代理。")
    if notice.form == "defence" and notice.stage not in STAGES:
        faults["stage"] = _("请选择案件所处的阶段。")
    if not notice.reason and notice.form == "defence":
        faults["reason"] = _("请选择应当通知的情形。")
    if faults:
        raise BadInput(faults)


def _open(
    notice: NoticeInput, authority: Institution, agency: Institution, person: Person, by: Actor, now: datetime
) -> Matter:
    matter = Matter(
        agency=agency,
        origin=Matter.Origin.NOTICE,
        authority=authority,
        title_name=person.name,
        subject=SUBJECTS[notice.form],
        form="defence" if notice.form == "defence" else "litigation",
        stage=notice.stage,
        reason=reason_key(notice.reason, now.astimezone(SHANGHAI).date(), agency.division_id, book()),
        offence=notice.offence,
        case_number=notice.case_number,
        detained_at=notice.detained_at,
        forum_kind=authority.kind,
        forum_place=authority.division_id,
    )
    matter.number = number(matter, "通", now)
    open_matter(matter, step="notify", state="awaiting_assignment", by=by, now=now)
    Party.objects.create(matter=matter, role=Party.Role.APPLICANT, person=person, name=person.name)
    return matter
