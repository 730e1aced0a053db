"""What people do with what is held of them: how they may be reached, what they agree to."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.people.models import Consent, Person

OWN = frozenset({Consent.Purpose.FOLLOW_UP, Consent.Purpose.CHECK})  # what one agrees to for oneself


@operation
def correct_contact(
    *, may_call: bool, may_text: bool, contact_note: str, address: str, by: Actor, now: datetime
) -> Person:
    """The person says anew how they can safely be reached, and where they live; it holds from the next message on."""
    person = Person.objects.select_for_update().get(pk=by.person)
    person.may_call, person.may_text = may_call, may_text
    person.contact_note, person.address = contact_note.strip(), address.strip()
    person.save()
    return person


@operation
def give_consent(*, purpose: str, by: Actor, now: datetime) -> Consent:
    """Agree to a purpose, from now on."""
    if purpose not in OWN:
        raise BadInput({"purpose": _("没有这一项同意。")})
    found, _made = Consent.objects.get_or_create(
        person_id=by.person,
        purpose=purpose,
        withdrawn_at=None,
        defaults={"by_id": by.person, "given_at": now},
    )
    return found


@operation
def withdraw_consent(*, purpose: str, by: Actor, now: datetime) -> Consent:
    """Take back what was agreed to, by the person or by whoever agreed for them; what was done before stays done."""
    found = Consent.objects.select_for_update().filter(purpose=purpose, withdrawn_at=None)
    consent = found.filter(person_id=by.person).first() or found.filter(by_id=by.person).first()
    if consent is None:
        raise WrongState(_("这一项没有同意过，或者已经收回。"))
    consent.withdrawn_at = now
    consent.save()
    return consent


def agree_for_child(child: Person, by: Actor, now: datetime) -> Consent:
    """The guardian agrees that the data of a child under fourteen are processed (part of an operation; 个人信息保护法
    31)."""
    found, _made = Consent.objects.get_or_create(
        person=child,
        purpose=Consent.Purpose.CHILD,
        withdrawn_at=None,
        defaults={"by_id": by.person, "given_at": now},
    )
    return found
