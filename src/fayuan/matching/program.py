"""The problem as a linear program for HiGHS: its relaxation with reduced costs, and exact solutions over
some pairs."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_matrix, csr_matrix

from fayuan.matching.problem import Agents, Matrix, Problem

Pairs = NDArray[np.bool_]  # agents × jobs: which pairs may be used
INFEASIBLE, LIMIT = 2, 1
LEAST_SECONDS = 0.01
FIRST_PAIRS = 6  # how many pairs of each job the relaxation looks at first
MORE_PAIRS = 3  # how many it adds to a job at once
SMALL = 1e-7


Left = Callable[[], float]  # the seconds that are left


class OutOfTime(Exception):
    """The time was over before the relaxation was solved."""


@dataclass(frozen=True)
class Relaxation:
    """The optimum when jobs may be shared: no solution costs less than `bound`, and one that uses a pair
    costs at least `bound` and the pair's `reduced` cost (infinite where the pair is forbidden). `agents`
    have the largest share of each job; `settled` are the jobs that are not shared at all."""

    bound: float
    reduced: Matrix
    agents: Agents
    settled: NDArray[np.bool_]
    prices: Matrix  # of the jobs


@dataclass(frozen=True)
class Answer:
    """What an exact search found: agents (None when nothing was found), a bound for these pairs, and
    whether it is known that no solution exists over them."""

    agents: Agents | None
    bound: float
    infeasible: bool = False


def relax(problem: Problem, left: Left = lambda: np.inf) -> Relaxation | None:
    """The relaxation over all allowed pairs; None when even shared jobs do not fit. Raises `OutOfTime`.

    It begins with each job's likeliest pairs and adds those that would pay, until none would: of a hundred
    thousand pairs only a few thousand are ever looked at.
    """
    allowed = problem.allowed
    pairs = cheapest(np.where(allowed, problem.costs + problem.uses * _rent(problem), np.inf), FIRST_PAIRS)
    while True:
        found = _share(problem, pairs, left())
        if found is None:
            if (pairs == allowed).all():
                return None
            pairs = allowed
            continue
        more = cheapest(np.where(found.reduced < -SMALL, found.reduced, np.inf), MORE_PAIRS)
        if not more.any():
            return replace(found, reduced=np.maximum(found.reduced, 0))
        pairs = pairs | more


def _rent(problem: Problem) -> float:
    """A first guess of what a unit of capacity is worth: how costs fall where more is used."""
    allowed = problem.allowed
    costs, uses = problem.costs[allowed], problem.uses[allowed]
    spread = float(uses.var())
    return max(-float(np.cov(costs, uses)[0, 1]) / spread, 0.0) if spread > 0 and len(costs) > 1 else 0.0


def cheapest(worth: Matrix, width: int) -> Pairs:
    """For each job its pairs of least worth, `width` of them (more among equals); infinite ones never."""
    limit = np.partition(worth, min(width, len(worth)) - 1, axis=0)[min(width, len(worth)) - 1]
    pairs: Pairs = np.isfinite(worth) & (worth <= limit)
    return pairs


def _share(problem: Problem, pairs: Pairs, seconds: float) -> Relaxation | None:
    """The relaxation over these pairs alone, with the reduced costs of all; negative ones would pay."""
    if seconds <= 0:
        raise OutOfTime
    agent, job = np.nonzero(pairs)
    once, within = _constraints(problem, agent, job)
    found = linprog(
        problem.costs[agent, job],
        A_eq=once,
        b_eq=np.ones(problem.jobs),
        A_ub=within,
        b_ub=problem.capacities,
        bounds=(0, None),
        method="highs",
        options={"time_limit": max(seconds, LEAST_SECONDS)},
    )
    if found.status == LIMIT:
        raise OutOfTime
    if found.x is None:
        return None
    rents = problem.uses * found.ineqlin.marginals[:, None]
    reduced = np.where(problem.allowed, problem.costs - found.eqlin.marginals - rents, np.inf)
    shares = np.zeros(problem.costs.shape)
    shares[agent, job] = found.x
    settled: NDArray[np.bool_] = shares.max(axis=0) > 1 - SMALL
    return Relaxation(float(found.fun), reduced, shares.argmax(axis=0), settled, found.eqlin.marginals)


def search(problem: Problem, pairs: Pairs, seconds: float) -> Answer:
    """The best solution over the pairs that is found within the seconds."""
    if problem.jobs == 0:
        return Answer(np.zeros(0, dtype=np.int64), 0.0)
    agent, job = np.nonzero(pairs)
    if len(np.unique(job)) < problem.jobs:
        return Answer(None, np.inf, infeasible=True)
    once, within = _constraints(problem, agent, job)
    found = milp(
        problem.costs[agent, job],
        integrality=np.ones(len(agent)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(once, 1, 1), LinearConstraint(within, -np.inf, problem.capacities)],
        options={"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": 0.0},
    )
    bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
    if found.x is None:
        return Answer(None, bound, infeasible=found.status == INFEASIBLE)
    taken = found.x > 0.5
    agents = np.zeros(problem.jobs, dtype=np.int64)
    agents[job[taken]] = agent[taken]
    return Answer(agents if problem.holds(agents) else None, bound)


def _constraints(
    problem: Problem, agent: NDArray[np.intp], job: NDArray[np.intp]
) -> tuple[csr_matrix, csr_matrix]:
    """Every job once; every agent within their capacity."""
    number = np.arange(len(agent))
    once = coo_matrix((np.ones(len(agent)), (job, number)), shape=(problem.jobs, len(agent)))
    within = coo_matrix((problem.uses[agent, job], (agent, number)), shape=(problem.agents, len(agent)))
    return once.tocsr(), within.tocsr()
