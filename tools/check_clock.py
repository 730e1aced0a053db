"""Time is an argument: nothing but `core/clock.py` reads the clock of the machine or of the database."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "fayuan"
ENTRY_POINTS = {"core/clock.py"}
READS = {
    *(("datetime", name) for name in ("now", "utcnow", "today")),
    *(("timezone", name) for name in ("now", "localdate")),
    ("date", "today"),
    ("time", "time"),
}
SQL = re.compile(r"\b(now\(\)|current_timestamp|current_date|clock_timestamp)", re.IGNORECASE)


def faults(path: Path) -> Iterator[str]:
    """One line for each place in the file that reads a clock."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if (node.value.id, node.attr) in READS:
                yield f"{path}:{node.lineno}: {node.value.id}.{node.attr} reads the clock"
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"{path}:{node.value.lineno}: {node.arg} reads the clock"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            yield from _in_sql(path, node)


def _in_sql(path: Path, node: ast.Constant) -> Iterator[str]:
    """A text is SQL when it begins with one of its verbs."""
    if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", str(node.value)):
        yield f"{path}:{node.lineno}: this query reads the database's clock"


if __name__ == "__main__":
    files = (path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).as_posix() not in ENTRY_POINTS)
    problems = [fault for path in sorted(files) for fault in faults(path)]
    print("\n".join(problems) or "nothing but core/clock.py reads the clock")
    sys.exit(bool(problems))
