"""Those who work in the whole province: each county has the demonstration's staff over again, and some 140 lawyers.

Everybody can be signed in as: `clerk-970302` is the clerk of 970302 as `clerk` is that of 石桥县, with the same
password. Lawyers are called `gao-970302-41`: the fourth firm's first of three who play 高某's part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from django.db import transaction

from fayuan.demo.country.map import Country, County
from fayuan.demo.country.offices import firm_name
from fayuan.demo.lives import GIVEN, SURNAMES
from fayuan.demo.places import CITY, COUNTY, PROVINCE
from fayuan.demo.roster import COUNSEL, OFFICIALS, Counsel, Official
from fayuan.network.models import Institution
from fayuan.people.models import Account, Lawyer, Person, Post

BATCH = 2_000


@dataclass(frozen=True)
class Seat:
    """Somebody to be entered: sign-in name, name, sex, posts as pairs (role, institution's id), profile of a lawyer."""

    username: str
    name: str
    sex: str
    posts: tuple[tuple[str, int], ...]
    profile: Mapping[str, object] | None = None


def staff(country: Country, since: datetime, random: Random) -> None:
    """Enter everybody who is missing, whole or not at all; their posts begin at `since`."""
    with transaction.atomic():
        known = set(Account.objects.values_list("username", flat=True))
        seats = [each for each in _seats(country, random) if each.username not in known]
        password = Account.objects.exclude(password="").values_list("password", flat=True)[0]
        for start in range(0, len(seats), BATCH):
            _enter(seats[start : start + BATCH], password, since)


def _enter(seats: list[Seat], password: str, since: datetime) -> None:
    people = Person.objects.bulk_create(
        [Person(name=seat.name, sex=seat.sex, made_at=since, is_fictional=True) for seat in seats]
    )
    pairs = list(zip(seats, people, strict=True))
    Account.objects.bulk_create(
        [
            Account(username=seat.username, person=person, password=password, made_at=since)
            for seat, person in pairs
        ]
    )
    Post.objects.bulk_create(
        [
            Post(person=person, role=role, institution_id=place, since=since)
            for seat, person in pairs
            for role, place in seat.posts
        ]
    )
    Lawyer.objects.bulk_create(
        [
            Lawyer(person=person, licence_number=f"19702{person.pk:012d}", **seat.profile)
            for seat, person in pairs
            if seat.profile is not None
        ]
    )


def _seats(country: Country, random: Random) -> Iterator[Seat]:
    at = {
        (kind, division): pk
        for kind, division, pk in Institution.objects.exclude(
            kind__in=("station", "liaison_point", "firm", "office")
        ).values_list("kind", "division_id", "pk")
    }
    firms = dict(Institution.objects.filter(kind__in=("firm", "office")).values_list("name", "pk"))
    for county in country.all_counties:
        for each in officials_of(country, county):
            place = at[each.at, each.place]
            posts = tuple((role, place) for role in each.roles)
            yield Seat(each.username, _name(random), random.choice("fm"), posts)
        for counsel, order, alternate in lawyers_of(country):
            firm = firms[firm_name(counsel.firm, county, order)]
            yield _lawyer(counsel, lawyer_name(counsel, county, order, alternate), firm, random)


def officials_of(country: Country, county: County) -> Iterator[Official]:
    """The county's own image of everybody on the roster who works in a county or a city."""
    if county.code == COUNTY:
        return
    played = country.parts(county)
    for each in OFFICIALS:
        if each.place not in (PROVINCE, CITY):
            yield replace(each, username=f"{each.username}-{county.code}", place=played[each.place])


def lawyer_name(each: Counsel, county: County, order: int, alternate: int) -> str:
    """The sign-in name of whoever plays a lawyer's part in a county's `order`-th firm."""
    return f"{each.username}-{county.code}-{order}{alternate}"


def lawyers_of(country: Country) -> Iterator[tuple[Counsel, int, int]]:
    """Whose part lawyers of a county play, in the how manieth firm, as the how manieth there."""
    for each in COUNSEL:
        for order in range(country.firm_sets):
            for alternate in range(country.alternates):
                yield each, order, alternate


def _lawyer(each: Counsel, username: str, firm: int, random: Random) -> Seat:
    roles = ("lawyer", "firm_head") if each.is_head else ("lawyer",)
    profile = {
        "kind": each.kind,
        "practice_since": each.practice_since,
        "defence_since": each.defence_since,
        "specialities": list(each.specialities),
        "open_to_choice": each.is_open_to_choice,
        "profile": each.profile,
        "unit_id": firm,
    }
    return Seat(username, _name(random), random.choice("fm"), tuple((role, firm) for role in roles), profile)


def _name(random: Random) -> str:
    return f"{random.choice(SURNAMES)}某{random.choice(GIVEN)}"
