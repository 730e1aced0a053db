"""Parts of a large problem that are solved again: some jobs are freed, over their likeliest pairs, all
others stay."""

import numpy as np

from fayuan.matching.problem import Agents, Matrix, Problem
from fayuan.matching.program import Pairs, Relaxation, cheapest, search

WIDTHS = (3, 5, 8)  # how many pairs of each freed job are looked at
FIRST_PAIRS = 500  # about how many pairs the first parts have
LEAST_JOBS = 10
SECONDS = 2.0  # for one part
TOO_LONG, SHORT = 0.5, 0.2  # of that time: parts become smaller, or larger
STEP = 1.06


class Parts:
    """Chooses parts by lot, jobs on expensive pairs rather than others, and learns how large a part may
    be."""

    def __init__(self, problem: Problem, reduced: Matrix, seed: int) -> None:
        self._problem, self._reduced = problem, reduced
        self._lots = np.random.default_rng(seed)
        self._near: list[Pairs] = [cheapest(reduced, width) for width in WIDTHS]
        self._sizes = [FIRST_PAIRS / width for width in WIDTHS]
        self._turn = 0

    def begin(self, relaxation: Relaxation, seconds: float) -> Agents | None:
        """A first solution close to the relaxation: jobs that it shares are given out, then more and more
        jobs beside them, until all fit; None when nothing was found within the seconds."""
        order = self._lots.permutation(np.flatnonzero(relaxation.settled))
        shared = np.flatnonzero(~relaxation.settled)
        more = 0
        while True:
            freed = np.concatenate([shared, order[:more]])
            found = self._give_out(relaxation.agents, freed, self._near[-1], seconds / 4)
            if found is not None or more >= len(order):
                return found
            more = max(2 * more, len(shared), LEAST_JOBS)

    def again(self, agents: Agents, seconds: float) -> Agents | None:
        """Free some jobs and give them out anew within the seconds; None when nothing was found."""
        size = int(np.clip(self._sizes[self._turn], LEAST_JOBS, self._problem.jobs))
        freed = self._freed(agents, min(size, self._problem.jobs))
        return self._give_out(agents, freed, self._near[self._turn], min(seconds, SECONDS))

    def _give_out(self, agents: Agents, jobs: Agents, near: Pairs, seconds: float) -> Agents | None:
        """Give these jobs out anew, over their near pairs and those they are on; all others stay."""
        part = self._part(agents, jobs)
        pairs = part.allowed & near[:, jobs]
        on = agents[jobs], np.arange(len(jobs))
        pairs[on] = part.allowed[on]
        answer = search(part, pairs, seconds)
        if answer.agents is None:
            return None
        found = agents.copy()
        found[jobs] = answer.agents
        return found

    def learn(self, seconds: float) -> None:
        """The part took so long: parts of this width become smaller or larger, and another width has its
        turn."""
        if seconds > TOO_LONG * SECONDS:
            self._sizes[self._turn] /= STEP
        elif seconds < SHORT * SECONDS:
            self._sizes[self._turn] *= STEP
        self._turn = (self._turn + 1) % len(WIDTHS)

    def _freed(self, agents: Agents, size: int) -> Agents:
        """Jobs by lot; one on a pair with a high reduced cost is likelier to be among them."""
        dear = self._reduced[agents, np.arange(self._problem.jobs)]
        weights = 1 + dear / max(float(dear.mean()), 1e-9)
        return self._lots.choice(self._problem.jobs, size=size, replace=False, p=weights / weights.sum())

    def _part(self, agents: Agents, jobs: Agents) -> Problem:
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
