"""OWASP ASVS 5.0, level 2: every requirement stands in docs/security/asvs.csv, and what it names as evidence exists.

`applies` is yes, partial or no. Yes and partial name a file of the repository, or a test as `file::name`; partial and
no say why. Whether a test stands for its requirement is for people to judge; that it is there is checked here.
"""

import ast
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "security" / "asvs.csv"
COLUMNS = ["id", "level", "applies", "evidence", "remark"]
IDENTIFIER = re.compile(r"v5\.0\.0-\d+\.\d+\.\d+")
COUNT = {"1": 70, "2": 183}  # requirements of each level in 5.0.0


def main() -> int:
    """Print what is wrong; 1 when anything is."""
    with TABLE.open(newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        problems = [] if reader.fieldnames == COLUMNS else [f"columns are not {COLUMNS}"]
    problems += [f"{row['id']}: {fault}" for row in rows for fault in faults(row)]
    problems += counts(rows)
    print("\n".join(problems) or f"{len(rows)} requirements of ASVS 5.0 level 2, each with its evidence")
    return bool(problems)


def faults(row: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row."""
    if not IDENTIFIER.fullmatch(row["id"]):
        yield "is no id of ASVS 5.0.0"
    if row["applies"] not in {"yes", "partial", "no"}:
        yield f"applies is {row['applies']!r}"
    if row["applies"] != "yes" and not row["remark"]:
        yield "says not why"
    if row["applies"] != "no":
        yield from evidence(row["evidence"])
    elif row["evidence"]:
        yield "does not apply, and yet names evidence"


def evidence(named: str) -> Iterator[str]:
    """What is wrong with a file or test that is named."""
    path, _colons, test = named.partition("::")
    if not path or not (ROOT / path).is_file():
        yield f"{path or 'evidence'} is not there"
    elif test and test not in tests(ROOT / path):
        yield f"{path} has no test {test}"


def tests(path: Path) -> set[str]:
    """The names of a file's tests."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def counts(rows: list[dict[str, str]]) -> Iterator[str]:
    """Whether each requirement stands in it once."""
    if len({row["id"] for row in rows}) != len(rows):
        yield "an id stands in it twice"
    for level, count in COUNT.items():
        found = sum(1 for row in rows if row["level"] == level)
        if found != count:
            yield f"level {level} has {count} requirements, not {found}"


if __name__ == "__main__":
    sys.exit(main())
