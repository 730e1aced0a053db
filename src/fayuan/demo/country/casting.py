"""Who plays whose part when a matter that was driven in 石桥县 happens in another county: people, offices, names.

A cast is one county with one set of firms and one lawyer of each; whatever leads to somebody of the demonstration
leads to their image in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from fayuan.demo.country.map import Country, County
from fayuan.demo.country.offices import firm_name
from fayuan.demo.country.staffing import lawyer_name
from fayuan.demo.places import CITY, COUNTY, PROVINCE
from fayuan.demo.roster import COUNSEL, FIRMS, OFFICIALS
from fayuan.matters.words import office
from fayuan.network.models import Division, Institution
from fayuan.people.models import Account

PUBLIC = ("bureau", "agency", "court", "procuratorate", "police", "detention_centre", "labour_arbitration")

MARKS = ("石检", "石公", f"岭{CITY[:4]}")
"""How 石桥县's procuratorate, police and court mark the numbers of their cases and letters."""


@dataclass(frozen=True)
class Cast:
    """Ids of people, accounts and institutions by those of the demonstration, and words that stand for words."""

    people: Mapping[int, int] = field(default_factory=dict)
    accounts: Mapping[int, int] = field(default_factory=dict)
    institutions: Mapping[int, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


HOME = Cast()
"""Everybody plays themself."""


@dataclass(frozen=True)
class Known:
    """Everybody and every place of the province, looked up once."""

    people: Mapping[str, tuple[int, int, str]]  # by sign-in name: person, account, name
    public: Mapping[tuple[str, str], int]  # by kind and code
    units: Mapping[str, int]  # firms and offices by name
    names: Mapping[int, str]  # of institutions
    divisions: Mapping[str, str]


def known() -> Known:
    """As they stand in the database."""
    rows = list(
        Institution.objects.exclude(kind__in=("station", "liaison_point")).values_list(
            "kind", "division_id", "pk", "name"
        )
    )
    accounts = Account.objects.values_list("username", "person_id", "pk", "person__name")
    return Known(
        {username: (person, account, name) for username, person, account, name in accounts},
        {(kind, code): pk for kind, code, pk, _name in rows if kind in PUBLIC},
        {name: pk for kind, _code, pk, name in rows if kind in ("firm", "office")},
        {pk: name for _kind, _code, pk, name in rows},
        dict(Division.objects.filter(is_fictional=True).values_list("code", "name")),
    )


class Company:
    """Gives casts by lot; counties with more people have more matters."""

    def __init__(self, country: Country, seed: int) -> None:
        self.country, self.known = country, known()
        sizes = Random(f"{seed} people")
        self.weights = [sizes.randint(4, 20) for _ in country.all_counties]
        self._made: dict[tuple[str, int, int], Cast] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that some cast replaces."""
        away = next(each for each in self.country.all_counties if each.code != COUNTY)
        return frozenset(self._cast(away, 0, 0).words)

    def one(self, random: Random) -> Cast:
        """A cast by lot."""
        county = random.choices(self.country.all_counties, self.weights)[0]
        order, alternate = random.randrange(self.country.firm_sets), random.randrange(self.country.alternates)
        key = (county.code, order, alternate)
        if key not in self._made:
            self._made[key] = self._cast(county, order, alternate)
        return self._made[key]

    def _cast(self, county: County, order: int, alternate: int) -> Cast:
        played = self.country.parts(county)
        stand_ins = {each.username: lawyer_name(each, county, order, alternate) for each in COUNSEL} | {
            each.username: f"{each.username}-{county.code}"
            for each in OFFICIALS
            if each.place not in (PROVINCE, CITY) and f"{each.username}-{county.code}" in self.known.people
        }
        pairs = [(self.known.people[home], self.known.people[away]) for home, away in stand_ins.items()]
        places = {
            pk: self.known.public[kind, played[code]]
            for (kind, code), pk in self.known.public.items()
            if code in played
        }
        places |= {self.known.units[name]: self.known.units[firm_name(name, county, order)] for name in FIRMS}
        words = {code: image for code, image in played.items()}
        words |= {self.known.divisions[code]: self.known.divisions[image] for code, image in played.items()}
        words |= {self.known.names[home]: self.known.names[away] for home, away in places.items()}
        words |= {f"'{office(home)}'": f"'{office(away)}'" for home, away in places.items()}
        words |= {home[2]: away[2] for home, away in pairs}
        words |= zip(
            MARKS, (f"{county.name[0]}检", f"{county.name[0]}公", f"岭{county.city[:4]}"), strict=True
        )
        words |= {f'"person": {home[0]}': f'"person": {away[0]}' for home, away in pairs}
        return Cast(
            {home[0]: away[0] for home, away in pairs},
            {home[1]: away[1] for home, away in pairs},
            places,
            words,
        )
