"""The people of a matter on its page: who speaks for a group stands there whole, the many others in a short table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from fayuan.matters.models import Matter, Party
from fayuan.people.identity import mask_id_number, mask_phone

WHOLE = 6  # people of the applicant's side that stand there whole
PAGE = 20  # rows of the table of others
TAIL = 4  # digits of a number by which people tell each other apart


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the table: the name, and the ways to see the numbers whole. A number that is not on record is empty."""

    name: str
    id_tail: str
    id_url: str
    phone: str
    phone_url: str


@dataclass(frozen=True, slots=True)
class Members:
    """One page of the others; `before` and `after` are page numbers, empty at the ends."""

    rows: Sequence[Member]
    total: int
    first: int
    last: int
    before: str
    after: str


def shown_of(matter: Matter, asked: str) -> tuple[Mapping[int, Party], Members | None]:
    """The parties to be shown whole by their places in the list, and the page asked for of all the others.

    Only the people shown are read: a group has up to five hundred, each with encrypted numbers.
    """
    kinds = list(matter.parties.values_list("pk", "role", "is_representative"))
    apart = [place for place, (_pk, role, speaks) in enumerate(kinds) if role != Party.Role.MEMBER or speaks]
    plain = [place for place in range(len(kinds)) if place not in set(apart)]
    room = max(WHOLE - sum(kinds[place][1] in {Party.Role.APPLICANT, Party.Role.AGENT} for place in apart), 0)
    if len(plain) <= room:
        apart, plain = sorted([*apart, *plain]), []
    number = min(int(asked) if asked.isdecimal() and len(asked) < TAIL else 1, -(-len(plain) // PAGE))
    page = plain[max(number - 1, 0) * PAGE : number * PAGE]
    wanted = [kinds[place][0] for place in (*apart, *page)]
    read = {party.pk: party for party in Party.objects.filter(pk__in=wanted).select_related("person")}
    whole = {place: read[kinds[place][0]] for place in sorted(apart, key=lambda place: _rank(kinds[place]))}
    rows = [_member(matter, place, read[kinds[place][0]]) for place in page]
    return whole, _leaf(rows, len(plain), number) if plain else None


def _rank(kind: tuple[int, str, bool]) -> tuple[bool, bool]:
    """The applicant and who applied for them first, then who speaks for the group, then the rest."""
    _pk, role, speaks = kind
    return role not in {Party.Role.APPLICANT, Party.Role.AGENT}, not speaks


def _leaf(rows: Sequence[Member], total: int, number: int) -> Members:
    first = (number - 1) * PAGE + 1
    before = str(number - 1) if number > 1 else ""
    after = str(number + 1) if number * PAGE < total else ""
    return Members(rows, total, first, first + len(rows) - 1, before, after)


def _member(matter: Matter, place: int, party: Party) -> Member:
    person = party.person
    id_number, phone = (person.id_number, person.phone) if person else ("", "")
    ways = {
        field: reverse("desk:unmask", args=[matter.ref, place, field]) for field in ("id_number", "phone")
    }
    tail = mask_id_number(id_number)[-TAIL:]
    return Member(party.name, tail, ways["id_number"], mask_phone(phone) if phone else "", ways["phone"])
