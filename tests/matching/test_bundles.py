"""Bundles of jobs: the bound they prove lies below every solution, and what is put together holds."""

import numpy as np

from fayuan.matching.bundles import Bundles, suits
from fayuan.matching.local_search import repair
from fayuan.matching.problem import Problem
from fayuan.matching.program import relax
from fayuan.matching.solve import Solution, solve


def tight(agents: int, jobs: int, seed: int) -> Problem:
    """What is cheap takes much: the kind where the linear relaxation says least."""
    lots = np.random.default_rng(seed)
    uses = lots.integers(1, 101, (agents, jobs))
    costs = 111 - uses + lots.integers(-10, 11, (agents, jobs))
    return Problem(costs + 0.0, uses + 0.0, np.floor(0.8 * uses.sum(axis=1) / agents))


def never() -> bool:
    """The time is not over."""
    return False


def test_the_bound_lies_between_the_relaxation_and_every_solution() -> None:
    given = tight(5, 20, seed=2)
    relaxation = relax(given)
    best = solve(given, seconds=1e6, clock=lambda: 0.0)
    assert relaxation is not None
    assert isinstance(best, Solution)
    bundles = Bundles(given, relaxation.prices, seed=1)
    bundles.price(best.cost, never)
    assert relaxation.bound - 1e-6 <= bundles.bound <= best.cost + 1e-6


def test_a_solution_that_was_taken_in_can_be_put_together_again() -> None:
    given = tight(5, 20, seed=3)
    relaxation = relax(given)
    assert relaxation is not None
    known = repair(given, relaxation.agents)
    assert known is not None
    bundles = Bundles(given, relaxation.prices, seed=1)
    bundles.price(given.cost(known), never)
    bundles.keep(known)
    found = bundles.choose(60)
    assert found is not None
    assert given.holds(found)
    assert given.cost(found) <= given.cost(known)


def test_many_jobs_for_each_agent_or_broken_uses_are_left_to_parts() -> None:
    assert suits(tight(5, 20, seed=1))
    assert not suits(tight(2, 40, seed=1))
    halves = tight(5, 20, seed=1)
    assert not suits(Problem(halves.costs, halves.uses / 3, halves.capacities))


def test_who_is_beyond_their_capacity_gives_jobs_away() -> None:
    given = Problem(np.array([[1.0, 1.0], [5.0, 2.0]]), np.ones((2, 2)), np.array([1.0, 1.0]))
    mended = repair(given, np.array([0, 0]))
    assert mended is not None
    assert mended.tolist() == [0, 1]
