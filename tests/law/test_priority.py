"""What a place handles first stands in its rules, and nowhere else."""

from datetime import date

from fayuan.law.priority import priority
from fayuan.law.rules import national
from fayuan.law.shapes import shape_of

DAY = date(2026, 6, 12)


def test_the_nation_puts_no_matter_first() -> None:
    assert priority("labour_remuneration", DAY, "110000", national()) is None


def test_a_place_says_which_matter_comes_first_and_by_which_article() -> None:
    shape = shape_of("priority.labour_remuneration")
    assert shape is not None
    assert set(shape) == {"name", "article"}
