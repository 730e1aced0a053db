"""Money is whole fen and fractions: no float is written in the law, read by it, or comes out of it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from law.case_files import cases, counted, rows

from fayuan.law import whatif
from fayuan.law.amounts import subsidy
from fayuan.law.eligibility import assess
from fayuan.law.reading import read_application
from fayuan.law.rules import load

LAW = Path(__file__).parents[2] / "src" / "fayuan" / "law"
BOOK = load([Path(__file__).parent / "fictional"])
FILES = ("eligibility", "formulas", "hardship", "regions", "standing", "jurisdiction")


def floats_written(source: str) -> Iterator[int]:
    """The lines on which a float is written or made."""
    for node in ast.walk(ast.parse(source)):
        if (isinstance(node, ast.Constant) and isinstance(node.value, float)) or (
            isinstance(node, ast.Name) and node.id == "float"
        ):
            yield node.lineno


def floats_in(value: Any) -> Iterator[float]:
    """Every float in a result, however deep."""
    if isinstance(value, float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from floats_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from (found for item in value.items() for found in floats_in(item))
    elif isinstance(value, list | tuple | frozenset | set):
        yield from (found for item in value for found in floats_in(item))


@pytest.mark.parametrize("path", sorted(LAW.glob("*.py")), ids=lambda path: str(path.stem))
def test_no_float_is_written_in_the_law(path: Path) -> None:
    assert list(floats_written(path.read_text(encoding="utf-8"))) == []


def test_a_float_would_be_seen() -> None:
    assert list(floats_written("a = 1\nb = 0.5\nc = float(a)\n")) == [2, 3]
    assert list(floats_in({"line": (1, [0.5])})) == [0.5]


@pytest.mark.parametrize("name", FILES)
def test_no_verdict_holds_a_float(name: str) -> None:
    for case in cases(f"{name}.yaml"):
        application, on = read_application(case.values[0], BOOK)
        assert list(floats_in(application)) == []
        assert list(floats_in(assess(application, on, BOOK))) == []


def test_no_amount_holds_a_float() -> None:
    for row in rows("subsidy.yaml"):
        case = row.values[0]
        sheet = subsidy(case["service"], case.get("stage"), "350303", date(2026, 6, 12), 7, book=BOOK)
        assert list(floats_in(sheet)) == []


def test_no_comparison_holds_a_float() -> None:
    found = whatif.compare(
        BOOK, "320000", date(2026, 11, 1), ["hardship.multiple=1.5"], 500, counties=("320102",)
    )
    assert list(floats_in(found)) == []


def test_there_are_many_cases_that_people_can_read() -> None:
    assert sum(counted().values()) >= 500
