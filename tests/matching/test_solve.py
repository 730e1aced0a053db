"""The optimiser: the optimum of small problems, and what holds for all."""

from itertools import count, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fayuan.matching.problem import Problem, ProblemFault, read
from fayuan.matching.solve import Infeasible, Solution, solve

FORBIDDEN = float("inf")


def problem(costs: list[list[float]], uses: list[list[float]], capacities: list[float]) -> Problem:
    """A problem from plain lists, agents × jobs."""
    return Problem(np.array(costs, float), np.array(uses, float), np.array(capacities, float))


def solved(given: Problem, seconds: float = 30) -> Solution | Infeasible:
    """Solved with a clock that ticks a tenth of a second whenever it is asked: the same on every machine."""
    ticks = count()
    return solve(given, seconds=seconds, clock=lambda: next(ticks) / 10)


def cheapest(given: Problem) -> float | None:
    """The optimum by trying everything; None when there is no solution."""
    every = (np.array(agents) for agents in product(range(given.agents), repeat=given.jobs))
    return min((given.cost(agents) for agents in every if given.holds(agents)), default=None)


def random(agents: int, jobs: int, seed: int) -> Problem:
    """A tight problem of the size."""
    lots = np.random.default_rng(seed)
    uses, costs = lots.integers(5, 26, (agents, jobs)), lots.integers(10, 51, (agents, jobs))
    return Problem(costs.astype(float), uses.astype(float), np.floor(0.8 * uses.sum(axis=1) / agents))


def test_the_optimum_of_a_problem_that_fits_on_a_page() -> None:
    found = solved(problem([[1, 2, 9], [2, 1, 1]], [[3, 3, 3], [2, 2, 2]], [3, 4]))
    assert isinstance(found, Solution)
    assert (found.cost, found.bound, found.agents.tolist()) == (3, 3, [0, 1, 1])


def test_when_the_time_is_over_at_once_there_is_a_solution_all_the_same() -> None:
    given, ticks = random(5, 40, seed=4), count()
    found = solve(given, seconds=1, clock=lambda: next(ticks))
    assert isinstance(found, Solution)
    assert given.holds(found.agents)
    assert found.bound <= found.cost == given.cost(found.agents)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Problems small enough to try everything, with forbidden pairs, some without a solution."""
    agents, jobs = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    cost = st.integers(-5, 20) | st.just(FORBIDDEN)
    costs = [[draw(cost) for _ in range(jobs)] for _ in range(agents)]
    uses = [[draw(st.integers(0, 9)) for _ in range(jobs)] for _ in range(agents)]
    return problem(costs, uses, [draw(st.integers(0, 20)) for _ in range(agents)])


@settings(max_examples=150, deadline=None)
@given(problems())
def test_small_problems_are_solved_to_the_proven_optimum(given: Problem) -> None:
    found, best = solved(given), cheapest(given)
    if best is None:
        assert isinstance(found, Infeasible)
    else:
        assert isinstance(found, Solution)
        assert given.holds(found.agents)
        assert (found.cost, found.optimal) == (pytest.approx(best), True)


@settings(max_examples=40, deadline=None)
@given(problems(), st.integers(0, 20))
def test_one_more_agent_never_makes_the_best_worse(given: Problem, capacity: int) -> None:
    before = solved(given)
    more = Problem(
        np.vstack([given.costs, np.full(given.jobs, 7.0)]),
        np.vstack([given.uses, np.full(given.jobs, 2.0)]),
        np.append(given.capacities, float(capacity)),
    )
    after = solved(more)
    if isinstance(before, Solution):
        assert isinstance(after, Solution)
        assert after.cost <= before.cost + 1e-6


def test_a_middling_problem_is_proven_optimal() -> None:
    found = solved(random(5, 25, seed=3))
    assert isinstance(found, Solution)
    assert found.optimal


def test_the_same_input_gives_the_same_answer() -> None:
    one, other = solved(random(5, 20, seed=5)), solved(random(5, 20, seed=5))
    assert isinstance(one, Solution)
    assert isinstance(other, Solution)
    assert one.agents.tolist() == other.agents.tolist()


def test_when_time_is_short_the_best_so_far_holds_and_the_bound_is_below() -> None:
    given = random(10, 60, seed=7)
    found = solved(given, seconds=0.01)
    assert isinstance(found, Solution)
    assert given.holds(found.agents)
    assert found.bound <= found.cost


def test_progress_tells_ever_better_costs_and_bounds() -> None:
    told: list[tuple[float, float]] = []
    ticks = count()
    given = random(5, 20, seed=5)
    solve(given, seconds=30, clock=lambda: next(ticks) / 10, progress=lambda *both: told.append(both))
    costs, bounds = zip(*told, strict=True)
    assert list(costs) == sorted(costs, reverse=True)
    assert list(bounds) == sorted(bounds)


def test_a_job_that_nobody_may_have_is_named() -> None:
    found = solved(problem([[1, FORBIDDEN], [1, FORBIDDEN]], [[1, 1], [1, 1]], [5, 5]))
    assert isinstance(found, Infeasible)
    assert found.left_over == (1,)


def test_when_the_limits_do_not_suffice_as_few_jobs_as_possible_are_left_over() -> None:
    found = solved(problem([[1, 1, 1], [1, 1, 1]], [[2, 2, 2], [2, 2, 2]], [2, 3]))
    assert isinstance(found, Infeasible)
    assert len(found.left_over) == 1
    assert "上限合计 5" in found.says


def test_reads_the_or_librarys_format() -> None:
    given = read("2 3\n 1 2 3\n 4 5 6\n 1 1 1\n 2 2 2\n 3 4\n")
    assert given.costs.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert given.uses.tolist() == [[1, 1, 1], [2, 2, 2]]
    assert given.capacities.tolist() == [3, 4]


def test_reads_json_with_forbidden_pairs() -> None:
    given = read('{"costs": [[1, null]], "uses": [[2, 2]], "capacities": [4]}')
    assert given.allowed.tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "开头"),
        ("2 x", "不是数字"),
        ("0 3", "正整数"),
        ("1 2 1 1 1", "应有 7 个数"),
        ("1 1 1 -2 3", "负数"),
        ("{", "不是 JSON"),
        ('{"costs": [[1]]}', "缺少 uses"),
        ('{"costs": [["a"]], "uses": [[1]], "capacities": [1]}', "数字表"),
        ('{"costs": [[1, 2]], "uses": [[1]], "capacities": [1]}', "不一致"),
    ],
)
def test_a_text_that_is_no_problem_is_refused_with_the_reason(text: str, part: str) -> None:
    with pytest.raises(ProblemFault) as fault:
        read(text)
    assert part in fault.value.says
