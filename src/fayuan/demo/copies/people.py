"""Who it happens to this time: invented people with numbers of places and networks that do not exist."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from fayuan.demo.copies.tables import Table
from fayuan.demo.enrolment import id_number
from fayuan.demo.lives import GIVEN, SURNAMES
from fayuan.demo.places import COUNTY

SOMEBODY = re.compile(r"[\u4e00-\u9fff]某[\u4e00-\u9fff]{0,2}")
"""How the demonstration writes names; anything else that is a party is a company or an office."""


@dataclass
class Invention:
    """Makes people up. No identity number is given twice; telephone numbers begin with 142, which no network uses."""

    random: Random
    given: set[str] = field(default_factory=set)

    def name(self) -> str:
        """A name as the demonstration writes them."""
        return f"{self.random.choice(SURNAMES)}某{self.random.choice(GIVEN)}"

    def phone(self) -> str:
        """A telephone number."""
        return f"142{self.random.randrange(10**8):08d}"

    def another(self, table: Table, row: list[Any], opened: date) -> Mapping[str, Any]:
        """Other personal columns for a row of `Person`: of the same sex and age on the day the matter was opened."""
        known = dict(zip([each.attname for each in table.fields], row, strict=True))
        born = self._born(known["born"], opened)
        return {
            "name": self.name(),
            "born": born,
            "id_number": self._id_number(known, born) if known["id_number"] and born else known["id_number"],
            "phone": self.phone() if known["phone"] else "",
        }

    def _born(self, born: date | None, opened: date) -> date | None:
        if born is None:
            return None
        age = opened.year - born.year - ((opened.month, opened.day) < (born.month, born.day))
        return opened - timedelta(days=round(365.2425 * age) + self.random.randint(2, 362))

    def _id_number(self, known: Mapping[str, Any], born: date) -> str:
        place = known["id_number"][:6] or COUNTY
        while (number := id_number(place, born, self.random.randint(0, 99), known["sex"])) in self.given:
            born -= timedelta(
                days=1
            )  # that day's hundred numbers may be used up: the card then says the day before
        self.given.add(number)
        return number
