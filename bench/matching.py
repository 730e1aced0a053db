"""How fast a case finds its lawyer and jobs find their agents.

Run `python bench/matching.py [FOLDER]`: one case against 15,000 lawyers; then the assignment problems of
a folder in the OR-Library's format (such as the set `cattrysse1994`), or without one a few problems made
up from a fixed seed.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.matching.candidates import candidates
from fayuan.matching.facts import Case, Panelist, Place
from fayuan.matching.problem import Problem, read
from fayuan.matching.solve import Infeasible, solve

ON = date(2026, 6, 12)
LAWYERS = 15_000
SECONDS = 60.0
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
        began = time.perf_counter()
        candidates(case, people, ON, seed=1)
        took.append(time.perf_counter() - began)
    print(f"one case, {LAWYERS} lawyers: {sorted(took)[3] * 1000:.0f} ms")


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
    time_problems(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
