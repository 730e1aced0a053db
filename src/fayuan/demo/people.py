"""Who works in the demonstration: staff, lawyers, officers and administrators, with posts and accounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from fayuan.core.actor import Actor, system
from fayuan.demo import places
from fayuan.network.models import Division, Institution
from fayuan.people.models import Account, Person
from fayuan.people.operations import add_person, enrol_lawyer, give_post, open_account
from fayuan.people.queries import actor_of

PASSWORD = "yunling-12348"  # of everybody in the demonstration; it guards fictitious people
LOADER = system("演示数据", channel="command")

STAFF = {
    # sign-in name: (name, roles), at the agency of 石桥县
    "clerk": ("林某", ("clerk",)),
    "clerk2": ("沈某", ("clerk",)),
    "examiner": ("何某", ("examiner",)),
    "approver": ("马某", ("approver",)),
    "approver2": ("郑某", ("approver", "assigner")),
    "assigner": ("孟某", ("assigner",)),
    "reviewer": ("余某", ("closing_reviewer",)),
    "finance": ("方某", ("finance",)),
    "hotline": ("田某", ("hotline_agent",)),
    "duty": ("纪某", ("duty_lawyer",)),
}
NEIGHBOURS = {
    # sign-in name: (name, division, roles)
    "city": ("温某", places.CITY, ("clerk", "examiner")),
    "city2": ("童某", places.CITY, ("approver", "assigner", "closing_reviewer")),
    "qinghe": ("颜某", "970101", ("clerk", "examiner")),
    "qinghe2": ("梅某", "970101", ("approver", "assigner", "closing_reviewer")),
    "songling": ("袁某", places.OTHER_COUNTY, ("clerk", "examiner")),
    "songling2": ("盛某", places.OTHER_COUNTY, ("approver", "assigner", "closing_reviewer")),
}
FIRMS = ("正平律师事务所", "明理律师事务所", "石桥律师事务所")
LAWYERS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    # sign-in name: (name, firm, profile)
    "lawyer": ("高某", FIRMS[0], {"specialities": ["labour", "contract"], "open_to_choice": True}),
    "lawyer2": ("白某", FIRMS[1], {"specialities": ["family", "minors"], "open_to_choice": True}),
    "lawyer3": (
        "顾某",
        FIRMS[0],
        {"specialities": ["criminal", "minors"], "defence_since": date(2012, 1, 1)},
    ),
    "lawyer4": ("陆某", FIRMS[2], {"specialities": ["traffic", "medical"]}),
    "lawyer5": ("贺某", FIRMS[2], {"specialities": ["criminal"], "defence_since": date(2016, 5, 1)}),
    "lawyer6": ("尤某", FIRMS[1], {"specialities": ["labour", "traffic"], "open_to_choice": True}),
    "lawyer7": ("金某", FIRMS[0], {"specialities": ["labour"], "weekly_capacity": 5}),
    "lawyer8": ("路某", FIRMS[2], {"specialities": ["family", "administrative"]}),
}
HEADS = {"head": ("秦某", FIRMS[0]), "head2": ("祝某", FIRMS[1]), "head3": ("石某", FIRMS[2])}
OFFICERS = {
    # sign-in name: (name, kind of authority)
    "court": ("孔某", "court"),
    "procuratorate": ("曹某", "procuratorate"),
    "police": ("钱某", "police"),
    "detention": ("武某", "detention_centre"),
}
ADMINISTRATORS = {
    "admin": ("程某", "administrator"),
    "security": ("安某", "security"),
    "auditor": ("申某", "auditor"),
}


@dataclass
class Staff:
    """Everybody with a post, by sign-in name, and where they work."""

    agency: Institution
    authorities: Mapping[str, Institution]  # by the officer's sign-in name
    firms: Mapping[str, Institution]
    since: datetime
    password: str = field(default_factory=lambda: make_password(PASSWORD))
    people: dict[str, Person] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, key: str, now: datetime) -> Actor:
        """The person as an actor; posts do not change while the demonstration is made."""
        if key not in self.actors:
            self.actors[key] = actor_of(self.people[key], now, channel="command")
        return self.actors[key]

    def hire(self, key: str, name: str, *posts: tuple[str, Institution]) -> Person:
        """A person with an account and posts, through the operations that an administrator uses."""
        person = add_person({"name": name, "is_fictional": True}, self.since)
        account = open_account(person=person.pk, username=key, password=None, by=LOADER, now=self.since)
        Account.objects.filter(pk=account.pk).update(password=self.password)  # hashed once: it takes its time
        for role, institution in posts:
            give_post(person=person.pk, role=role, institution=institution.pk, by=LOADER, now=self.since)
        self.people[key] = person
        return person


def settle(since: datetime) -> Staff:
    """Lay out the province and let everybody take up their posts at the moment."""
    offices = places.lay_out()
    county = Division.objects.get(code=places.COUNTY)
    staff = Staff(
        agency=offices[places.COUNTY].agency,
        authorities={key: places.authority(kind, county) for key, (_, kind) in OFFICERS.items()},
        firms={name: places.firm(name) for name in FIRMS},
        since=since,
    )
    for key, (name, roles) in STAFF.items():
        staff.hire(key, name, *((role, staff.agency) for role in roles))
    for key, (name, code, roles) in NEIGHBOURS.items():
        staff.hire(key, name, *((role, offices[code].agency) for role in roles))
    _settle_lawyers(staff)
    for key, (name, _kind) in OFFICERS.items():
        staff.hire(key, name, ("authority", staff.authorities[key]))
    staff.hire("bureau", "卜某", ("bureau", offices[places.COUNTY].bureau))
    staff.hire("citybureau", "翟某", ("bureau", offices[places.CITY].bureau))
    for key, (name, role) in ADMINISTRATORS.items():
        staff.hire(key, name, (role, offices[places.PROVINCE].bureau))
    return staff


def _settle_lawyers(staff: Staff) -> None:
    for key, (name, firm, profile) in LAWYERS.items():
        person = staff.hire(key, name, ("lawyer", staff.firms[firm]))
        enrol_lawyer(
            person=person.pk,
            unit=staff.firms[firm].pk,
            profile={"practice_since": date(2011, 7, 1), **profile},
            by=LOADER,
            now=staff.since,
        )
    for key, (name, firm) in HEADS.items():
        staff.hire(key, name, ("firm_head", staff.firms[firm]))
