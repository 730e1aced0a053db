"""Many cases and everybody on the panel at once, level by level: first as few cases left over as can be, then the
order of the single case, each level only as far as it costs nothing above it.

Each level is a transport problem over all pairs, solved by HiGHS over a few pairs of each case, to which those are
added that would pay; its whole numbers come out by themselves. The pairs that no best solution of a level can use are
struck out for the next. What two cases of one batch forbid each other (defendants of one case, both sides) is mended
afterwards by shifts and swaps, so each level states its cost and the bound below which nothing lies.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fayuan.law.rules import RuleBook
from fayuan.matching.candidates import Weighing, lots
from fayuan.matching.exclusions import Hurdles
from fayuan.matching.facts import Case, Panelist
from fayuan.matching.greedy import greedy, settle
from fayuan.matching.leftover import LeftOver, why_left
from fayuan.matching.levels import LEVELS, Costs, Level
from fayuan.matching.pairs import admitted, forbidding
from fayuan.matching.separate import separate
from fayuan.matching.share import Share, share
from fayuan.matching.transport import Transport

Clock = Callable[[], float]  # seconds, from any beginning
Progress = Callable[[str, int], None]  # told the name of a level that is done, and how many there are done
Places = NDArray[np.int64]  # for each case the place of its lawyer on the panel; -1: left over


@dataclass(frozen=True, slots=True)
class Reached:
    """How a level came out: what it costs, and the bound below which no solution lies that is as good above."""

    level: Level
    cost: int
    bound: int


@dataclass(frozen=True, slots=True)
class Given:
    """A case and its lawyer (id), with the line that says why."""

    case: int
    lawyer: int
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The answer: who gets which case (by its place in the list), the levels, the cases left over and why."""

    given: Sequence[Given]
    levels: Sequence[Reached]
    left: Sequence[LeftOver]
    seed: int


def batch(
    cases: Sequence[Case],
    panel: Sequence[Panelist],
    on: date,
    *,
    seed: int,
    seconds: float,
    clock: Clock,
    book: RuleBook | None = None,
    fair_share: int = 0,
    progress: Progress | None = None,
) -> Batch:
    """Give every case that can be given to one lawyer, nobody beyond their weekly capacity.

    No hard rule is ever relaxed: what cannot be given is left over, with the rules that stand in the way. When the
    seconds are over, in the middle of a level too, the best so far is given; the levels that were not proven carry a
    bound of 0. The same input
    gives the same answer where the time suffices.
    """
    until, between = clock() + seconds, forbidding(cases)
    people = [panel[place] for place in np.argsort(lots(panel, seed), kind="stable").tolist()]
    pairs = admitted(cases, people, on, book)
    rooms = np.array([max(one.weekly_capacity - one.taken_this_week, 0) for one in people], dtype=np.int64)
    fair = share(panel, fair_share)
    costs = Costs(cases, people, fair)
    first = greedy(pairs, rooms, costs, between)
    places, bounds = _levels(Transport(pairs, rooms, first, lambda: until - clock()), costs, progress)
    places = min(separate(places, pairs, rooms, costs, between), first, key=lambda each: _judged(each, costs))
    reached = [
        Reached(level, costs.sum(level, places), min(bounds.get(level, 0), costs.sum(level, places)))
        for level in LEVELS
    ]
    return Batch(
        given=[
            _given(number, cases[number], people[place], fair)
            for number, place in enumerate(places)
            if place >= 0
        ],
        levels=reached,
        left=[
            why_left(number, [Hurdles(cases[number], on, book).against(one) for one in people])
            for number in np.flatnonzero(places < 0).tolist()
        ],
        seed=seed,
    )


def _levels(transport: Transport, costs: Costs, progress: Progress | None) -> tuple[Places, dict[Level, int]]:
    """The best places, and the bound of each level that was reached in time."""
    bounds: dict[Level, int] = {}
    for done, level in enumerate(LEVELS, start=1):
        lowest = transport.lower(costs, level)
        if lowest is None:
            return settle(transport.places, transport.pairs, transport.rooms, transport.full, costs), bounds
        bounds[level] = lowest
        if progress is not None:
            progress(level.name, done)
    return transport.places, bounds


def _judged(places: Places, costs: Costs) -> list[int]:
    return [costs.sum(level, places) for level in LEVELS]


def _given(number: int, case: Case, lawyer: Panelist, fair: Share) -> Given:
    return Given(number, lawyer.id, Weighing(case, fair).why(lawyer))
