"""One level of a batch as a transport problem: each case to one person or to nobody, nobody beyond their room.

HiGHS looks at a few pairs of each case; every other pair is priced by the duals, and those that would pay come in,
until none would: then the optimum over all pairs is proven. What no optimum uses is struck out, so that the next
level keeps what this one has reached. Such a network has whole-numbered corners, and the simplex method stops at one.

Whoever stops in the middle of a level keeps what it has reached by then. One program cannot be broken off, so each has
a few seconds and is begun anew with more where these do not suffice.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import coo_matrix, vstack

from fayuan.matching.levels import SHARES, STEP, Costs, Level, Row
from fayuan.matching.pairs import Pairs

FIRST, MORE = 6, 5  # pairs of each case that are looked at first, and that come in at once
HALF = 0.5  # costs are whole numbers, and so are the duals of a corner
SOURCE = (
    97  # where the looking begins moves on from case to case, so that equals do not all crowd on one person
)

OUT_OF_TIME = 1  # as HiGHS says it
PATIENCE = 4.0  # seconds for one program, doubled where they do not suffice
LEAST = 0.05

Left = Callable[[], float]  # the seconds that are left
Duals = NDArray[np.float64]


@dataclass(frozen=True)
class Corner:
    """An optimum over some pairs: the places, its cost, and the price of each case and of each person's room."""

    places: NDArray[np.int64]
    cost: int
    cases: Duals
    rooms: Duals


class Transport:
    """What may still be used after the levels so far, and a solution that is best at all of them."""

    def __init__(self, pairs: Pairs, rooms: NDArray[np.int64], places: NDArray[np.int64], left: Left) -> None:
        self.places = places
        self.rooms, self._left = rooms, left
        self._pairs = pairs & (rooms > 0)
        self._may_be_left = np.ones(len(pairs), dtype=np.bool_)
        self._full = np.zeros(len(rooms), dtype=np.bool_)

    @property
    def pairs(self) -> Pairs:
        """What may still be used."""
        return self._pairs

    @property
    def full(self) -> NDArray[np.bool_]:
        """Whose room is all used, by every solution that is as good."""
        return self._full

    def lower(self, costs: Costs, level: Level) -> int | None:
        """Make the level as good as those above allow; gives what it costs, which is proven least, or None where the
        time was over first."""
        corner = self._plain(costs, level) or self._corner(costs, level)
        if corner is None:
            return None
        self.places = corner.places
        self._strike_out(costs, level, corner)
        return corner.cost

    def _plain(self, costs: Costs, level: Level) -> Corner | None:
        """The places as they are, where every case has what is cheapest for it: nothing is better."""
        if level is Level.LOAD:
            return None
        without, most = int(level is Level.LEFT_OVER), np.iinfo(np.int64).max
        least, cost = np.zeros(len(self._pairs)), 0
        for case, place in enumerate(self.places.tolist()):
            row = self._row(costs, level, case)
            cheapest = int(row[self._pairs[case]].min(initial=most))
            least[case] = min(cheapest, without) if self._may_be_left[case] else cheapest
            cost += int(row[place]) if place >= 0 else without
        if cost > least.sum():
            return None
        return Corner(self.places, cost, least, np.zeros(len(self.rooms)))

    def _corner(self, costs: Costs, level: Level) -> Corner | None:
        """The best of the level by linear programs; what they reach in time is kept as the places."""
        looked_at = [self._first(case, self._row(costs, level, case)) for case in range(len(self._pairs))]
        while self._left() > 0:
            corner = self._solve(costs, level, looked_at)
            if corner is None:
                return None
            self.places = corner.places
            if not self._come_in(costs, level, corner, looked_at):
                return corner
        return None

    def _row(self, costs: Costs, level: Level, case: int) -> Row:
        """What a pair costs by itself; what a person's load costs stands with the person."""
        if level is Level.LOAD:
            return np.zeros(len(self.rooms), dtype=np.int64)
        return costs.row(level, case)

    def _first(self, case: int, row: Row) -> list[int]:
        """The place the case has now, and a few of the cheapest."""
        worth = np.where(self._pairs[case], row, np.iinfo(np.int64).max)
        found = set(_least(worth, FIRST, case * SOURCE))
        found |= {int(self.places[case])} - {-1}
        return sorted(place for place in found if self._pairs[case, place])

    def _solve(self, costs: Costs, level: Level, looked_at: list[list[int]]) -> Corner | None:
        program = _Program(self.rooms, self._full, self._may_be_left, looked_at, self._left)
        if level is Level.LOAD:
            return program.by_load(costs.load)
        worth = [costs.row(level, case)[places] for case, places in enumerate(looked_at)]
        return program.by_pairs(np.concatenate(worth), 1 if level is Level.LEFT_OVER else 0)

    def _come_in(self, costs: Costs, level: Level, corner: Corner, looked_at: list[list[int]]) -> bool:
        """Take in the pairs that would pay; whether there were any."""
        came = False
        for case, known in enumerate(looked_at):
            reduced = self._reduced(costs, level, corner, case)
            paying = set(_least(np.where(reduced < -HALF, reduced, np.inf), MORE, case * SOURCE)) - set(known)
            known.extend(sorted(paying))
            came = came or bool(paying)
        return came

    def _reduced(self, costs: Costs, level: Level, corner: Corner, case: int) -> Duals:
        """What using the pair would cost more than the optimum; infinite where it may not be used."""
        prices = self._row(costs, level, case) - corner.cases[case] + corner.rooms
        reduced: Duals = np.where(self._pairs[case], prices, np.inf)
        return reduced

    def _strike_out(self, costs: Costs, level: Level, corner: Corner) -> None:
        for case in range(len(self._pairs)):
            self._pairs[case] &= self._reduced(costs, level, corner, case) < HALF
        left = 1 if level is Level.LEFT_OVER else 0
        self._may_be_left &= left - corner.cases < HALF
        if level is not Level.LOAD:
            self._full |= corner.rooms > HALF


