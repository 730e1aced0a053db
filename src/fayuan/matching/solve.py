"""Solve the problem of jobs for agents: bound it, find a solution, make it cheaper, prove it where time
allows.

First comes a solution job by job, so that there is one whenever the time is over. The relaxation gives a bound and a
price for every pair. Then an exact search over each job's few
cheapest pairs gives a solution, which shift and swap improve. Pairs that no better solution can use are
struck out; while the rest is small, an exact search over it proves the optimum. Where agents have few jobs each,
bundles of jobs give a closer bound and a good solution. What is too large is then solved part by part, two parts side
by side: some jobs are freed and given out anew, exactly, over and over until the time is up.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fayuan.matching.bundles import Bundles, suits
from fayuan.matching.local_search import first, improve, repair
from fayuan.matching.parts import Parts
from fayuan.matching.problem import Agents, Problem
from fayuan.matching.program import OutOfTime, Pairs, Relaxation, cheapest, relax, search

Clock = Callable[[], float]  # seconds, from any beginning
Progress = Callable[[float, float], None]  # told cost and bound, whenever one of them is better
NARROW, NARROW_SHARE = 3, 0.15  # pairs of each job in a first search, and its share of the time
PROVABLE = 1500  # pairs that can be searched exactly in reasonable time
PRICING, BUNDLING = 0.2, 0.45  # shares of the time until bundles are priced, and until they are put together
SMALL = 1e-6


@dataclass(frozen=True)
class Solution:
    """For each job its agent, what that costs, and a bound below which no solution lies."""

    agents: Agents
    cost: float
    bound: float

    @property
    def optimal(self) -> bool:
        """Whether it is proven that nothing is cheaper."""
        return self.cost - self.bound <= SMALL


@dataclass(frozen=True)
class Infeasible:
    """No solution exists, or none was found in time: why, and the jobs that are left over where that is
    known."""

    says: str
    left_over: tuple[int, ...]


def solve(
    problem: Problem, *, seconds: float, clock: Clock, seed: int = 1, progress: Progress | None = None
) -> Solution | Infeasible:
    """The best solution found within the seconds, as `clock` counts them."""
    nobody = np.flatnonzero(~problem.allowed.any(axis=0))
    if len(nobody):
        return Infeasible("有的件没有人能接：都被禁止，或者用量超过每个人的上限。", tuple(nobody.tolist()))
    until = clock() + seconds
    agents = first(problem, lambda: clock() >= until)
    try:
        relaxation = relax(problem, lambda: until - clock())
    except OutOfTime:
        return _unproven(problem, agents)
    if relaxation is None:
        return _with_somebody_more(problem, until - clock(), clock)
    run = _Run(problem, relaxation, until, clock, seed, progress)
    run.begin_with(agents)
    if not run.begin():
        return _with_somebody_more(problem, run.left, clock)
    run.prove()
    run.bundle()
    run.polish()
    return run.solution


def _unproven(problem: Problem, agents: Agents | None) -> Solution | Infeasible:
    """What was found job by job, against the sum of what is cheapest for each job."""
    if agents is None:
        return Infeasible("在给定时间内没有找到不超过任何人上限的安排，请给多一点时间。", ())
    bound = float(np.where(problem.allowed, problem.costs, np.inf).min(axis=0).sum())
    return Solution(agents, problem.cost(agents), bound)


class _Run:
    """One run against the clock: the best solution so far and the bound."""

    def __init__(
        self,
        problem: Problem,
        relaxation: Relaxation,
        until: float,
        clock: Clock,
        seed: int,
        progress: Progress | None,
    ) -> None:
        self._problem, self._relaxation = problem, relaxation
        self._until, self._clock, self._progress, self._seed = until, clock, progress, seed
        self._parts = Parts(problem, relaxation.reduced, seed)
        self._whole = problem.whole
        self._bound = self._rounded(relaxation.bound)
        self._best = np.zeros(0, dtype=np.int64)
        self._cost = np.inf

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self._until - self._clock()

    @property
    def solution(self) -> Solution:
        """The best so far."""
        return Solution(self._best, self._cost, min(self._bound, self._cost))

    @property
    def _done(self) -> bool:
        return self._cost - self._bound <= SMALL or self.left <= 0

    def _rounded(self, bound: float) -> float:
        """Whole costs make a bound whole."""
        return float(np.ceil(bound - SMALL)) if self._whole else bound

    def _take(self, agents: Agents) -> bool:
        """Keep a solution when it is better than the best."""
        if self._problem.cost(agents) >= self._cost - SMALL:
            return False
        self._best, self._cost = agents, self._problem.cost(agents)
        self._tell()
        return True

    def _raise(self, bound: float) -> None:
        """Keep a bound when it is better."""
        if self._rounded(bound) > self._bound + SMALL:
            self._bound = min(self._rounded(bound), self._cost)
            self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._cost, self._bound)

    def begin_with(self, agents: Agents | None) -> None:
        """Take a solution that is there already."""
        if agents is not None:
            self._take(agents)

    def begin(self) -> bool:
        """A first solution: the relaxation mended, one close to it, one over each job's cheapest pairs, or else over
        all pairs; False when there is none."""
        self._start(repair(self._problem, self._relaxation.agents))
        if len(self._best) and self.left <= 0:
            return True
        self._start(self._parts.begin(self._relaxation, lambda: self.left))
        if len(self._best) and self._useful().sum() <= PROVABLE:
            return True
        near = cheapest(self._relaxation.reduced, NARROW)
        self._start(search(self._problem, near, self.left * NARROW_SHARE).agents)
        if not len(self._best):
            self._start(search(self._problem, self._problem.allowed, self.left / 2).agents)
        return len(self._best) > 0

    def _start(self, agents: Agents | None) -> None:
        """Make a first solution cheaper by shifts and swaps, and keep it if it is the best."""
        if agents is not None:
            self._take(improve(self._problem, agents, lambda: self.left <= 0))

    def prove(self) -> None:
        """Search exactly over all pairs that a better solution could use, if they are few enough."""
        useful = self._useful()
        if self._done or useful.sum() > PROVABLE:
            return
        answer = search(self._problem, useful, self.left)
        if answer.agents is not None:
            self._take(answer.agents)
        self._raise(self._cost if answer.infeasible else answer.bound)

    def _useful(self) -> Pairs:
        """The pairs by which a solution could be cheaper than the best: the others are struck out for
        good."""
        step = 1 if self._whole else SMALL
        return self._relaxation.bound + self._relaxation.reduced <= self._cost - step + SMALL

    def bundle(self) -> None:
        """Where agents have few jobs each: a closer bound, and a solution put together from bundles of jobs."""
        if self._done or not suits(self._problem):
            return
        priced, chosen = (self._clock() + self.left * share for share in (PRICING, BUNDLING))
        bundles = Bundles(self._problem, self._relaxation.prices, self._seed)
        bundles.keep(self._best)
        bundles.price(self._cost, lambda: self._clock() >= priced)
        self._raise(bundles.bound)
        bundles.vary(lambda: self._clock() >= priced)
        if not self._done:
            self._start(bundles.choose(min(chosen - self._clock(), self.left)))

    def polish(self) -> None:
        """Until the time is up: free some jobs, give them out anew, exactly, and keep what is better."""
        while not self._done:
            began = self._clock()
            agents = self._parts.again(self._best, self.left)
            self._parts.learn(self._clock() - began)
            if self._take(agents):
                self.prove()


def _with_somebody_more(problem: Problem, seconds: float, clock: Clock) -> Solution | Infeasible:
    """With somebody more, who takes any job at a price beyond all others: what they get is left over."""
    costs = np.where(problem.allowed, problem.costs, np.inf)
    finite = costs[np.isfinite(costs)]
    price = 1 + (finite.max() - finite.min()) * problem.jobs + abs(finite).max()
    wider = Problem(
        np.vstack([costs, np.full(problem.jobs, price)]),
        np.vstack([problem.uses, np.zeros(problem.jobs)]),
        np.append(problem.capacities, 0.0),
    )
    found = solve(wider, seconds=max(seconds, 1), clock=clock)
    if isinstance(found, Infeasible):
        return found
    left = np.flatnonzero(found.agents == problem.agents)
    if len(left) == 0:
        return Solution(found.agents, found.cost, found.bound)
    return Infeasible(_why(problem, len(left), proven=found.optimal), tuple(left.tolist()))


def _why(problem: Problem, left: int, *, proven: bool) -> str:
    needed = np.where(problem.allowed, problem.uses, np.inf).min(axis=0).sum()
    found = f"至少有 {left} 件没有人接" if proven else f"在给定时间内找到的最好安排还有 {left} 件没有人接"
    return (
        f"上限合计 {problem.capacities.sum():g}，全部接下至少要用 {needed:g}；不超过任何人的上限，{found}。"
    )
