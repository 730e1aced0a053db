"""Finding a rule by the words that people use."""

from datetime import date

import pytest

from fayuan.law.finding import MOST, found
from fayuan.law.rules import national

ON = date(2026, 6, 12)


def keys(words: str, region: str = "000000") -> list[str]:
    return [entry.key for entry in found(words, ON, region, national())]


def test_a_rule_is_found_by_what_it_is_called() -> None:
    assert keys("家庭暴力")[0] == "no_means_test.domestic_violence"


def test_those_that_are_called_so_come_before_those_that_only_mention_it() -> None:
    assert keys("审查决定")[0] == "clock.T01"


def test_a_rule_is_found_by_its_article_its_key_or_its_figure() -> None:
    assert "exempt.migrant_worker" in keys("42(3)")
    assert keys("t08") == ["clock.T08"]
    assert "clock.T08" in keys("24小时 申请")


def test_every_word_must_stand_there() -> None:
    assert keys("家庭暴力 农民工") == []


def test_a_place_finds_its_own_rules() -> None:
    assert "scope.school_bullying" in keys("欺凌", "320102")
    assert keys("欺凌") == []


@pytest.mark.parametrize("words", ["", "  "])
def test_no_words_find_nothing(words: str) -> None:
    assert keys(words) == []


def test_nobody_gets_more_than_they_can_read() -> None:
    assert len(keys("法律援助")) == MOST
