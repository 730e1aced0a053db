"""A first solution of a batch, case by case, that every hard rule admits; and the same for what a level leaves open.

It is there before any level is worked out, so that whoever stops early gets a solution all the same.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fayuan.matching.levels import SHARES, STEP, Costs
from fayuan.matching.pairs import Pairs

Places = NDArray[np.int64]
NOBODY = np.iinfo(np.int64).max


def greedy(
    pairs: Pairs, rooms: NDArray[np.int64], costs: Costs, forbidding: Sequence[tuple[int, int]]
) -> Places:
    """Each case to the best who has room, those with few to choose among first."""
    against = opposed(forbidding)
    places = np.full(len(pairs), -1, dtype=np.int64)
    taken = np.zeros(len(rooms), dtype=np.int64)
    for case in np.argsort(pairs.sum(axis=1), kind="stable").tolist():
        able = pairs[case] & (taken < rooms)
        able[[places[other] for other in against[case] if places[other] >= 0]] = False
        if able.any():
            places[case] = _best(case, able, taken, costs)
            taken[places[case]] += 1
    return places


def settle(places: Places, pairs: Pairs, rooms: NDArray[np.int64], full: Pairs, costs: Costs) -> Places:
    """Shift each case to the best who has room and whom the levels so far admit; whoever they want full stays full."""
    settled = places.copy()
    taken = np.bincount(settled[settled >= 0], minlength=len(rooms))
    for case in np.flatnonzero(settled >= 0).tolist():
        here = settled[case]
        if full[here]:
            continue
        taken[here] -= 1
        settled[case] = _best(case, pairs[case] & (taken < rooms), taken, costs)
        taken[settled[case]] += 1
    return settled


def opposed(forbidding: Sequence[tuple[int, int]]) -> defaultdict[int, set[int]]:
    """For each case those that whoever has it cannot have."""
    against: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in forbidding:
        against[one].add(other)
        against[other].add(one)
    return against


def _best(case: int, able: NDArray[np.bool_], taken: NDArray[np.int64], costs: Costs) -> int:
    """The first of those able, by the levels in their order and then by load."""
    load = costs.load + taken * (STEP * SHARES)
    ranks = np.where(able, costs.ranks(case), NOBODY)
    return int(np.argmin(np.where(ranks == ranks.min(), load, NOBODY)))
