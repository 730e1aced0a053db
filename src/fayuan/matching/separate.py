"""Cases of one batch that one person cannot have together are parted: shift one to somebody else, or swap it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fayuan.matching.levels import LEVELS, Costs, Level
from fayuan.matching.pairs import Pairs

Places = NDArray[np.int64]
LOOKED_AT = tuple(level for level in LEVELS if level not in (Level.LEFT_OVER,))


def separate(
    places: Places,
    pairs: Pairs,
    rooms: NDArray[np.int64],
    costs: Costs,
    forbidding: Sequence[tuple[int, int]],
) -> Places:
    """The places with every forbidden pair parted; a case that nobody else can take is left over."""
    kept = places.copy()
    against: dict[int, set[int]] = {}
    for one, other in forbidding:
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    for one, other in forbidding:
        if kept[one] >= 0 and kept[one] == kept[other]:
            _part(kept, max(one, other), pairs, rooms, costs, against)
    return kept


def _part(
    kept: Places,
    case: int,
    pairs: Pairs,
    rooms: NDArray[np.int64],
    costs: Costs,
    against: dict[int, set[int]],
) -> None:
    """Shift the case to the best who has room, else swap it with a case of the best who has none."""
    room = rooms - np.bincount(kept[kept >= 0], minlength=len(rooms))
    barred = {int(kept[other]) for other in against[case]}
    order = [place for place in _order(case, pairs, costs) if place not in barred]
    here = int(kept[case])
    free = next((place for place in order if room[place] > 0), None)
    if free is not None:
        kept[case] = free
        return
    for place in order:
        for other in np.flatnonzero(kept == place).tolist():
            if pairs[other, here] and not any(
                kept[each] == here for each in against.get(other, ()) if each != case
            ):
                kept[case], kept[other] = place, here
                return
    kept[case] = -1


def _order(case: int, pairs: Pairs, costs: Costs) -> list[int]:
    """Those who may have the case, the best first."""
    able = np.flatnonzero(pairs[case])
    keys = [costs.row(level, case)[able] for level in reversed(LOOKED_AT)]
    found: list[int] = able[np.lexsort(keys)].tolist()
    return found
