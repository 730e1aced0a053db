"""The levels at which a batch is judged, one after the other, and what a pair costs at each."""

from collections.abc import Callable, Hashable, Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from fayuan.matching import specialities, travel
from fayuan.matching.facts import Case, Panelist
from fayuan.matching.share import NO_SHARE, Share

Row = NDArray[np.int64]
STEP = 10  # what one more case of the same night weighs on its lawyer, as an ordinary lawsuit (`load`)
SHARES = 1000  # the load counts first, then the earnings, in so many steps


class Level(Enum):
    """What is looked at, the weightiest first."""

    LEFT_OVER = "没有人办的件"
    CHOICE = "没有给点选的律师"
    CONTINUITY = "没有给办过前一阶段的"
    SHARE = "给了超过公平份额的人"
    SPECIALITY = "不对口的专长"
    WISH = "没有满足的意愿"
    TRAVEL = "路程"
    LOAD = "负荷和补贴"


LEVELS = tuple(Level)
OF_PAIRS = tuple(level for level in LEVELS if level not in (Level.LEFT_OVER, Level.LOAD))
WORST = 16  # no pair costs as much at one level


class Costs:
    """What each pair costs at each level, row by row; rows that are alike are worked out once."""

    def __init__(self, cases: Sequence[Case], people: Sequence[Panelist], fair: Share = NO_SHARE) -> None:
        self._cases, self._people, self._fair = cases, people, fair
        self._rows: dict[tuple[Level, Hashable], Row] = {}
        self._numbers = {one.id: place for place, one in enumerate(people)}
        self._specialities = _classes([one.law.specialities for one in people])
        self._places = _classes([one.place for one in people])
        self._sexes = _classes([one.sex for one in people])
        self.load = _load(people)

    def row(self, level: Level, case: int) -> Row:
        """The cost of giving the case (by its number) to each person."""
        asked = self._cases[case]
        key, make = self._ROWS[level](self, asked)
        found = self._rows.get((level, key))
        if found is None:
            found = self._rows[level, key] = make()
        return found

    def ranks(self, case: int) -> Row:
        """All levels of pairs but the load in one number: less is better, the weightiest counts first."""
        found = np.zeros(len(self._people), dtype=np.int64)
        for level in OF_PAIRS:
            found = found * WORST + self.row(level, case)
        return found

    def sum(self, level: Level, places: NDArray[np.int64]) -> int:
        """What a whole solution costs at the level."""
        taken = np.flatnonzero(places >= 0)
        if level is Level.LEFT_OVER:
            return len(places) - len(taken)
        if level is Level.LOAD:
            return self._load_sum(places[taken])
        return int(sum(self.row(level, case)[places[case]] for case in taken.tolist()))

    def _load_sum(self, places: NDArray[np.int64]) -> int:
        """Each further case of one person costs a step more than the one before."""
        who, times = np.unique(places, return_counts=True)
        further = times * (times - 1) // 2 * STEP * SHARES
        return int((self.load[who] * times + further).sum())

    def _nothing(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        return None, lambda: np.zeros(len(self._people), dtype=np.int64)

    def _choice(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        wanted = frozenset({case.chosen} if case.chosen is not None else ())
        return wanted, lambda: self._but(wanted)

    def _continuity(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        return case.earlier, lambda: self._but(case.earlier)

    def _but(self, wanted: frozenset[int | None] | frozenset[int]) -> Row:
        """1 for everybody but those wanted; 0 for all where none of them is on the panel."""
        known = [self._numbers[one] for one in wanted if one in self._numbers]
        row = np.full(len(self._people), 1 if known else 0, dtype=np.int64)
        row[known] = 0
        return row

    def _share(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        exceeded = self._fair.exceeded_by
        return None, lambda: np.array([exceeded(one.load) for one in self._people], dtype=np.int64)

    def _speciality(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        wanted = specialities.wanted(case.law)
        return wanted, lambda: _spread(self._specialities, lambda known: len(wanted - known))

    def _wish(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        wish = case.wished_sex
        return wish, lambda: _spread(self._sexes, lambda sex: int(bool(wish) and sex != wish))

    def _travel(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        return case.place, lambda: _spread(self._places, lambda place: travel.band(case.place, place).way)

    def _of_load(self, case: Case) -> tuple[Hashable, Callable[[], Row]]:
        return None, lambda: self.load

    _ROWS = {
        Level.LEFT_OVER: _nothing,
        Level.CHOICE: _choice,
        Level.CONTINUITY: _continuity,
        Level.SHARE: _share,
        Level.SPECIALITY: _speciality,
        Level.WISH: _wish,
        Level.TRAVEL: _travel,
        Level.LOAD: _of_load,
    }


Classes = tuple[Sequence[Hashable], NDArray[np.int64]]


def _classes(values: Sequence[Hashable]) -> Classes:
    """The different values, and for each person which of them is theirs."""
    known: dict[Hashable, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return list(known), np.array(numbers, dtype=np.int64)


def _spread(classes: Classes, worth: Callable[..., int]) -> Row:
    """What each person is worth, asked once for each different value."""
    values, numbers = classes
    return np.array([worth(value) for value in values], dtype=np.int64)[numbers]


def _load(people: Sequence[Panelist]) -> Row:
    """Load first, then the earnings of the year in thousandths of the highest."""
    earned = np.array([one.earned_fen for one in people], dtype=np.int64)
    share = earned * (SHARES - 1) // max(int(earned.max(initial=0)), 1)
    return np.array([one.load for one in people], dtype=np.int64) * SHARES + share
