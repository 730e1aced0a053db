"""How close the solver comes on problems larger than the published small ones, always feasible.

Run ``python bench/larger_problems.py [--seconds 60] [--kinds CDE] [--sizes 20x400,80x1600] [FOLDER]``. Kinds A to E are
made as in the literature (Chu and Beasley 1997 for A to D, Laguna et al. 1995 for E) from a fixed seed; a folder holds
problems in the OR-Library's format. Prints cost, bound, the gap between them, seconds, and a yardstick of this machine.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fayuan.matching.problem import Problem, read
from fayuan.matching.solve import Infeasible, solve

KINDS, SIZES, SEED = "CDE", "20x400,80x1600", 1
WANTED = 0.3  # per cent


def made(kind: str, agents: int, jobs: int) -> Problem:
    """A problem of the kind: A and B with room, C tight; in D and E what is cheap takes much."""
    lots = np.random.default_rng([ord(kind), agents, jobs, SEED])
    size = (agents, jobs)
    if kind in "ABC":
        uses, costs = lots.integers(5, 26, size), lots.integers(10, 51, size)
    elif kind == "D":
        uses = lots.integers(1, 101, size)
        costs = 111 - uses + lots.integers(-10, 11, size)
    else:
        uses = np.ceil(1 - 10 * np.log(1 - lots.random(size))).astype(np.int64)
        costs = np.ceil(1000 / uses - 10 * lots.random(size)).astype(np.int64)
    return Problem(costs + 0.0, uses + 0.0, np.floor(_capacities(kind, costs, uses)) + 0.0)


def _capacities(kind: str, costs: np.ndarray, uses: np.ndarray) -> np.ndarray:
    agents, jobs = costs.shape
    if kind in "CDE":
        return 0.8 * uses.sum(axis=1) / agents
    cheapest = costs.argmin(axis=0)
    most = np.bincount(cheapest, weights=uses[cheapest, np.arange(jobs)], minlength=agents).max()
    room = 0.6 * 15 * jobs / agents + 0.4 * most
    return np.full(agents, room if kind == "A" else 0.7 * room)


def problems(folder: Path | None, kinds: str, sizes: str) -> Iterator[tuple[str, Problem]]:
    """The problems of a folder by name, or made ones of each kind and size."""
    if folder is not None:
        for path in sorted(path for path in folder.iterdir() if path.suffix == ""):
            yield path.name, read(path.read_text(encoding="utf-8"))
        return
    for kind in kinds:
        for size in sizes.split(","):
            agents, jobs = map(int, size.split("x"))
            yield f"{kind} {size}", made(kind, agents, jobs)


def yardstick() -> float:
    """Seconds of a fixed sum on this machine at this moment."""
    began = time.perf_counter()
    table = np.random.default_rng(0).random((1200, 1200))
    for _turn in range(5):
        table = table @ table / 1200
    return time.perf_counter() - began


def main() -> None:
    """Solves and prints each, then how many came within what is wanted of their bound."""
    described = argparse.ArgumentParser()
    described.add_argument("folder", nargs="?", type=Path)
    described.add_argument("--seconds", type=float, default=60.0)
    described.add_argument("--kinds", default=KINDS)
    described.add_argument("--sizes", default=SIZES)
    options = described.parse_args()
    near, number = 0, 0
    for name, problem in problems(options.folder, options.kinds, options.sizes):
        stick, began = yardstick(), time.perf_counter()
        found = solve(problem, seconds=options.seconds, clock=time.perf_counter)
        took, number = time.perf_counter() - began, number + 1
        if isinstance(found, Infeasible):
            print(f"{name}: {found.says}")
            continue
        gap = 100 * (found.cost - found.bound) / abs(found.bound)
        near += gap <= WANTED
        feasible = "feasible" if problem.holds(found.agents) else "NOT FEASIBLE"
        reached = f"{found.cost:g} ≥ {found.bound:g}, gap {gap:.3f} %"
        print(f"{name}: {reached}, {took:.1f} s, {feasible} (yardstick {stick:.2f} s)", flush=True)
    print(f"{near} of {number} within {WANTED} % of their bound")


if __name__ == "__main__":
    main()
