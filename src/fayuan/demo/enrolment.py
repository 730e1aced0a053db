"""The people of the roster are entered, given accounts and posts, and put on the panel, by the operations."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from fayuan.core.actor import system
from fayuan.demo import places
from fayuan.demo.roster import (
    CITIZENS,
    COUNSEL,
    FIRMS,
    OFFICES,
    OFFICIALS,
    PASSWORD,
    Citizen,
    Counsel,
    Official,
)
from fayuan.network.models import Institution
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Account, Person
from fayuan.people.operations import add_person, enrol_lawyer, give_post, open_account

CHOICE_HOURS = 72  # a choice offered before a weekend is still open after it
DEMONSTRATION = system("演示", channel="command")


def enrol(now: datetime, *, today: date) -> dict[str, Person]:
    """Lay the province out and enter everybody on the roster as of `now`; gives them by sign-in name or key.

    On the day `today` they are as old as the roster says.
    """
    places.lay_out()
    places.stations()
    Institution.objects.filter(kind="agency").update(choice_hours=CHOICE_HOURS)
    people = {each.username: _official(each, now) for each in OFFICIALS}
    firms = {name: _firm(name, place) for name, place in FIRMS.items()}
    people |= {each.username: _counsel(each, firms[each.firm], now) for each in COUNSEL}
    people |= {each.key: _citizen(each, now, today) for each in CITIZENS}
    Account.objects.update(password=make_password(PASSWORD))  # hashed once: it is slow on purpose
    return people


def _firm(name: str, place: str) -> Institution:
    """A law firm, or a legal service office."""
    if name in OFFICES:
        return places.service_office(name, place)
    return places.firm(name, place)


def _official(each: Official, now: datetime) -> Person:
    person = _with_account(each.username, each.name, each.sex, now)
    at = Institution.objects.get(kind=each.at, division=each.place)
    for role in each.roles:
        give_post(person=person.pk, role=role, institution=at.pk, by=DEMONSTRATION, now=now)
    return person


def _counsel(each: Counsel, firm: Institution, now: datetime) -> Person:
    person = _with_account(each.username, each.name, each.sex, now, languages=list(each.languages))
    for role in ("lawyer", "firm_head") if each.is_head else ("lawyer",):
        give_post(person=person.pk, role=role, institution=firm.pk, by=DEMONSTRATION, now=now)
    profile = {
        "kind": each.kind,
        "licence_number": f"19701{each.practice_since:%Y}{person.pk:08d}",
        "practice_since": each.practice_since,
        "defence_since": each.defence_since,
        "specialities": list(each.specialities),
        "open_to_choice": each.is_open_to_choice,
        "weekly_capacity": 6,  # few lawyers, many matters at once
        "profile": each.profile,
    }
    enrol_lawyer(person=person.pk, unit=firm.pk, profile=profile, by=DEMONSTRATION, now=now)
    return person


def _with_account(username: str, name: str, sex: str, now: datetime, **details: object) -> Person:
    given = {"name": name, "sex": sex, "phone": "", "is_fictional": True, **details}
    person = add_person(given, now)
    open_account(person=person.pk, username=username, password=None, by=DEMONSTRATION, now=now)
    return person


def _citizen(each: Citizen, now: datetime, today: date) -> Person:
    born = _birthday(each, today)
    given = {
        "name": each.name,
        "sex": each.sex,
        "born": born,
        "id_number": id_number(each.place, born, each.number, each.sex),
        "phone": each.phone,
        "address": each.address,
        "groups": list(each.groups),
        "is_fictional": True,
        **each.details,
    }
    return add_person(given, now)


def _birthday(each: Citizen, today: date) -> date:
    month, day = 1 + each.number % 12, 1 + each.number % 28
    return date(today.year - each.age - ((month, day) > (today.month, today.day)), month, day)


def id_number(place: str, born: date, number: int, sex: str) -> str:
    """A valid identity number of a place that does not exist; the order digit is odd for men."""
    body = f"{place}{born:%Y%m%d}{number:02d}{1 if sex == 'm' else 2}"
    return body + id_check_letter(body)
