"""The standing cast: a small office of the fictional province, its neighbours, and the people who come to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.demo import places
from fayuan.network.models import Institution
from fayuan.people.models import Account, Lawyer, Person, Post
from fayuan.people.queries import actor_of

NOW = datetime(2026, 6, 12, 9, 0, tzinfo=SHANGHAI)  # a Friday
LONG_AGO = datetime(2020, 1, 1, 9, 0, tzinfo=SHANGHAI)
ID_NUMBERS = {"applicant": "970102198504201236", "other_applicant": "970102199001150045"}

STAFF = {
    # key: (name, roles)
    "clerk": ("林某", ["clerk"]),
    "other_clerk_here": ("沈某", ["clerk"]),
    "examiner": ("何某", ["examiner"]),
    "approver": ("马某", ["approver"]),
    "assigner": ("孟某", ["assigner"]),
    "closing_reviewer": ("余某", ["closing_reviewer"]),
    "finance": ("方某", ["finance"]),
    "hotline_agent": ("田某", ["hotline_agent"]),
    "head": ("郑某", ["approver", "assigner"]),
    "window": ("丁某", ["clerk", "examiner"]),
}
LAWYERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    # key: (name, firm, profile)
    "lawyer": ("高某", "正平律师事务所", {"specialities": ["labour"], "open_to_choice": True}),
    "other_lawyer": ("白某", "明理律师事务所", {"specialities": ["labour", "family"]}),
    "defender": (
        "顾某",
        "正平律师事务所",
        {"specialities": ["criminal", "minors"], "defence_since": date(2012, 1, 1)},
    ),
}
CITIZENS = {"applicant": ("李某", "13900000001", "m"), "other_applicant": ("周某", "13900000002", "f")}
ADMINISTRATORS = {"administrator": "程某", "security": "安某", "auditor": "沈某某"}


@dataclass
class Cast:
    """The people by key; `cast.clerk` is the clerk as an actor at `NOW`."""

    agency: Institution
    other_agency: Institution
    bureau: Institution
    court: Institution
    police: Institution
    firms: dict[str, Institution]
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, key: str, now: datetime = NOW) -> Actor:
        """The person as an actor with the posts they hold at `now`."""
        person = self.people[key]
        return actor_of(person, now, account=getattr(person, "account", None))

    def __getattr__(self, key: str) -> Actor:
        if key.startswith("_") or key not in self.people:
            raise AttributeError(key)
        return self.actor(key)

    def account(self, key: str) -> Account:
        """What the person signs in with."""
        return self.people[key].account


def build() -> Cast:
    """Write the cast into the database: rows only, nothing has happened yet."""
    offices = places.lay_out()
    here, there = offices[places.COUNTY], offices[places.OTHER_COUNTY]
    firms = {name: places.firm(name) for name in sorted({firm for _, firm, _ in LAWYERS.values()})}
    cast = Cast(
        agency=here.agency,
        other_agency=there.agency,
        bureau=here.bureau,
        court=Institution.objects.get(kind="court", division_id=places.COUNTY),
        police=Institution.objects.get(kind="police", division_id=places.COUNTY),
        firms=firms,
    )
    for key, (name, roles) in STAFF.items():
        _add(cast, key, name, [(role, here.agency) for role in roles])
    for key, (name, firm, profile) in LAWYERS.items():
        person = _add(cast, key, name, [("lawyer", firms[firm])])
        Lawyer.objects.create(person=person, unit=firms[firm], practice_since=date(2012, 7, 1), **profile)
    _add(cast, "firm_head", "秦某", [("firm_head", firms["正平律师事务所"])])
    _add(cast, "duty_lawyer", "纪某", [("duty_lawyer", here.agency)])
    _add(cast, "bureau_officer", "卜某", [("bureau", here.bureau)])
    _add(cast, "far_clerk", "袁某", [("clerk", there.agency), ("examiner", there.agency)])
    _add(cast, "court_officer", "孔某", [("authority", cast.court)])
    _add(cast, "police_officer", "钱某", [("authority", cast.police)])
    for key, name in ADMINISTRATORS.items():
        _add(cast, key, name, [(key, offices[places.PROVINCE].bureau)])
    _add(cast, "law_officer", "卫某", [("bureau", offices[places.PROVINCE].bureau)])
    for key, (name, phone, sex) in CITIZENS.items():
        _add(
            cast,
            key,
            name,
            [],
            phone=phone,
            sex=sex,
            born=date(1985, 4, 20),
            id_number=ID_NUMBERS[key],
            groups=["migrant_worker"],
        )
    return cast


ABROAD = "970101"  # a third county, where nobody of the cast lives or works


def build_abroad() -> Cast:
    """Another county's office under the same keys, with people of its own: their matters are foreign to the cast."""
    offices = places.lay_out()
    here, there = offices[ABROAD], offices[places.CITY]
    firm = places.firm("远山律师事务所", ABROAD)
    abroad = Cast(
        agency=here.agency,
        other_agency=there.agency,
        bureau=here.bureau,
        court=Institution.objects.get(kind="court", division_id=ABROAD),
        police=Institution.objects.get(kind="police", division_id=ABROAD),
        firms={firm.name: firm},
    )
    for key, (_name, roles) in STAFF.items():
        _add(abroad, key, "史某", [(role, here.agency) for role in roles], "abroad_")
    lawyer = _add(abroad, "lawyer", "路某", [("lawyer", firm)], "abroad_")
    since = date(2012, 7, 1)
    profile = {"practice_since": since, "defence_since": since, "specialities": ["labour", "criminal"]}
    Lawyer.objects.create(person=lawyer, unit=firm, open_to_choice=True, **profile)
    _add(abroad, "bureau_officer", "闻某", [("bureau", here.bureau)], "abroad_")
    _add(abroad, "law_officer", "韦某", [("bureau", offices[places.PROVINCE].bureau)], "abroad_")
    _add(abroad, "court_officer", "章某", [("authority", abroad.court)], "abroad_")
    _add(abroad, "applicant", "成某", [], "abroad_", phone="13900000003", sex="f", groups=["migrant_worker"])
    return abroad


def _add(
    cast: Cast,
    key: str,
    name: str,
    posts: list[tuple[str, Institution]],
    prefix: str = "",
    **details: object,
) -> Person:
    person = Person.objects.create(name=name, made_at=LONG_AGO, is_fictional=True, **details)
    Account.objects.create(username=prefix + key, person=person, password="!", made_at=LONG_AGO)
    for role, institution in posts:
        Post.objects.create(person=person, role=role, institution=institution, since=LONG_AGO)
    cast.people[key] = person
    return person
