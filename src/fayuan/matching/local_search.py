"""Shift and swap: make a solution cheaper by moving one job, or exchanging two, for as long as that helps."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from fayuan.matching.problem import SMALL, Agents, Matrix, Problem

AT_ONCE = 2000  # how many promising moves are tried before all are weighed anew


def improve(problem: Problem, agents: Agents, stop: Callable[[], bool] = lambda: False) -> Agents:
    """The solution after shifts and swaps that save something, until none does; what holds still holds."""
    state = _State(problem, agents)
    while not stop() and (state.shift() or state.swap()):
        continue
    return state.agents


def repair(problem: Problem, agents: Agents) -> Agents | None:
    """Jobs moved away from agents who are beyond their capacity, what costs least for what it frees first; None when
    no move is left that fits."""
    state = _State(problem, agents)
    for _turn in range(2 * problem.jobs):
        moved = np.flatnonzero(state.room[state.agents] < -SMALL)
        if not len(moved):
            return state.agents if problem.holds(state.agents) else None
        if not state.relieve(moved):
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

    def swap(self) -> bool:
        """Exchange the agents of pairs of jobs, what saves most first; whether any were exchanged."""
        exchanged = False
        for one, other in _promising(self._swap_savings()):
            exchanged = self._exchange(one, other) or exchanged
        return exchanged

    def _swap_savings(self) -> Matrix:
        """What each exchange of two jobs saves; minus infinity where it would not fit."""
        costs, uses = self.problem.costs, self.problem.uses
        now_costs, now_uses = costs[self.agents, self.jobs], uses[self.agents, self.jobs]
        there = costs[self.agents]  # what each job's agent would take for every other job
        saved: Matrix = now_costs[:, None] + now_costs[None, :] - there - there.T
        grows = uses[self.agents] - now_uses[:, None]
        fits: NDArray[np.bool_] = grows <= self.room[self.agents][:, None] + SMALL
        saved[~np.triu(fits & fits.T)] = -np.inf
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
