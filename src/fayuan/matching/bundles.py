"""Bundles: all jobs of one agent chosen together, for problems whose agents have few jobs each.

Prices for the jobs, each agent packing what pays most, give a bound closer than the linear relaxation's; and from the
bundles that such prices bring forth HiGHS puts a solution together (the knapsack form of the problem: Jörnsten and
Näsberg 1986, Savelsbergh 1997).
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_matrix

from fayuan.matching.problem import SMALL, Agents, Matrix, Problem

FEW_JOBS = 10  # of each agent, as a mean; where they have more, parts do better
MOST_STEPS = 10_000_000  # of one round of packing
ROUNDS, PATIENCE, SHORTER = (
    250,
    15,
    0.7,
)  # of pricing; rounds without a better bound until steps become shorter
SHAKEN = (0.5, 1.0, 2.0, 3.0)  # how far prices are moved at random, in costs
VARIED = 300  # rounds with prices moved at random
MOST_BUNDLES = 5_000  # that HiGHS looks at
Stop = Callable[[], bool]


def suits(problem: Problem) -> bool:
    """Whether the agents have few jobs each, and uses are whole numbers that can be packed in reasonable time."""
    whole = not np.any(problem.uses % 1) and not np.any(problem.capacities % 1)
    steps = problem.jobs * float(problem.capacities.sum())
    return whole and problem.jobs <= FEW_JOBS * problem.agents and steps <= MOST_STEPS


class Bundles:
    """The bundles found so far, the best prices, and the bound that these prove."""

    def __init__(self, problem: Problem, prices: Matrix, seed: int) -> None:
        self.bound = -np.inf
        self._problem, self._prices = problem, prices
        self._uses, self._room = problem.uses.astype(np.int64), problem.capacities.astype(np.int64)
        self._lots = np.random.default_rng(seed)
        self._known: dict[tuple[int, tuple[int, ...]], float] = {}
        self._rents = np.zeros(problem.agents)  # what an agent's packing is worth at the best prices

    def keep(self, agents: Agents) -> None:
        """Take in the bundles of a solution."""
        for agent in range(self._problem.agents):
            self._add(agent, np.flatnonzero(agents == agent).tolist())

    def price(self, aim: float, stop: Stop) -> None:
        """Move the prices so that the bound rises; `aim` is the cost of the best solution (subgradient steps)."""
        prices, length, waited = self._prices.copy(), 1.0, 0
        for _round in range(ROUNDS):
            bound, rents, wanted = self._packed(prices)
            if bound > self.bound + SMALL:
                self.bound, self._prices, self._rents, waited = bound, prices.copy(), rents, 0
            else:
                waited += 1
            if waited >= PATIENCE:
                prices, length, waited = self._prices.copy(), length * SHORTER, 0
                continue
            short = 1.0 - wanted
            off = float(short @ short)
            if off == 0 or stop():
                return
            near = min(aim, self.bound + 0.003 * abs(self.bound))
            prices = prices + length * max(near - bound, SMALL) / off * short

    def vary(self, stop: Stop) -> None:
        """Bring forth more bundles by prices a little beside the best."""
        for turn in range(VARIED):
            if stop():
                return
            self._packed(
                self._prices + SHAKEN[turn % len(SHAKEN)] * self._lots.standard_normal(len(self._prices))
            )

    def choose(self, seconds: float) -> Agents | None:
        """The best solution that HiGHS puts together from the cheapest bundles within the seconds."""
        problem, known = self._problem, self._cheapest()
        costs = np.array([self._known[each] for each in known])
        places = np.concatenate([[*jobs, problem.jobs + each] for each, jobs in known]).astype(np.int64)
        ends = np.cumsum([0, *(len(jobs) + 1 for _each, jobs in known)])
        table = csc_matrix(
            (np.ones(len(places)), places, ends), shape=(problem.jobs + problem.agents, len(known))
        )
        found = milp(
            costs,
            integrality=np.ones(len(known)),
            bounds=Bounds(0, 1),
            constraints=[
                LinearConstraint(table[: problem.jobs], 1, np.inf),
                LinearConstraint(table[problem.jobs :], -np.inf, 1),
            ],
            options={"time_limit": max(seconds, 0.01)},
        )
        if found.x is None:
            return None
        return self._unpacked([known[place] for place in np.flatnonzero(found.x > 0.5)])

    def _packed(self, prices: Matrix) -> tuple[float, Matrix, Matrix]:
        """Every agent packs what pays most at these prices: the bound, what each packing is worth, how often each job
        was packed."""
        rents, wanted = np.zeros(self._problem.agents), np.zeros(self._problem.jobs)
        for agent in range(self._problem.agents):
            rents[agent], jobs = self._pack(agent, prices)
            wanted[jobs] += 1
            self._add(agent, jobs)
        return float(prices.sum() - rents.sum()), rents, wanted

    def _pack(self, agent: int, prices: Matrix) -> tuple[float, list[int]]:
        """The jobs that pay most within the agent's capacity, by dynamic programming over the capacity."""
        pays, room = prices - self._problem.costs[agent], int(self._room[agent])
        jobs = np.flatnonzero((pays > SMALL) & (self._uses[agent] <= room))
        uses = self._uses[agent, jobs].tolist()
        best, taken = np.zeros(room + 1), np.zeros((len(jobs), room + 1), dtype=np.bool_)
        for place, (use, gain) in enumerate(zip(uses, pays[jobs].tolist(), strict=True)):
            with_it = best[: room + 1 - use] + gain
            np.greater(with_it, best[use:], out=taken[place, use:])
            np.maximum(best[use:], with_it, out=best[use:])
        left, chosen = room, []
        for place in range(len(jobs) - 1, -1, -1):
            if taken[place, left]:
                chosen.append(int(jobs[place]))
                left -= uses[place]
        return float(best[room]), chosen

    def _add(self, agent: int, jobs: Sequence[int]) -> None:
        self._known[agent, tuple(sorted(jobs))] = float(self._problem.costs[agent, list(jobs)].sum())

    def _cheapest(self) -> list[tuple[int, tuple[int, ...]]]:
        """The bundles that cost least beyond what their jobs are priced at."""
        known = list(self._known)
        beyond = [
            self._known[each] - self._prices[list(each[1])].sum() + self._rents[each[0]] for each in known
        ]
        return [known[place] for place in np.argsort(beyond, kind="stable")[:MOST_BUNDLES]]

    def _unpacked(self, chosen: Sequence[tuple[int, tuple[int, ...]]]) -> Agents | None:
        """The solution of these bundles; a job in two of them stays where it costs less."""
        agents = np.full(self._problem.jobs, -1, dtype=np.int64)
        for agent, jobs in chosen:
            for job in jobs:
                if agents[job] < 0 or self._problem.costs[agent, job] < self._problem.costs[agents[job], job]:
                    agents[job] = agent
        return agents if (agents >= 0).all() and self._problem.holds(agents) else None
