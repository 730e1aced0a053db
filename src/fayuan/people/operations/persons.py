"""Persons: entered, corrected, saying who they are."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.fields import plain
from fayuan.core.operation import operation
from fayuan.people.identity import born_of, is_id_number, sex_of
from fayuan.people.models import Person

PERSON_FIELDS = (
    "name",
    "sex",
    "born",
    "id_kind",
    "id_number",
    "phone",
    "address",
    "bank_account",
    "groups",
    "disability_kind",
    "disability_level",
    "capacity",
    "languages",
    "may_call",
    "may_text",
    "contact_note",
    "is_fictional",
)


def add_person(given: Mapping[str, object], now: datetime) -> Person:
    """A new person from the given fields (part of an operation). Unknown fields raise `KeyError`."""
    _check_fields(given)
    return Person.objects.create(**given, made_at=now)


def correct_person(person: Person, given: Mapping[str, object]) -> None:
    """Write what the person now tells of themself (part of an operation). Unknown fields raise `KeyError`."""
    _check_fields(given)
    for name, value in given.items():
        setattr(person, name, value)
    person.save()


def _check_fields(given: Mapping[str, object]) -> None:
    unknown = set(given) - set(PERSON_FIELDS)
    if unknown:
        raise KeyError(f"a person has no {', '.join(sorted(unknown))}")


@operation
def introduce_self(*, name: str, id_number: str, by: Actor, now: datetime) -> Person:
    """Whoever signed in by telephone says who they are, once; birth date and sex follow from the identity number.

    Raises `BadInput` for an impossible number, `WrongState` when they are known already: offices correct names.
    """
    person = Person.objects.select_for_update().get(pk=by.person)
    if person.id_number:
        raise WrongState(_("您的身份信息已经登记。要更正，请带身份证到窗口，或者打12348。"))
    faults: dict[str, str] = {}
    if not name.strip():
        faults["name"] = _("请填写姓名，和身份证上一样")
    if not is_id_number(id_number):
        faults["id_number"] = _("请输入18位身份证号，最后一位可以是X")
    if faults:
        raise BadInput(faults)
    number = plain(id_number)
    details = {"name": name.strip(), "id_number": number, "born": born_of(number), "sex": sex_of(number)}
    correct_person(person, details)
    return person
