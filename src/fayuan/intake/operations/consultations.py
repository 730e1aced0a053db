"""Somebody asks, somebody answers; the question is kept and may grow into an application."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.intake import access, queries
from fayuan.intake.inputs import PersonInput
from fayuan.intake.models import Channel, Consultation
from fayuan.intake.words import moment_words
from fayuan.messaging.operations import tell_person
from fayuan.network.models import Institution
from fayuan.people.models import Person
from fayuan.people.operations import add_person, correct_person

LONGEST_QUESTION = 10_000


def the_person(given: PersonInput, now: datetime) -> Person:
    """The person by id, with the details as they are told now, or a new one from them (part of an operation)."""
    if given.id is None:
        return add_person(given.details, now)
    found = Person.objects.select_for_update().filter(pk=given.id).first()
    if found is None:
        raise NotFound
    if given.details:
        correct_person(found, given.details)
    return found


@operation
def register_consultation(
    *,
    agency: int,
    channel: str,
    question: str,
    by: Actor,
    now: datetime,
    person: PersonInput | None = None,
    answer: str = "",
    advise_to_apply: bool = False,
    subject: str = "",
    appointment_at: datetime | None = None,
) -> Consultation:
    """Keep a question and its answer, which may come later. Advice asks for no means and no name (法律援助法 22)."""
    office = _office(agency)
    access.require_answering(by, office)
    _check_question(question)
    _check_appointment(appointment_at, now)
    return Consultation.objects.create(
        agency=office,
        person=the_person(person, now) if person else None,
        channel=channel,
        subject=subject,
        question=question,
        answer=answer,
        advise_to_apply=advise_to_apply,
        answered_by_id=by.person_id if answer.strip() else None,
        at=now,
        answered_at=now if answer.strip() else None,
        appointment_at=appointment_at,
    )


@operation
def ask_question(*, agency: int, question: str, by: Actor, now: datetime, subject: str = "") -> Consultation:
    """Whoever is signed in asks an agency (id of the institution) in writing; it answers within a day (H01)."""
    _check_question(question)
    return Consultation.objects.create(
        agency=_office(agency),
        person_id=by.person,
        channel=Channel.ONLINE,
        subject=subject,
        question=question,
        at=now,
    )


@operation
def answer_consultation(
    *, ref: str, answer: str, by: Actor, now: datetime, advise_to_apply: bool = False
) -> Consultation:
    """Answer a question that was left open; who asked is told that the answer is there."""
    consultation = _fetch(ref, by)
    if consultation.answered_at is not None:
        raise WrongState(_("这件咨询已经答复。要补充，请登记一次新的咨询。"))
    if not answer.strip():
        raise BadInput({"answer": _("请写下答复。")})
    consultation.answer, consultation.advise_to_apply = answer, advise_to_apply
    consultation.answered_by_id, consultation.answered_at = by.person, now
    consultation.save()
    _tell(consultation, "question_answered", now)
    return consultation


@operation
def appoint_consultation(*, ref: str, at: datetime, by: Actor, now: datetime) -> Consultation:
    """Fix when they come again; another time takes the place of the first."""
    consultation = _fetch(ref, by)
    _check_appointment(at, now)
    consultation.appointment_at = at
    consultation.save()
    _tell(consultation, "appointment_made", now, date=moment_words(at))
    return consultation


def _fetch(ref: str, by: Actor) -> Consultation:
    """A consultation of the actor's office, locked; 404 elsewhere, 403 for who does not answer there."""
    found = queries.consultations_of(by).select_for_update(of=("self",)).filter(ref=ref).first()
    if found is None:
        raise NotFound
    access.require_answering(by, found.agency)
    return found


def _office(agency: int) -> Institution:
    office = Institution.objects.filter(pk=agency, kind=Institution.Kind.AGENCY).first()
    if office is None:
        raise NotFound
    return office


def _check_question(question: str) -> None:
    if not question.strip():
        raise BadInput({"question": _("请写下来访人问了什么。")})
    if len(question) > LONGEST_QUESTION:
        raise BadInput({"question": _("最多写%(most)d个字。") % {"most": LONGEST_QUESTION}})


def _check_appointment(at: datetime | None, now: datetime) -> None:
    if at is not None and at <= now:
        raise BadInput({"appointment_at": _("预约的时间要在现在以后。")})


def _tell(consultation: Consultation, template: str, now: datetime, **data: str) -> None:
    """Whoever asked, when they are known."""
    if consultation.person is not None:
        tell_person(consultation.person, template, now=now, data={"tail": consultation.ref[-4:], **data})
