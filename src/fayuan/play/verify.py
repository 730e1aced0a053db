"""`fayuan verify`: recomputes states, versions, grants, numbers, clocks and labels and lists what differs.

Exits 0 when all is as history says, 1 when something differs.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from django.db import connection, transaction

from fayuan.play.checks import clocks, grants, labels, numbers, states
from fayuan.play.checks.differences import Difference

CHECKS: Mapping[str, Callable[[], Iterator[Difference]]] = {
    states.CHECK: states.differences,
    grants.CHECK: grants.differences,
    numbers.CHECK: numbers.differences,
    clocks.CHECK: clocks.differences,
    labels.CHECK: labels.differences,
}


def main(argv: Sequence[str]) -> int:
    """Run the checks on one picture of the database, while others may go on changing it; gives the exit code."""
    arguments = parser().parse_args(argv)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = list(differences())
    for difference in found:
        line = json.dumps(asdict(difference), ensure_ascii=False) if arguments.json else str(difference)
        sys.stdout.write(f"{line}\n")
    if not arguments.json:
        sys.stdout.write(f"{len(found)} 处不符。\n" if found else "核对完毕，没有不符。\n")
    return 1 if found else 0


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan verify`."""
    described = argparse.ArgumentParser(
        prog="fayuan verify", description="从历史重算状态、可见范围、编号、期限、保密级别并核对"
    )
    described.add_argument("--json", action="store_true", help="每处不符输出一行 JSON")
    return described


def differences() -> Iterator[Difference]:
    """Everything that differs, check after check."""
    for check in CHECKS.values():
        yield from check()
