"""Parts of a large problem that are solved again, two at a time: some jobs are freed, over their likeliest pairs, or
all jobs of some agents, over these agents; everything else stays."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fayuan.matching.problem import Agents, Matrix, Problem
from fayuan.matching.program import Left, Pairs, Relaxation, cheapest, search

WIDTHS = (3, 5, 8)  # how many pairs of each freed job are looked at
AMONG = 4  # the same, where agents are freed
FIRST_PAIRS = 500  # about how many pairs the first parts have
LEAST_JOBS = 10
SECONDS = 2.0  # for one part
TOO_LONG, SHORT = 0.5, 0.2  # of that time: parts become smaller, or larger
STEP = 1.06
AT_ONCE = 2  # parts that are solved side by side: HiGHS lets go of the interpreter
KEEN = 0.3  # of the mean: what is well off is freed too, if less often


@dataclass(frozen=True)
class Part:
    """Jobs to be given out anew, and which pairs (agents × these jobs) may be used for that."""

    jobs: Agents
    pairs: Pairs


class Parts:
    """Chooses parts by lot, what is expensive rather than what is not, and learns how large a part may be."""

    def __init__(self, problem: Problem, reduced: Matrix, seed: int) -> None:
        self._problem, self._reduced = problem, reduced
        self._lots = np.random.default_rng(seed)
        self._near: list[Pairs] = [cheapest(reduced, width) for width in WIDTHS]
        self._sizes = [FIRST_PAIRS / width for width in (*WIDTHS, AMONG)]
        self._turn = 0

    def begin(self, relaxation: Relaxation, left: Left) -> Agents | None:
        """A first solution close to the relaxation: jobs that it shares are given out, then more and more
        jobs beside them, until all fit; None when nothing was found in half of the time that is left."""
        seconds = left() / 2
        order = self._lots.permutation(np.flatnonzero(relaxation.settled))
        shared = np.flatnonzero(~relaxation.settled)
        more = 0
        while True:
            jobs = np.concatenate([shared, order[:more]])
            part = Part(jobs, self._near[-1][:, jobs])
            found = self._give_out(relaxation.agents, part, min(seconds / 4, left()))
            if found is not None:
                return _with(relaxation.agents, part, found)
            if more >= len(order) or left() <= 0:
                return None
            more = max(2 * more, len(shared), LEAST_JOBS)

    def again(self, agents: Agents, seconds: float) -> Agents:
        """Free some jobs and give them out anew within the seconds; what is no better stays as it was."""
        parts = self._drawn(agents)
        within = min(seconds, SECONDS)
        with ThreadPoolExecutor(AT_ONCE) as side_by_side:
            found = list(side_by_side.map(lambda part: self._give_out(agents, part, within), parts))
        best = agents
        for part, answer in zip(parts, found, strict=True):
            if answer is None:
                continue
            other = _with(best, part, answer)
            if self._problem.cost(other) < self._problem.cost(best) and self._problem.holds(other):
                best = other
        return best

    def learn(self, seconds: float) -> None:
        """The parts took so long: those of this kind become smaller or larger, and another kind has its turn."""
        if seconds > TOO_LONG * SECONDS:
            self._sizes[self._turn] /= STEP
        elif seconds < SHORT * SECONDS:
            self._sizes[self._turn] *= STEP
        self._turn = (self._turn + 1) % len(self._sizes)

    def _give_out(self, agents: Agents, part: Part, seconds: float) -> Agents | None:
        """The agents of the part's jobs, given out anew over its pairs and those they are on."""
        smaller = self._left_for(agents, part.jobs)
        pairs = smaller.allowed & part.pairs
        on = agents[part.jobs], np.arange(len(part.jobs))
        pairs[on] = smaller.allowed[on]
        return search(smaller, pairs, seconds).agents

    def _drawn(self, agents: Agents) -> list[Part]:
        """The parts of this turn; no job is in two of them."""
        size = max(LEAST_JOBS, int(self._sizes[self._turn]))
        dear = self._reduced[agents, np.arange(self._problem.jobs)]
        if self._turn < len(WIDTHS):
            return [
                Part(jobs, self._near[self._turn][:, jobs])
                for jobs in self._split(self._lot(1 + dear / max(float(dear.mean()), 1e-9), AT_ONCE * size))
            ]
        loads: Matrix = np.bincount(agents, weights=dear, minlength=self._problem.agents).astype(np.float64)
        few = max(2, round(size * self._problem.agents / self._problem.jobs))
        chosen = self._lot(np.add(loads, KEEN * float(loads.mean()) + 1e-9), AT_ONCE * few)
        return [self._among(agents, some) for some in self._split(chosen)]

    def _lot(self, weights: Matrix, count: int) -> Agents:
        shares = weights / weights.sum()
        return self._lots.choice(len(weights), size=min(count, len(weights)), replace=False, p=shares)

    def _split(self, drawn: Agents) -> Sequence[Agents]:
        return [each for each in np.array_split(drawn, AT_ONCE) if len(each)]

    def _among(self, agents: Agents, some: Agents) -> Part:
        """All jobs of some agents, over these agents."""
        jobs = np.flatnonzero(np.isin(agents, some))
        pairs = np.zeros((self._problem.agents, len(jobs)), dtype=np.bool_)
        pairs[some] = cheapest(self._reduced[np.ix_(some, jobs)], AMONG) if len(jobs) else False
        return Part(jobs, pairs)

    def _left_for(self, agents: Agents, jobs: Agents) -> Problem:
        """The freed jobs, with the room that the others leave to each agent."""
        stay = np.ones(self._problem.jobs, dtype=bool)
        stay[jobs] = False
        kept = np.flatnonzero(stay)
        used = np.bincount(
            agents[kept], weights=self._problem.uses[agents[kept], kept], minlength=self._problem.agents
        )
        return Problem(
            self._problem.costs[:, jobs], self._problem.uses[:, jobs], self._problem.capacities - used
        )


def _with(agents: Agents, part: Part, found: Agents) -> Agents:
    """The solution with the part's jobs as they were found."""
    other = agents.copy()
    other[part.jobs] = found
    return other
