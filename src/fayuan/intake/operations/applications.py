"""An application is handed in, received, withdrawn."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids, NotFound
from fayuan.core.operation import operation
from fayuan.dossier.operations import issue
from fayuan.intake import access, assessments, facts, first_receiver
from fayuan.intake.inputs import MOST_MEMBERS, AgentInput, ApplicationInput, MemberInput, OpponentInput
from fayuan.intake.models import Application, Consultation
from fayuan.intake.operations import passing
from fayuan.intake.operations.consultations import the_person
from fayuan.intake.words import chinese_day, material_rows
from fayuan.law import standing
from fayuan.law.words import FORMS, MATTERS
from fayuan.matters import access as matter_access
from fayuan.matters import timers
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import advance, note, number, open_matter, see
from fayuan.matters.rules import book
from fayuan.messaging.labels import settle_by_law
from fayuan.messaging.operations import tell_applicant
from fayuan.network.models import Institution
from fayuan.people.models import Person
from fayuan.people.operations import add_person, correct_person
from fayuan.people.operations.own_data import agree_for_child
from fayuan.people.queries import by_id_number


@operation
def submit_application(*, application: ApplicationInput, by: Actor, now: datetime) -> Matter:
    """Hand in an application: it gets its number, the seven days to decide begin (法律援助法 43), the law is asked."""
    agency = Institution.objects.filter(pk=application.agency, kind=Institution.Kind.AGENCY).first()
    if agency is None:
        raise NotFound
    _check(application)
    passing.check(application, now)
    person = the_person(application.applicant, now)
    access.require_filing(by, agency, application, person.pk)
    if application.applicant.id is not None and application.applicant.details:
        access.require_telling(by, agency, person.pk)

    matter = _open(application, agency, person, by, now)
    _add_parties(matter, application, person, by, now)
    handed_in = _keep(matter, application, person, by)
    _check_standing(matter, handed_in, now)

    timers.start(matter, "decide", "T01", now=now)
    assessments.assess(matter, "submit", now)
    matter.save()
    see(matter, person.holder, "applicant", now)
    if application.child_consent and by.person_id is not None:
        agree_for_child(person, by, now)
    if application.agent and application.agent.person:
        see(matter, f"p{application.agent.person}", "agent", now)
    note(matter, "submitted", by=by, now=now, data={"channel": application.channel, "number": matter.number})
    settle_by_law(matter, by, now)
    passing.record(matter, handed_in, by, now)
    return matter


def _check(application: ApplicationInput) -> None:
    """Raise `BadInput` for what cannot be an application at all."""
    faults: dict[str, str] = {}
    if application.subject not in MATTERS:
        faults["subject"] = _("请选择要办的事项。")
    if application.form not in FORMS:
        faults["form"] = _("请选择要走的程序。")
    if len(application.facts) > 20_000:
        faults["facts"] = _("事情经过最多写两万字。其余可以作为材料提交。")
    if application.claim_fen is not None and not 0 <= application.claim_fen <= 10**13:
        faults["claim"] = _("请写实际要求的金额，单位是元。")
    if not 1 <= max(application.member_count, len(application.members) + 1) <= MOST_MEMBERS:
        faults["members"] = _("一件申请最多500人。超过的请分成几件。")
    if faults:
        raise BadInput(faults)


def _open(
    application: ApplicationInput, agency: Institution, person: Person, by: Actor, now: datetime
) -> Matter:
    matter = Matter(
        agency=agency,
        origin=Matter.Origin.APPLICATION,
        title_name=person.name,
        subject=application.subject,
        form=application.form,
        stage=application.stage,
        offence=application.offence,
        case_number=application.case_number,
        detained_at=application.detained_at,
        forum_kind=application.forum_kind,
        forum_place=application.forum_place,
        cause_place=application.cause_place,
        facts=application.facts,
        claim_fen=application.claim_fen,
        member_count=max(application.member_count, len(application.members) + 1),
    )
    matter.number = number(matter, "申", now)
    return open_matter(matter, step="submit", state="submitted", by=by, now=now)


def _add_parties(
    matter: Matter, application: ApplicationInput, person: Person, by: Actor, now: datetime
) -> None:
    Party.objects.create(
        matter=matter,
        role=Party.Role.APPLICANT,
        person=person,
        name=person.name,
        is_representative=bool(application.members),
    )
    if application.agent is not None:
        _add_agent(matter, application.agent, by)
    for order, opponent in enumerate(application.opponents):
        Party.objects.create(
            matter=matter,
            role=Party.Role.OPPONENT,
            name=opponent.name,
            person=_opponent(opponent, now),
            relation=opponent.relation,
            same_household=opponent.same_household,
            order=order,
        )
    for order, member in enumerate(application.members):
        _add_member(matter, member, order, now)


def _opponent(opponent: OpponentInput, now: datetime) -> Person | None:
    """Whose record it is: the one named, or that of the identity number, made where there is none."""
    if opponent.person is not None:
        return Person.objects.get(pk=opponent.person)
    if not opponent.id_number:
        return None
    known: Person | None = by_id_number(opponent.id_number).order_by("pk").first()
    return known or add_person({"name": opponent.name, "id_number": opponent.id_number}, now)


def _add_agent(matter: Matter, agent: AgentInput, by: Actor) -> None:
    Party.objects.create(
        matter=matter, role=Party.Role.AGENT, name=agent.name, person_id=agent.person, relation=agent.relation
    )
    if agent.person is not None and agent.told:
        access.require_telling(by, matter.agency, agent.person)
        correct_person(Person.objects.select_for_update().get(pk=agent.person), agent.told)


def _add_member(matter: Matter, member: MemberInput, order: int, now: datetime) -> None:
    """Each is a party of the one matter, and may follow it."""
    told = {"name": member.name, "id_number": member.id_number, "phone": member.phone}
    person = add_person(told, now) if member.person is None else Person.objects.get(pk=member.person)
    see(matter, person.holder, "member", now)
    Party.objects.create(
        matter=matter,
        role=Party.Role.MEMBER,
        person=person,
        name=member.name,
        is_representative=member.is_representative,
        order=order,
    )


def _keep(matter: Matter, application: ApplicationInput, person: Person, by: Actor) -> Application:
    handed_in = Application.objects.create(
        matter=matter,
        channel=application.channel,
        means=dict(application.means) if application.means is not None else None,
        pledge=application.pledge,
        materials=sorted(application.materials),
        agent_relation=application.agent.relation if application.agent else "",
        limitation=application.limitation,
        urgent=application.urgent,
        detained=bool(application.detained_at),
        passed_on_by=application.passed_on_by,
        passed_on_as=application.passed_on_as,
        handed_at=application.handed_at,
        filled_by_id=by.person_id if by.person_id not in {None, person.pk} else None,
    )
    if application.consultation:
        asked = Consultation.objects.filter(ref=application.consultation, agency=matter.agency, matter=None)
        asked.update(matter=matter)
    return handed_in


def _check_standing(matter: Matter, handed_in: Application, now: datetime) -> None:
    """Raise `LawForbids` when whoever applies may not apply for this person (法律援助法 24, 29, 33, 40)."""
    step = standing.may_apply(facts.application(matter, handed_in), now.astimezone(SHANGHAI).date(), book())
    if step.passed is False:
        raise LawForbids(step.says, code="no_right")


@operation
def receive_application(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Record what was handed in, as the competent agency: a receipt with the date of the decision.

    Raises `LawForbids` `out_of_scope`, or `not_competent`, also when another agency was first (程序规定 10). Whether
    the materials are complete is judged later.
    """
    matter = matter_access.fetch(ref, by, now, version=version)
    matter_access.require(by, "clerk", matter)
    advance(matter, "receive", by=by, now=now)
    assessments.stop_where_law_stops(assessments.assess(matter, "receive", now))
    first_receiver.stop_where_another_received(matter, by, now)
    matter.save()
    matter.application.received_at = now
    matter.application.save()
    last_day = matter.timers.get(name="decide", ended_at=None).due_on
    issue(
        matter,
        "receipt",
        by=by,
        now=now,
        data={
            "received_on": now,
            "channel": str(matter.application.get_channel_display()),
            "materials": material_rows(matter.application.materials),
            "decide_by": last_day,
            "receiver": by.name,
        },
    )
    tell_applicant(matter, "received", now=now, data={"date": chinese_day(last_day)})
    return matter


@operation
def withdraw_application(
    *,
    ref: str,
    reason: str,
    by: Actor,
    now: datetime,
    in_writing: bool = False,
    version: int | None = None,
) -> Matter:
    """The applicant takes the application back, until it is decided. They may apply again.

    Staff record it for them only when the applicant asked for it `in_writing`.
    """
    matter = matter_access.fetch(ref, by, now, version=version)
    (matter_access.require_side if in_writing else matter_access.require_applicant)(by, matter)
    advance(matter, "withdraw", by=by, now=now)
    timers.stop_all(matter, now)
    note(matter, "withdrawn", by=by, now=now, body=reason)
    return matter
