"""Twelve months of a city under quota rotation and under our order: 20,000 cases, 235 lawyers of 49 firms, 7 fields.

Run ``python bench/replay_policies.py [CASES]``. Everything is made up from a fixed seed; prints both side by side.
"""

import sys
import time
from datetime import date, timedelta

import numpy as np

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.matching.facts import Case, Panelist, Place
from fayuan.matching.simulate import Arrival, compare, simulate

CASES, LAWYERS, FIRMS, COUNTIES = 20_000, 235, 49, 9
FIELDS = ("labour", "family", "traffic", "criminal", "minors", "medical", "consumer")
MATTERS = (
    "labour_remuneration",
    "support",
    "traffic_injury",
    "criminal_defence",
    "medical_injury",
    "work_injury",
)
FIRST = date(2026, 1, 1)


def panel(lots: np.random.Generator) -> list[Panelist]:
    """Each firm in a county; each lawyer with one or two fields."""
    counties = [Place(f"9702{county:02}") for county in range(1, COUNTIES + 1)]
    firms = [counties[int(lots.integers(COUNTIES))] for _ in range(FIRMS)]
    return [
        Panelist(
            id=number,
            law=Lawyer(
                practice_since=date(2010, 1, 1),
                defence_since=date(2012, 1, 1),
                specialities=frozenset(lots.choice(FIELDS, int(lots.integers(1, 3)), replace=False).tolist()),
            ),
            place=firms[number % FIRMS],
            sex="fm"[int(lots.integers(2))],
            weekly_capacity=5,
        )
        for number in range(1, LAWYERS + 1)
    ]


def stream(count: int, lots: np.random.Generator) -> list[Arrival]:
    """Cases spread over the year; a fifth with a wish, a tenth with a lawyer of choice."""
    return [_arrival(number, FIRST + timedelta(days=number * 365 // count), lots) for number in range(count)]


def _arrival(number: int, on: date, lots: np.random.Generator) -> Arrival:
    matter, place = (
        MATTERS[int(lots.integers(len(MATTERS)))],
        Place(f"9702{int(lots.integers(1, COUNTIES + 1)):02}"),
    )
    form = "defence" if matter == "criminal_defence" else "litigation"
    law = CaseForAssignment(matter=matter, agency_place=place.code, client=f"甲{number}", form=form)
    wish = "f" if lots.random() < 0.2 else ""
    chosen = int(lots.integers(1, LAWYERS + 1)) if lots.random() < 0.1 else None
    return Arrival(on, Case(law=law, place=place, wished_sex=wish, chosen=chosen))


def main() -> None:
    """Prints the two policies side by side."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    lots = np.random.default_rng(9)
    people, cases = panel(lots), stream(count, lots)
    began = time.perf_counter()
    found = [simulate(policy, cases, people) for policy in ("quota", "order")]
    print("\n".join(compare(*found)))
    print(f"{count} cases, {LAWYERS} lawyers, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
