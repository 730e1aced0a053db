"""A first solution, and shift and swap: make a solution cheaper by moving one job, or exchanging two, for as long as
that helps."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from fayuan.matching.problem import SMALL, Agents, Matrix, Problem

AT_ONCE = 2000  # how many promising moves are tried before all are weighed anew
WEIGHED = 10_000_000  # exchanges that are weighed at once: what the memory of a small server holds
Stop = Callable[[], bool]


def first(problem: Problem, stop: Stop) -> Agents | None:
    """The cheapest of a few solutions found job by job, those with the most to lose first; None when none holds.

    What is looked at: costs, the share of an agent's capacity that a job uses, and both together.
    """
    costs = np.where(problem.allowed, problem.costs, 0)
    shares = problem.uses / np.maximum(problem.capacities[:, None], SMALL)
    best: Agents | None = None
    for worth in (costs, shares, costs * shares):
        if best is not None and stop():
            break
        found = repair(problem, _one_by_one(problem, worth), stop)
        if found is not None and (best is None or problem.cost(found) < problem.cost(best)):
            best = found
    return best


def _one_by_one(problem: Problem, worth: Matrix) -> Agents:
    """Each job to the agent of least worth who has room; where nobody has, to the one of least worth all the same."""
    worth = np.where(problem.allowed, worth, np.inf)
    least = np.sort(worth, axis=0)[:2]
    order = np.argsort(-(least[-1] - least[0]), kind="stable")
    agents, room = np.zeros(problem.jobs, dtype=np.int64), problem.capacities.copy()
    for job in order.tolist():
        fitting = np.where(problem.uses[:, job] <= room + SMALL, worth[:, job], np.inf)
        agent = int(fitting.argmin())
        if not np.isfinite(fitting[agent]):
            agent = int(worth[:, job].argmin())
        agents[job] = agent
        room[agent] -= problem.uses[agent, job]
    return agents


def improve(problem: Problem, agents: Agents, stop: Stop = lambda: False) -> Agents:
    """The solution after shifts and swaps that save something, until none does; what holds still holds."""
    state = _State(problem, agents)
    while not stop() and (state.shift() or state.swap(stop)):
        continue
    return state.agents


def repair(problem: Problem, agents: Agents, stop: Stop = lambda: False) -> Agents | None:
    """Jobs moved away from agents who are beyond their capacity, what costs least for what it frees first; None when
    no move is left that fits."""
    state = _State(problem, agents)
    for _turn in range(2 * problem.jobs):
        moved = np.flatnonzero(state.room[state.agents] < -SMALL)
        if not len(moved):
            return state.agents if problem.holds(state.agents) else None
        if stop() or not state.relieve(moved):
            return None
    return None


class _State:
    """A solution under way, with the room that is left to each agent."""

    def __init__(self, problem: Problem, agents: Agents) -> None:
        self.problem, self.agents = problem, agents.copy()
        self.room = problem.room(agents)
        self.jobs = np.arange(problem.jobs)

    def relieve(self, moved: Agents) -> bool:
        """Move one of these jobs to where it fits, at the least cost for each unit it frees; whether one fitted."""
        costs, uses, here = self.problem.costs[:, moved], self.problem.uses[:, moved], self.agents[moved]
        number = np.arange(len(moved))
        freed = np.minimum(uses[here, number], -self.room[here])
        fits = np.isfinite(costs) & (uses <= self.room[:, None] + SMALL) & (freed > SMALL)
        dearer = np.where(fits, costs, 0) - np.where(np.isfinite(costs[here, number]), costs[here, number], 0)
        price = np.where(fits, dearer / np.maximum(freed, SMALL), np.inf)
        agent, place = divmod(int(price.argmin()), len(moved))
        if not fits[agent, place]:
            return False
        job = moved[place]
        self.room[self.agents[job]] += self.problem.uses[self.agents[job], job]
        self.room[agent] -= self.problem.uses[agent, job]
        self.agents[job] = agent
        return True

    def shift(self) -> bool:
        """Move jobs to other agents with room, what saves most first; whether any was moved."""
        saved = self.problem.costs[self.agents, self.jobs] - self.problem.costs
        saved[self.problem.uses > self.room[:, None] + SMALL] = -np.inf
        moved = False
        for agent, job in _promising(saved):
            moved = self._move(agent, job) or moved
        return moved

    def _move(self, agent: int, job: int) -> bool:
        """Move one job, if that still fits and saves something after the moves before it."""
        costs, uses, before = self.problem.costs, self.problem.uses, self.agents[job]
        if uses[agent, job] > self.room[agent] + SMALL or costs[before, job] - costs[agent, job] <= SMALL:
            return False
        self.room[before] += uses[before, job]
        self.room[agent] -= uses[agent, job]
        self.agents[job] = agent
        return True

    def swap(self, stop: Stop) -> bool:
        """Exchange the agents of pairs of jobs, what saves most first; whether any were exchanged."""
        exchanged, at_once = False, max(WEIGHED // max(self.problem.jobs, 1), 1)
        for begin in range(0, self.problem.jobs, at_once):
            if stop():
                break
            ones = self.jobs[begin : begin + at_once]
            for place, other in _promising(self._swap_savings(ones)):
                exchanged = self._exchange(int(ones[place]), other) or exchanged
        return exchanged

    def _swap_savings(self, ones: Agents) -> Matrix:
        """What each exchange of one of these jobs with a later one saves; minus infinity where it would not fit."""
        costs, uses = self.problem.costs, self.problem.uses
        now_costs, now_uses = costs[self.agents, self.jobs], uses[self.agents, self.jobs]
        mine, room = self.agents[ones], self.room[self.agents]
        theirs = costs[self.agents][:, ones].T  # what every other job's agent would take for each of these
        saved: Matrix = now_costs[ones][:, None] + now_costs - costs[mine] - theirs
        fits: NDArray[np.bool_] = uses[mine] - now_uses[ones][:, None] <= self.room[mine][:, None] + SMALL
        fits &= uses[self.agents][:, ones].T - now_uses <= room + SMALL
        saved[~fits | (self.jobs <= ones[:, None])] = -np.inf
        return saved

    def _exchange(self, one: int, other: int) -> bool:
        """Exchange two jobs, if that still fits and saves something after the exchanges before it."""
        costs, uses = self.problem.costs, self.problem.uses
        here, there = self.agents[one], self.agents[other]
        saved = costs[here, one] + costs[there, other] - costs[here, other] - costs[there, one]
        grows_here = uses[here, other] - uses[here, one]
        grows_there = uses[there, one] - uses[there, other]
        fits = grows_here <= self.room[here] + SMALL and grows_there <= self.room[there] + SMALL
        if here == there or not fits or saved <= SMALL:
            return False
        self.room[here] -= grows_here
        self.room[there] -= grows_there
        self.agents[one], self.agents[other] = there, here
        return True


def _promising(saved: Matrix) -> Iterator[tuple[int, int]]:
    """The places of what saves most, the most first."""
    flat = saved.ravel()
    places = np.flatnonzero(flat > SMALL)
    order = places[np.argsort(-flat[places], kind="stable")][:AT_ONCE]
    for place in order.tolist():
        yield divmod(place, saved.shape[1])
