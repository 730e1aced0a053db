"""Who in all matters of the province may be the person or firm that is asked about: scored, with the reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from fayuan.assignment import traces
from fayuan.assignment.models import PartyKey
from fayuan.core.fields import BlindIndexField
from fayuan.matching.names import likeness
from fayuan.matters.models import Party
from fayuan.people.models import Person

Band = Literal["clear", "likely"]
CLEAR, LIKELY = 80, 40  # of a hundred
SAME_NUMBER, SAME_PHONE, SAME_BIRTH, OTHER_BIRTH, OTHER_SEX = 100, 50, 40, -25, -20
MOST = 300  # parties looked at for one word: the commonest names have thousands


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom one looks for: a name and what else is known."""

    name: str
    born: date | None = None
    sex: str = ""
    id_number: str = ""
    phone: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A party that may be the same: 0 to 100, the band, and why."""

    party: int
    matter: int
    role: str
    score: int
    reasons: tuple[str, ...]

    @property
    def band(self) -> Band:
        """Clear hits stop an assignment, likely ones ask a person."""
        return "clear" if self.score >= CLEAR else "likely"


def search(asked: Asked) -> list[Hit]:
    """Every party that is clearly or likely the one asked about, the likest first."""
    known = _digests_of(asked)
    scored = (_score(asked, known, row) for row in _rows(_found(asked, known)))
    return sorted((hit for hit in scored if hit.score >= LIKELY), key=lambda hit: (-hit.score, hit.party))


def asked_of(party: Party) -> Asked:
    """A party as one who is looked for elsewhere."""
    person = party.person
    if person is None:
        return Asked(party.name)
    return Asked(party.name, person.born, person.sex, person.id_number, person.phone, person.pk)


def _digests_of(asked: Asked) -> Mapping[str, bytes | None]:
    columns = {"id_number_index": asked.id_number, "phone_index": asked.phone}
    return {name: _blind(name).digest(value) for name, value in columns.items()}


def _blind(name: str) -> BlindIndexField:
    field = Person._meta.get_field(name)
    assert isinstance(field, BlindIndexField)
    return field


def _found(asked: Asked, known: Mapping[str, bytes | None]) -> set[int]:
    """The ids of parties that share a number or a word; numbers first, common words cut short."""
    same = Q(pk=asked.person) if asked.person else Q(pk=None)
    for name, digest in known.items():
        same |= Q(**{name: digest}) if digest is not None else Q(pk=None)
    people = list(Person.objects.filter(same).values_list("pk", flat=True)[:MOST])
    found = (
        set(Party.objects.filter(person__in=people).values_list("pk", flat=True)[:MOST]) if people else set()
    )
    words = [
        PartyKey.objects.filter(key=key).values_list("party", flat=True)[:MOST]
        for key in traces.digests(asked.name, asked.born)
    ]
    return found | set(words[0].union(*words[1:], all=True) if words else ())


COLUMNS = (
    *("pk", "matter", "role", "name", "person", "person__born", "person__sex"),
    *("person__id_number_index", "person__phone_index"),
)


def _rows(parties: Iterable[int]) -> Iterable[Mapping[str, object]]:
    found: Iterable[Mapping[str, object]] = Party.objects.filter(pk__in=list(parties)).values(*COLUMNS)
    return found


def _score(asked: Asked, known: Mapping[str, bytes | None], row: Mapping[str, object]) -> Hit:
    reasons = list(_reasons(asked, known, row))
    score = min(sum(points for points, _words in reasons), 100)
    told = tuple(words for _points, words in reasons if words)
    return Hit(_number(row["pk"]), _number(row["matter"]), str(row["role"]), score, told)


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _reasons(
    asked: Asked, known: Mapping[str, bytes | None], row: Mapping[str, object]
) -> Sequence[tuple[int, str]]:
    """What speaks for and against one and the same, in points."""
    found: list[tuple[int, str]] = [likeness(asked.name, str(row["name"]))]
    if asked.person is not None and asked.person == row["person"]:
        found.append((SAME_NUMBER, _("同一个人")))
    elif _same(known["id_number_index"], row["person__id_number_index"]):
        found.append((SAME_NUMBER, _("证件号码相同")))
    if _same(known["phone_index"], row["person__phone_index"]):
        found.append((SAME_PHONE, _("电话相同")))
    born, sex = row["person__born"], row["person__sex"]
    if asked.born is not None and born is not None:
        found.append(
            (SAME_BIRTH, _("出生日期相同")) if asked.born == born else (OTHER_BIRTH, _("出生日期不同"))
        )
    if asked.sex and sex and asked.sex != sex:
        found.append((OTHER_SEX, _("性别不同")))
    return found


def _same(one: bytes | None, other: object) -> bool:
    return one is not None and isinstance(other, bytes | memoryview) and bytes(one) == bytes(other)
