"""From a cast list to people with posts, in institutions of the story's place; what the story leaves out is made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fayuan.assignment.models import Policy
from fayuan.assignment.operations.policies import LONGEST
from fayuan.core.clock import SHANGHAI
from fayuan.demo import places
from fayuan.network.models import Division, Institution
from fayuan.people.models import Lawyer, Person, Post
from fayuan.people.operations import add_person
from fayuan.play.story import Member, Story

LONG_AGO = datetime(2000, 1, 1, tzinfo=SHANGHAI)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
AGENCY_ROLES = frozenset(
    {
        "clerk",
        "examiner",
        "approver",
        "assigner",
        "closing_reviewer",
        "finance",
        "reviewer",
        "hotline_agent",
        "duty_lawyer",
    }
)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Player:
    """Somebody of the cast, in the database: their row, and the institutions they act for."""

    member: Member
    person: Person
    agency: Institution
    authority: Institution | None = None
    firm: Institution | None = None


def cast(story: Story) -> dict[str, Player]:
    """The cast by name, with offices, authorities and firms. Agencies stand where the story needs one."""
    places.lay_out_divisions()
    home = _office(story.place)
    for code in _turned_to(story):
        _office(code)
    names = _free_names(story)
    return {key: _engage(each, names[key], story, home) for key, each in story.cast.items()}


@dataclass(frozen=True)
class MadeUp:
    """What is made up for somebody of whom the story does not say it."""

    number: int
    name: str


def _free_names(story: Story) -> dict[str, MadeUp]:
    """For each of the cast a surname that nobody in the story has."""
    taken = {each.details.get("name") for each in story.cast.values()}
    free = [name for surname in SURNAMES if (name := f"{surname}某") not in taken]
    return {key: MadeUp(number, free[number % len(free)]) for number, key in enumerate(story.cast)}


def _office(code: str) -> places.Office:
    """The office of a place. What offices set for themselves must not end what the law's days still allow."""
    office = places.office(Division.objects.get(code=code))
    office.agency.choice_hours = LONGEST
    office.agency.save()
    Policy.objects.get_or_create(agency=office.agency, defaults={"answer_hours": LONGEST})
    return office


def _turned_to(story: Story) -> list[str]:
    """The places to which the script hands matters over, or writes for help."""
    return [step.details["to"] for step in story.script if step.do in {"redirect", "ask_cooperation"}]


def _engage(member: Member, made_up: MadeUp, story: Story, home: places.Office) -> Player:
    code: str = member.details.get("place", story.place)
    office = _office(code) if "place" in member.details and member.plays(*AGENCY_ROLES, "bureau") else home
    on = story.script[0].at.date()
    person = add_person(person_details(member.details, on, made_up), LONG_AGO)
    authority = firm = None
    if member.plays("authority"):
        authority = places.authority(member.details["kind"], Division.objects.get(code=code))
        _post(person, "authority", authority)
    if member.plays("lawyer", "firm_head"):
        own = f"{person.name}第{made_up.number + 1}律师事务所"
        firm = places.firm(member.details.get("firm", own), code)
    for role in member.roles:
        _take_up(role, person, office, firm, story)
    if member.plays("lawyer") and firm is not None:
        _enrol(person, firm, member.details)
    return Player(member, person, office.agency, authority, firm)


def _take_up(
    role: str, person: Person, office: places.Office, firm: Institution | None, story: Story
) -> None:
    """The post that goes with a role; applicants and strangers hold none."""
    if role in AGENCY_ROLES:
        _post(person, role, office.agency)
    elif role == "bureau":
        _post(person, role, office.bureau)
    elif role in {"lawyer", "firm_head"} and firm is not None:
        _post(person, role, firm)
    elif role == "other_clerk":
        _post(person, "clerk", places.office(_unrelated_county(story)).agency)


def _post(person: Person, role: str, institution: Institution) -> None:
    Post.objects.create(person=person, role=role, institution=institution, since=LONG_AGO)


def _unrelated_county(story: Story) -> Division:
    """A county of another city in the province, else anywhere, that the story does not speak of."""
    spoken_of = {story.place, *(str(each.details.get("place", "")) for each in story.cast.values())}
    spoken_of |= set(_turned_to(story))
    counties = Division.objects.filter(level="county").exclude(code__in=spoken_of).order_by("code")
    elsewhere = counties.exclude(code__startswith=story.place[:4])
    found = elsewhere.filter(code__startswith=story.place[:2]).first() or elsewhere.first()
    assert found is not None  # the country has more than one city
    return found


def _enrol(person: Person, firm: Institution, said: Mapping[str, Any]) -> None:
    Lawyer.objects.create(
        person=person,
        unit=firm,
        practice_since=said.get("practice_since", date(2010, 7, 1)),
        defence_since=said.get("defence_since"),
        specialities=list(said.get("specialities", ())),
        open_to_choice=said.get("open_to_choice", False),
    )


def person_details(said: Mapping[str, Any], on: date, made_up: MadeUp | None = None) -> dict[str, object]:
    """What was said of somebody as columns of a person; for a member of the cast the rest is made up."""
    groups = list(said.get("groups", ()))
    details: dict[str, object] = {
        "name": said.get("name", ""),
        "sex": said.get("sex") or said.get("gender") or ("f" if "woman" in groups else ""),
        "born": said.get("born"),
        "id_number": said.get("id", ""),
        "phone": said.get("phone", ""),
        "groups": groups,
        "capacity": said.get("capacity", "full"),
        "languages": list(said.get("languages", ())),
        "is_fictional": True,
        **_disability(said, groups),
        **_contact(said.get("safe_contact", {})),
    }
    return details if made_up is None else _fill_in(details, groups, on, made_up)


def _disability(said: Mapping[str, Any], groups: list[str]) -> dict[str, object]:
    known = said.get("disability") or ({"kind": "physical", "level": 2} if "disabled" in groups else None)
    return {"disability_kind": known["kind"], "disability_level": known.get("level")} if known else {}


def _contact(said: Mapping[str, Any]) -> dict[str, object]:
    return {
        "may_call": said.get("call", True),
        "may_text": said.get("sms", True),
        "contact_note": said.get("note", ""),
    }


def _fill_in(details: dict[str, object], groups: list[str], on: date, made_up: MadeUp) -> dict[str, object]:
    """The gaps filled: a name, a birth date that fits the groups, a telephone of a range nobody has."""
    age = 10 if "minor" in groups else 70 if "elderly" in groups else 38
    fillings = {
        "name": made_up.name,
        "sex": "fm"[made_up.number % 2],
        "born": on - age * YEAR,
        "phone": f"1990000{made_up.number:04d}",
    }
    return {key: value or fillings.get(key, value) for key, value in details.items()}
