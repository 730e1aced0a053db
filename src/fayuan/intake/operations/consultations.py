"""Somebody asks, somebody answers; the question is kept and may grow into an application."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound
from fayuan.core.operation import operation
from fayuan.intake import access
from fayuan.intake.inputs import PersonInput
from fayuan.intake.models import Consultation
from fayuan.network.models import Institution
from fayuan.people.models import Person
from fayuan.people.operations import add_person, correct_person


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
    """Keep a question and its answer. Advice needs no means test and no name (法律援助法 22, 23)."""
    office = Institution.objects.filter(pk=agency, kind=Institution.Kind.AGENCY).first()
    if office is None:
        raise NotFound
    access.require_answering(by, office)
    if not question.strip():
        raise BadInput({"question": _("请写下来访人问了什么。")})
    return Consultation.objects.create(
        agency=office,
        person=the_person(person, now) if person else None,
        channel=channel,
        subject=subject,
        question=question,
        answer=answer,
        advise_to_apply=advise_to_apply,
        answered_by_id=by.person_id,
        at=now,
        appointment_at=appointment_at,
    )
