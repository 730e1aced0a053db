"""Jobs for agents with limits: the problem as arrays, read from the OR-Library's format or from JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
SMALL = 1e-9  # what rounding may take or add
Agents = NDArray[np.int64]  # for each job the agent who has it


class ProblemFault(ValueError):
    """The text is no problem that can be solved; `says` names the place and the reason."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


@dataclass(frozen=True)
class Problem:
    """Give every job to one agent at the least cost, no agent beyond their capacity.

    `costs` and `uses` are agents × jobs; a cost of infinity forbids the pair. `capacities` stand by agent.
    """

    costs: Matrix
    uses: Matrix
    capacities: Matrix

    @property
    def agents(self) -> int:
        """How many agents there are."""
        return int(self.costs.shape[0])

    @property
    def jobs(self) -> int:
        """How many jobs there are."""
        return int(self.costs.shape[1])

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Which agent may have which job at all: not forbidden, and within the agent's whole capacity."""
        fits: NDArray[np.bool_] = np.isfinite(self.costs) & (self.uses <= self.capacities[:, None] + SMALL)
        return fits

    @property
    def whole(self) -> bool:
        """Whether all costs are whole numbers, so that a bound may be rounded up."""
        finite = self.costs[np.isfinite(self.costs)]
        return bool(np.all(finite == np.round(finite)))

    def cost(self, agents: Agents) -> float:
        """The cost of giving each job to these agents."""
        return float(self.costs[agents, np.arange(self.jobs)].sum())

    def room(self, agents: Agents) -> Matrix:
        """What is left of each agent's capacity; negative where it does not suffice."""
        used = np.bincount(agents, weights=self.uses[agents, np.arange(self.jobs)], minlength=self.agents)
        return self.capacities - used

    def holds(self, agents: Agents) -> bool:
        """Whether every job is with an agent who may have it and nobody is beyond their capacity."""
        may = self.allowed[agents, np.arange(self.jobs)].all()
        return bool(may and (self.room(agents) >= -SMALL).all())


def read(text: str) -> Problem:
    """The problem in a text: JSON when it begins with a brace, otherwise the OR-Library's format.
    `ProblemFault`."""
    return _from_json(text) if text.lstrip().startswith("{") else _from_numbers(text)


def _from_numbers(text: str) -> Problem:
    """`agents jobs`, then costs and uses agent by agent, then capacities; white space is all that parts
    them."""
    try:
        numbers = np.array(text.split(), dtype=np.float64)
    except ValueError as error:
        raise ProblemFault(f"不是数字：{error}") from error
    if len(numbers) < 2 or numbers[0] < 1 or numbers[1] < 1 or any(numbers[:2] % 1):
        raise ProblemFault("开头应是人数和件数，两个正整数")
    agents, jobs = int(numbers[0]), int(numbers[1])
    needed = 2 + 2 * agents * jobs + agents
    if len(numbers) != needed:
        raise ProblemFault(f"{agents} 人 {jobs} 件应有 {needed} 个数，实有 {len(numbers)} 个")
    body = numbers[2:]
    costs, uses = body[: agents * jobs], body[agents * jobs : 2 * agents * jobs]
    return _checked(costs.reshape(agents, jobs), uses.reshape(agents, jobs), body[2 * agents * jobs :])


def _from_json(text: str) -> Problem:
    """`{"costs": [[…]], "uses": [[…]], "capacities": […]}`, agents × jobs; `null` as a cost forbids the
    pair."""
    try:
        told = json.loads(text)
        costs, uses = _matrix(told["costs"]), _matrix(told["uses"])
        capacities = np.array(told["capacities"], dtype=np.float64)
    except json.JSONDecodeError as error:
        raise ProblemFault(f"第 {error.lineno} 行不是 JSON：{error.msg}") from error
    except KeyError as error:
        raise ProblemFault(f"缺少 {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise ProblemFault(f"costs、uses 应是人×件的数字表，capacities 是每人一个数：{error}") from error
    return _checked(costs, uses, capacities)


def _matrix(rows: Sequence[Sequence[Any]]) -> Matrix:
    return np.array([[np.inf if cell is None else cell for cell in row] for row in rows], dtype=np.float64)


def _checked(costs: Matrix, uses: Matrix, capacities: Matrix) -> Problem:
    if (
        costs.ndim != 2
        or 0 in costs.shape
        or costs.shape != uses.shape
        or capacities.shape != costs.shape[:1]
    ):
        raise ProblemFault("costs、uses、capacities 的行列数不一致")
    if np.isnan(costs).any() or not np.isfinite(uses).all() or not np.isfinite(capacities).all():
        raise ProblemFault("有不能计算的数")
    if (uses < 0).any() or (capacities < 0).any():
        raise ProblemFault("用量和上限不能是负数")
    return Problem(costs, uses, capacities)