class _Program:
    """The linear program over the pairs that are looked at."""

    def __init__(
        self,
        rooms: NDArray[np.int64],
        full: NDArray[np.bool_],
        may_be_left: NDArray[np.bool_],
        looked_at: list[list[int]],
        left: Left,
    ) -> None:
        self._cases, self._rooms, self._time = len(looked_at), rooms, left
        self._case = np.repeat(np.arange(self._cases), [len(places) for places in looked_at])
        self._person = np.array([place for places in looked_at for place in places], dtype=np.int64)
        self._left = np.flatnonzero(may_be_left)
        self._known, self._number = np.unique(self._person, return_inverse=True)
        self._full = full[self._known]

    def by_pairs(self, worth: NDArray[np.int64], left: int) -> Corner | None:
        """The optimum where pairs cost something, and `left` whatever is left over."""
        objective = np.concatenate([worth, np.full(len(self._left), left)])
        found = self._optimum(objective, np.zeros((0, 3)), self._rooms[self._known].astype(np.float64))
        return None if found is None else self._corner(found, np.zeros(len(self._rooms)))

    def by_load(self, load: Row) -> Corner | None:
        """The optimum where each further case of one person costs a step more than the one before."""
        slots = [
            (number, SHARES * STEP * further + load[person])
            for number, person in enumerate(self._known)
            for further in range(self._rooms[person])
        ]
        taken = np.array([(number, -1.0, cost) for number, cost in slots]).reshape(-1, 3)
        objective = np.concatenate([np.zeros(len(self._person) + len(self._left)), taken[:, 2]])
        found = self._optimum(objective, taken, np.zeros(len(self._known)))
        return None if found is None else self._corner(found, load.astype(np.float64))

    def _optimum(
        self, objective: NDArray[np.float64], slots: NDArray[np.float64], room: NDArray[np.float64]
    ) -> "_Found | None":
        """`slots` (number of the person, minus one, cost) stand for the room where each further case costs more; who
        must be full stays full. None where the time was over first."""
        pairs, left = len(self._person), len(self._left)
        count, number = len(objective), np.arange(len(self._person))
        once = coo_matrix(
            (
                np.ones(pairs + left),
                (np.concatenate([self._case, self._left]), np.arange(pairs + left)),
            ),
            shape=(self._cases, count),
        )
        rows = np.concatenate([self._number, slots[:, 0].astype(np.int64)])
        columns = np.concatenate([number, pairs + left + np.arange(len(slots))])
        within = coo_matrix(
            (np.concatenate([np.ones(pairs), slots[:, 1]]), (rows, columns)), shape=(len(self._known), count)
        ).tocsr()
        least, most = np.zeros(count), np.full(count, np.inf)  # no case is given twice anyhow: a bound would
        most[pairs + left :] = 1  # take a share of the prices
        least[pairs + left :] = self._full[slots[:, 0].astype(np.int64)]
        full = np.flatnonzero(self._full)
        answer = self._patiently(
            lambda seconds: linprog(
                objective,
                A_eq=once.tocsr(),
                b_eq=np.ones(self._cases),
                A_ub=vstack([within, -within[full]]),
                b_ub=np.concatenate([room, -room[full]]),
                bounds=np.column_stack([least, most]),
                method="highs-ds",
                options={"time_limit": seconds},
            )
        )
        if answer is None:
            return None
        prices = -answer.ineqlin.marginals[: len(room)]
        prices[full] += answer.ineqlin.marginals[len(room) :]
        return _Found(round(answer.fun), answer.x[:pairs], answer.eqlin.marginals, prices)

    def _patiently(self, program: Callable[[float], OptimizeResult]) -> OptimizeResult | None:
        """What the program says; None where the time is over before it has an answer."""
        patience = PATIENCE
        while True:
            answer = program(max(min(patience, self._time()), LEAST))
            if answer.status != OUT_OF_TIME:
                return answer
            if self._time() <= 0:
                return None
            patience *= 2

    def _corner(self, found: "_Found", otherwise: Duals) -> Corner:
        """The corner with the prices of everybody: who is not looked at, or not used, costs what they begin with."""
        places = np.full(self._cases, -1, dtype=np.int64)
        taken = found.shares > HALF
        places[self._case[taken]] = self._person[taken]
        prices = otherwise.copy()
        used = np.bincount(places[places >= 0], minlength=len(self._rooms))[self._known] > 0
        prices[self._known] = np.where(used, found.rooms, np.maximum(found.rooms, otherwise[self._known]))
        return Corner(places, found.cost, found.cases, prices)


@dataclass(frozen=True)
class _Found:
    cost: int
    shares: Duals
    cases: Duals
    rooms: Duals


def _least(worth: NDArray[np.generic], count: int, begin: int) -> list[int]:
    """The places of the least, so many at most, none that is infinite; among equals those from `begin` on."""
    size = len(worth)
    if size == 0:
        return []
    begin %= size
    turned = np.concatenate([worth[begin:], worth[:begin]])
    infinite = np.inf if turned.dtype.kind == "f" else np.iinfo(np.int64).max
    limit = np.partition(turned, min(count, size) - 1)[min(count, size) - 1]
    places = np.flatnonzero((turned <= limit) & (turned < infinite))
    best = places[np.argsort(turned[places], kind="stable")][:count]
    found: list[int] = ((best + begin) % size).tolist()
    return found
