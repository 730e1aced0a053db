"""How fast a case finds its lawyer and jobs find their agents.

Run `python bench/matching.py [FOLDER]`: one case against 15,000 lawyers (processor time); a province's day of 1,500
cases, level by level; then the assignment problems of a folder in the OR-Library's format (such as the set
`cattrysse1994`), or without one a few problems made up from a fixed seed.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.matching.batch import batch
from fayuan.matching.candidates import candidates
from fayuan.matching.facts import Case, Panelist, Place
from fayuan.matching.problem import Problem, read
from fayuan.matching.solve import Infeasible, solve

ON = date(2026, 6, 12)
LAWYERS = 15_000
SECONDS = 60.0
SHARE = 0  # the order alone, as agencies have it unless they set a share
CASES, COUNTIES = 1_500, 122
MATTERS = (
    *("work_injury", "support", "traffic_injury"),
    *("criminal_defence", "labour_remuneration", "domestic_violence"),
)
SPECIALITIES = ("labour", "family", "traffic", "criminal", "minors")


def panel() -> list[Panelist]:
    """Lawyers of ten counties with five specialities and different loads."""
    return [
        Panelist(
            id=number,
            law=Lawyer(practice_since=date(2010, 1, 1), specialities=frozenset({SPECIALITIES[number % 5]})),
            place=Place(f"4104{number % 10:02}"),
            load=number % 37,
        )
        for number in range(LAWYERS)
    ]


def time_candidates() -> None:
    """The median of seven rankings of the whole panel."""
    law = CaseForAssignment(matter="work_injury", agency_place="410403", client="李某")
    case, people, took = Case(law=law, place=Place("410403")), panel(), []
    for _round in range(7):
        began = time.process_time()
        candidates(case, people, ON, seed=1, fair_share=SHARE)
        took.append(time.process_time() - began)
    print(f"one case, {LAWYERS} lawyers: {sorted(took)[3] * 1000:.0f} ms")


def province() -> list[Panelist]:
    """15,000 lawyers of 122 counties: some away, many with something in hand, few with a second language."""
    lots = np.random.default_rng(5)
    places = [Place(f"97{1 + county // 12:02}{1 + county % 12:02}") for county in range(COUNTIES)]
    return [
        Panelist(
            id=number,
            law=Lawyer(
                practice_since=date(2005 + int(lots.integers(15)), 1, 1),
                defence_since=date(2012, 1, 1) if lots.random() < 0.4 else None,
                specialities=frozenset(lots.choice(SPECIALITIES, int(lots.integers(1, 3))).tolist()),
            ),
            place=places[int(lots.integers(COUNTIES))],
            sex="fm"[int(lots.integers(2))],
            languages=frozenset({"彝语"} if lots.random() < 0.05 else ()),
            away_until=date(2026, 7, 1) if lots.random() < 0.05 else None,
            taken_this_week=int(lots.integers(4)),
            load=5 * int(lots.integers(40)),
            earned_fen=int(lots.integers(2_000_000)),
        )
        for number in range(1, LAWYERS + 1)
    ]


def day(people: list[Panelist]) -> list[Case]:
    """1,500 cases of a day; a tenth with a lawyer of choice, a fifth with a wish, some defendants of one case."""
    lots = np.random.default_rng(6)
    places = sorted({one.place for one in people}, key=lambda place: place.code)
    return [_case(number, lots, places) for number in range(CASES)]


def _case(number: int, lots: np.random.Generator, places: list[Place]) -> Case:
    matter, place = MATTERS[int(lots.integers(len(MATTERS)))], places[int(lots.integers(len(places)))]
    defence = matter == "criminal_defence"
    law = CaseForAssignment(
        matter=matter,
        agency_place=place.code,
        client=f"甲{number}",
        form="defence" if defence else "litigation",
        minor=bool(lots.random() < 0.1),
        life_or_death=bool(defence and lots.random() < 0.2),
        case_no=f"刑初{number // 2}号" if defence and lots.random() < 0.5 else "",
    )
    return Case(
        law=law,
        place=place,
        languages=frozenset({"彝语"} if lots.random() < 0.05 else ()),
        wished_sex="f" if lots.random() < 0.2 else "",
        wish_binds=matter == "domestic_violence",
        chosen=int(lots.integers(1, LAWYERS + 1)) if lots.random() < 0.1 else None,
    )


def time_day() -> None:
    """A province's day: seconds, and each level with its cost and bound."""
    people = province()
    cases = day(people)
    began = time.perf_counter()
    found = batch(cases, people, ON, seed=1, seconds=SECONDS, clock=time.perf_counter, fair_share=SHARE)
    took = time.perf_counter() - began
    print(
        f"{CASES} cases, {LAWYERS} lawyers: {took:.1f} s, {len(found.given)} given, {len(found.left)} left over"
    )
    for reached in found.levels:
        print(f"  {reached.level.value}: {reached.cost} ≥ {reached.bound}")


def problems(folder: Path | None) -> Iterator[tuple[str, Problem]]:
    """The problems of a folder by name, or some of our own."""
    if folder is not None:
        for path in sorted(path for path in folder.iterdir() if path.suffix == ""):
            yield path.name, read(path.read_text(encoding="utf-8"))
        return
    for agents, jobs in ((5, 25), (10, 60), (20, 100)):
        lots = np.random.default_rng(agents)
        uses, costs = lots.integers(5, 26, (agents, jobs)), lots.integers(10, 51, (agents, jobs))
        yield f"{agents}×{jobs}", Problem(costs + 0.0, uses + 0.0, np.floor(0.8 * uses.sum(axis=1) / agents))


def time_problems(folder: Path | None) -> None:
    """Each problem's cost, bound and seconds, and how many were proven optimal."""
    optimal, number, began = 0, 0, time.perf_counter()
    for name, problem in problems(folder):
        start = time.perf_counter()
        found = solve(problem, seconds=SECONDS, clock=time.perf_counter)
        number += 1
        if isinstance(found, Infeasible):
            print(f"{name}: {found.says}")
            continue
        optimal += found.optimal
        print(f"{name}: {found.cost:g} ≥ {found.bound:g}, {time.perf_counter() - start:.2f} s")
    print(f"{optimal} of {number} optimal, {time.perf_counter() - began:.1f} s in all")


if __name__ == "__main__":
    time_candidates()
    time_day()
    time_problems(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
