"""What if the line were another."""

from datetime import date

import pytest

from fayuan.law.population import MEAN_INCOME_FEN, households
from fayuan.law.rules import national
from fayuan.law.whatif import Comparison, compare, lines

ON = date(2026, 11, 1)
COUNTIES = ("320102", "320104", "320105")


def try_out(*changes: str, region: str = "320000", count: int = 3000, on: date = ON) -> Comparison:
    return compare(national(), region, on, changes, count, counties=COUNTIES)


def test_the_same_question_always_has_the_same_answer() -> None:
    assert try_out("hardship.multiple=2.0") == try_out("hardship.multiple=2.0")


def test_a_higher_line_lets_more_in_and_a_lower_one_fewer() -> None:
    assert try_out("hardship.multiple=2").more > 0
    assert try_out("hardship.multiple=1/2").more < 0
    assert try_out("hardship.multiple=1").more == 0


def test_the_more_are_told_by_group_and_county() -> None:
    found = try_out("hardship.multiple=1.5")

    assert tuple(found.more_by_county) == COUNTIES
    assert sum(found.more_by_county.values()) == found.more
    assert found.more_by_group["subsistence_recipient"] == 0
    assert 0 < found.more_by_group["elderly"] < found.more


def test_an_amount_not_on_record_is_assumed_in_words() -> None:
    assert any("最低工资标准未录入" in sentence for sentence in try_out("hardship.multiple=2").assumptions)
    stated = try_out("base.minimum_wage=2490", "hardship.multiple=2")
    assert stated.line_before_fen == "249000"
    assert stated.line_after_fen == "498000"


def test_a_fixed_line_is_changed_by_its_amount() -> None:
    found = try_out("hardship.amount=3500元", region="310000")

    assert (found.line_before_fen, found.line_after_fen) == ("319000", "350000")
    assert not any("未录入" in sentence for sentence in found.assumptions)


def test_a_recorded_yearly_amount_is_used_by_the_month() -> None:
    found = try_out("hardship.multiple=1", region="442000", on=date(2023, 5, 5))

    assert found.line_before_fen == "259150"
    assert found.line_after_fen == "518300"


def test_a_line_that_is_no_number_cannot_be_tried() -> None:
    with pytest.raises(ValueError, match="不是金额"):
        try_out("hardship.multiple=2", region="430000")


def test_the_result_is_told_with_its_assumptions() -> None:
    said = lines(try_out("hardship.multiple=2"))

    assert said[0].startswith("标准由每人每月 2200 元 改为 4400 元")
    assert any("合成" in line for line in said)


def test_the_population_is_as_its_words_say() -> None:
    found = list(households(20_000, COUNTIES, MEAN_INCOME_FEN))

    assert {household.members for household in found} == {1, 2, 3, 4, 5}
    assert 0.19 < sum(household.members == 1 for household in found) / len(found) < 0.21
    assert 0.02 < sum("subsistence_recipient" in household.groups for household in found) / len(found) < 0.04
    assert all(isinstance(household.income_fen, int) and household.income_fen >= 0 for household in found)
    assert {household.county for household in found} == set(COUNTIES)
