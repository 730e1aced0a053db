"""Official numbers: one row for each office, word and year; a change that fails gives its number back."""

import pytest
from django.db import transaction

from fayuan.core.numbers import next_number, official_number

from cast import Cast


def test_numbers_count_up_for_each_office_word_and_year(cast: Cast) -> None:
    assert [next_number("1", "申", 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number("1", "决", 2026) == 1
    assert next_number("2", "申", 2026) == 1
    assert next_number("1", "申", 2027) == 1


def test_a_number_is_written_as_offices_write_it(cast: Cast) -> None:
    assert official_number("1", "卫援", "申", 2026) == "卫援申字〔2026〕第1号"


def test_a_change_that_fails_leaves_no_hole(cast: Cast) -> None:
    class Failed(Exception): ...

    def change() -> None:
        with transaction.atomic():
            next_number("1", "申", 2026)
            raise Failed

    with pytest.raises(Failed):
        change()
    assert next_number("1", "申", 2026) == 1
