"""Reads the YAML cases that a legal officer can read: each differs from its file's ``base`` only in what it
says. ``python tests/law/case_files.py`` counts them."""

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from fayuan.law.reading import written

FOLDER = Path(__file__).parent / "cases"


def rows(name: str) -> list[Any]:
    """A file that is a list of rows, each a test of its own."""
    found = written((FOLDER / name).read_text(encoding="utf-8"))
    return [pytest.param(row, id=_name(row)) for row in found]


def cases(name: str) -> list[Any]:
    """A file of ``base`` and ``cases``; a case's ``set`` names what differs, by a path such as
    ``applicant.born``."""
    whole = written((FOLDER / name).read_text(encoding="utf-8"))
    return [
        pytest.param(_merged(whole["base"], case.get("set", {})), case["expect"], id=case["name"])
        for case in whole["cases"]
    ]


def counted() -> dict[str, int]:
    """How many cases each file holds."""
    files = {path.name: written(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
    return {name: len(whole["cases"] if isinstance(whole, dict) else whole) for name, whole in files.items()}


def _name(row: dict[str, Any]) -> str:
    return row.get("name") or "-".join(str(value) for value in row.values())


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = deepcopy(base)
    for path, value in changes.items():
        *folders, last = path.split(".")
        place = merged
        for folder in folders:
            place = place.setdefault(folder, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return merged


if __name__ == "__main__":
    count = counted()
    lines = [*(f"{number:>5}  {name}" for name, number in count.items()), f"{sum(count.values()):>5}"]
    sys.stdout.write("\n".join(lines) + "\n")
