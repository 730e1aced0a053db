"""`fayuan matching solve FILE [--seconds 60] [--json]`: gives jobs to agents with limits at the least cost.

FILE is in the OR-Library's format for generalised assignment, or JSON with costs, uses and capacities. Agents and jobs
count from 0. Exits 0 with a solution, 1 when there is none (saying why), 2 when the file cannot be read.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from fayuan.matching.problem import Problem, ProblemFault, read
from fayuan.matching.solve import Infeasible, Solution, solve

SOLVED, NO_SOLUTION, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Run one command; gives its exit code."""
    arguments = parser().parse_args(argv)
    try:
        problem = read(Path(arguments.file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return _unreadable(arguments.file, str(error))
    except ProblemFault as fault:
        return _unreadable(arguments.file, fault.says)
    return _solve(problem, arguments.seconds, wants_json=arguments.json, wants_progress=arguments.progress)


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan matching`."""
    described = argparse.ArgumentParser(prog="fayuan matching", description="分派：谁来办哪件")
    commands = described.add_subparsers(required=True, metavar="命令")
    solving = commands.add_parser("solve", help="在各人上限之内，把每件交给一个人，总成本最低")
    solving.add_argument(
        "file", metavar="FILE", help="OR-Library 广义指派格式，或者 JSON（costs、uses、capacities）"
    )
    solving.add_argument("--seconds", type=_seconds, default=60.0, metavar="N", help="最多用多少秒（60）")
    solving.add_argument("--json", action="store_true", help="输出 JSON")
    solving.add_argument("--progress", action="store_true", help="边算边报告")
    return described


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("秒数应大于零")
    return seconds


def _unreadable(file: str, reason: str) -> int:
    sys.stderr.write(f"{file}：{reason}\n")
    return UNREADABLE


def _solve(problem: Problem, seconds: float, *, wants_json: bool, wants_progress: bool) -> int:
    began = time.monotonic()
    found = solve(
        problem, seconds=seconds, clock=time.monotonic, progress=_report if wants_progress else None
    )
    took = round(time.monotonic() - began, 3)
    if isinstance(found, Infeasible):
        return _say_why(found, wants_json=wants_json)
    told = _told(found, took)
    if wants_json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.writelines(f"{key} {_words(value)}\n" for key, value in told.items())
    return SOLVED


def _report(cost: float, bound: float) -> None:
    sys.stderr.write(f"{cost:g} ≥ {bound:g}\n")


def _told(found: Solution, took: float) -> dict[str, object]:
    """What is printed: whole numbers where they are whole."""
    return {
        "cost": _plain(found.cost),
        "bound": _plain(found.bound),
        "seconds": took,
        "agents": found.agents.tolist(),
    }


def _plain(number: float) -> float | int:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _say_why(found: Infeasible, *, wants_json: bool) -> int:
    if wants_json:
        why = {"infeasible": found.says, "left_over": list(found.left_over)}
        sys.stdout.write(json.dumps(why, ensure_ascii=False) + "\n")
    else:
        left = "、".join(map(str, found.left_over[:50]))
        sys.stderr.write(f"无解：{found.says}{f'剩下的件：{left}。' if left else ''}\n")
    return NO_SOLUTION
