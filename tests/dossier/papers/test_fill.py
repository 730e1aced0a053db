"""The data of a paper is turned into words, and what is missing or unfit is named."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from standing_papers import ISSUED_ON, SAMPLES

from fayuan.dossier.papers import catalogue
from fayuan.dossier.papers.faults import IncompletePaper, MissingGlyph, UnfitValue, UnknownField
from fayuan.dossier.papers.values import fill


def filled(key: str, **changes: Any) -> dict[str, Any]:
    return fill(catalogue.by_key(key, ISSUED_ON), {**SAMPLES[key], **changes})


def test_dates_and_their_iso_text_are_written_alike() -> None:
    assert filled("grant_decision", applied_on=date(2026, 6, 2))["applied_on"] == "2026年6月2日"
    assert filled("grant_decision", applied_on="2026-06-02")["applied_on"] == "2026年6月2日"


def test_a_moment_is_shown_in_local_time() -> None:
    at = datetime(2026, 6, 12, 20, 5, tzinfo=UTC)
    assert filled("consultation_sheet", consulted_at=at)["consulted_at"] == "2026年6月13日04:05"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(UnfitValue, match=r"咨询时间.*带时区的时刻"):
        filled("consultation_sheet", consulted_at="2026-06-12T09:00:00")


@pytest.mark.parametrize(
    ("fen", "yuan"), [(0, "0元"), (5, "0.05元"), (1520000, "15,200元"), (1520050, "15,200.50元")]
)
def test_fen_are_written_as_yuan(fen: int, yuan: str) -> None:
    assert filled("closing_report", recovered=fen)["recovered"] == yuan


@pytest.mark.parametrize("amount", [1.5, "100", -1, True])
def test_an_amount_that_is_not_whole_fen_is_refused(amount: Any) -> None:
    with pytest.raises(UnfitValue, match="挽回或者避免损失"):
        filled("closing_report", recovered=amount)


def test_a_choice_is_written_with_its_words() -> None:
    assert filled("closing_report")["outcome"] == "部分胜诉"
    assert filled("duty_help_record")["help"] == ["法律咨询", "程序选择建议", "认罪认罚具结见证"]


def test_a_choice_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(UnfitValue, match=r"承办结果.*所列选项之一"):
        filled("closing_report", outcome="victory")


def test_running_text_keeps_its_paragraphs() -> None:
    assert filled("closing_report", facts=" 一\r\n\n  二 ")["facts"] == ["一", "二"]


def test_the_citations_that_a_form_rests_on_are_added() -> None:
    basis = filled("refusal_decision", basis=["法律援助法 34"])["basis"]
    assert basis == "《中华人民共和国法律援助法》第三十四条、第四十三条第一款"
    assert filled("refusal_decision", basis=None)["basis"] == "《中华人民共和国法律援助法》第四十三条第一款"


@pytest.mark.parametrize("empty", [None, "", "  \n"])
def test_an_empty_required_field_is_missing(empty: str | None) -> None:
    with pytest.raises(IncompletePaper, match="还缺：援助方式。") as missing:
        filled("grant_decision", manner=empty)
    assert missing.value.fields == ("manner",)


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(IncompletePaper) as missing:
        fill(catalogue.by_key("receipt", ISSUED_ON), {"applicant": "李某"})
    assert missing.value.fields == ("received_on", "materials", "receiver")


def test_a_missing_cell_of_a_row_is_named_with_its_row() -> None:
    rows = [{"name": "身份证", "copies": 1}, {"name": "病历", "copies": None}]
    with pytest.raises(IncompletePaper, match="接收的材料第2行的份数") as missing:
        filled("receipt", materials=rows)
    assert missing.value.fields == ("materials[1].copies",)


def test_what_an_outcome_needs_is_required_only_with_that_outcome() -> None:
    filled("objection_decision", outcome="correct", court=None)
    with pytest.raises(IncompletePaper) as missing:
        filled("objection_decision", outcome="uphold", court=None)
    assert missing.value.fields == ("court",)


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownField, match="salary"):
        filled("grant_decision", salary="1")


def test_a_list_is_not_one_text() -> None:
    with pytest.raises(UnfitValue, match=r"理由.*若干行文字"):
        filled("refusal_decision", reasons="不符合条件")


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\x00", "\x1b", "\ud800"])
def test_characters_that_hide_or_turn_writing_round_never_reach_a_paper(char: str) -> None:
    with pytest.raises(MissingGlyph, match="不可见字符") as barred:
        filled("grant_decision", addressee=f"李{char}某")
    assert barred.value.chars == (char,)


def test_such_characters_are_found_inside_rows_too() -> None:
    with pytest.raises(MissingGlyph):
        filled("receipt", materials=[{"name": "身份\u202e证", "copies": 1}])
