"""Somebody wants what is held of them deleted: what no law keeps goes, and the rest is said with its reason."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.operation import operation
from fayuan.core.pseudonyms import forget
from fayuan.intake.models import Consultation, Draft
from fayuan.intake.operations.drafts import throw_away
from fayuan.matters.models import Party
from fayuan.people.models import Account, Consent, Person

NOTHING: Mapping[str, object] = {
    "sex": "",
    "born": None,
    "id_number": "",
    "phone": "",
    "address": "",
    "bank_account": "",
    "groups": [],
    "contact_note": "",
}


@operation
def erase_my_data(*, by: Actor, now: datetime) -> Person:
    """Delete what was never handed in and take back every consent; where nothing else holds the person, forget who
    they are, destroy the key of their name in the audit trail, and close the account.

    Matters and questions stay: their files are kept by the rules on archives (see `held_by_law`).
    """
    person = Person.objects.select_for_update().get(pk=by.person)
    throw_away(Draft.objects.filter(person=person, matter=None))
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=now)
    if not held_by_law(person) and not by.posts:
        for name, nothing in NOTHING.items():
            setattr(person, name, nothing)
        person.name = _("已删除")
        person.save()
        forget(person.pk)
        account = Account.objects.select_for_update().get(person=person)
        account.is_active, account.left_at = False, now
        account.username = f"gone-{account.ref}"
        account.save()
    return person


def held_by_law(person: Person) -> bool:
    """Whether files must be kept in which the person stands: a matter, or a question that was asked."""
    stands = Party.objects.filter(person=person).exists()
    return stands or Consultation.objects.filter(person=person).exists()
