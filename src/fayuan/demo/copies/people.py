"""Who it happens to this time: invented people with numbers of places and networks that do not exist."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from fayuan.demo.enrolment import id_number
from fayuan.demo.lives import GIVEN, SURNAMES
from fayuan.demo.places import COUNTY
from fayuan.people.models import Person

SOMEBODY = re.compile(r"[\u4e00-\u9fff]某[\u4e00-\u9fff]{0,2}")
"""How the demonstration writes names; anything else that is a party is a company or an office."""
PHONES = 10**8
STRIDE = 61_803_399  # has no divisor in common with PHONES: counting by it meets every number once
LATEST_DAY = date.max.toordinal() + 1
ORDERS = 100  # people of one sex, born in one place on one day


@dataclass
class Invention:
    """Makes people up. No identity number is given twice, and none that is given already; no telephone number either:
    those follow from the person's id. They begin with 142, which no network uses."""

    random: Random
    given: set[str] = field(default_factory=set)
    next_order: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def among_others(cls, random: Random) -> "Invention":
        """One that knows the numbers of everybody in the database."""
        known = Person.objects.exclude(id_number_index=None).values_list("id_number", flat=True)
        return cls(random, set(known.iterator(chunk_size=10_000)))

    def name(self) -> str:
        """A name as the demonstration writes them."""
        return f"{self.random.choice(SURNAMES)}某{self.random.choice(GIVEN)}"

    def another(
        self, known: Mapping[str, Any], key: int, opened: date, places: Mapping[str, str]
    ) -> dict[str, Any]:
        """Other personal columns for a row of `Person`, whose new id is `key`: of the same sex and age on the day the
        matter was opened. `places` says which place stands for which."""
        born = self._born(known["born"], opened)
        number = known["id_number"]
        if number and born:
            number, born = self._id_number(places.get(number[:6], number[:6]) or COUNTY, born, known["sex"])
        return {
            "born": born,
            "id_number": number,
            "phone": f"142{key * STRIDE % PHONES:08d}" if known["phone"] else "",
        }

    def _born(self, born: date | None, opened: date) -> date | None:
        if born is None:
            return None
        age = opened.year - born.year - ((opened.month, opened.day) < (born.month, born.day))
        return opened - timedelta(days=round(365.2425 * age) + self.random.randint(2, 362))

    def _id_number(self, place: str, born: date, sex: str) -> tuple[str, date]:
        """A number that nobody has. A day's numbers may be used up: then they were born on the day before."""
        while True:
            key = (int(place) * LATEST_DAY + born.toordinal()) * 2 + (sex == "m")
            order = self.next_order[key]
            if order >= ORDERS:
                born -= timedelta(days=1)
                continue
            self.next_order[key] = order + 1
            number = id_number(place, born, order, sex)
            if number not in self.given:
                return number, born
