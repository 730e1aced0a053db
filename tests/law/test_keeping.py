"""A rule set written down and read back."""

import json
from datetime import date

from fayuan.law.keeping import read_back, written_down
from fayuan.law.rules import national


def test_a_rule_set_comes_back_as_it_was_written_down() -> None:
    book = national()

    again = read_back(json.loads(json.dumps(written_down(book))))

    assert again.hash == book.hash
    assert again.entries() == book.entries()
    assert again.keys() == book.keys()


def test_what_comes_back_answers_like_the_first() -> None:
    on, again = date(2026, 6, 12), read_back(written_down(national()))

    for region in ("000000", "310104", "440103", "320102"):
        assert again.find("hardship.formula", on, region) == national().find("hardship.formula", on, region)
        assert again.under("exempt", on, region) == national().under("exempt", on, region)
