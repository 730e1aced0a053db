"""Who is eligible, by which path and for which reason, against readable cases."""

from pathlib import Path
from typing import Any

import pytest
from law.case_files import cases

from fayuan.law.eligibility import Verdict, assess, assess_notice
from fayuan.law.reading import read_application, read_notice
from fayuan.law.rules import load, national

BOOK = national()
WITH_FICTIONAL = load([Path(__file__).parent / "fictional"])


def agrees(verdict: Verdict, expect: dict[str, Any]) -> None:
    for name in ("outcome", "path", "reason", "means_test", "means", "body"):
        if name in expect:
            assert getattr(verdict, name) == expect[name], (name, verdict.says)
    if "missing" in expect:
        assert list(verdict.missing) == expect["missing"]
    if "places" in expect:
        assert list(verdict.places) == expect["places"]
    assert set(expect.get("cites", ())) <= set(verdict.citations), verdict.citations
    assert set(expect.get("cites_not", ())).isdisjoint(verdict.citations)
    for words in expect.get("says", ()):
        assert words in verdict.says
    if expect.get("outcome") == "eligible":
        assert verdict.reason is None


@pytest.mark.parametrize(("facts", "expect"), cases("eligibility.yaml"))
def test_an_application_is_judged_as_the_case_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess(*read_application(facts, BOOK), BOOK), expect)


@pytest.mark.parametrize(("facts", "expect"), cases("formulas.yaml"))
def test_every_kind_of_formula_draws_its_line_where_the_case_says(
    facts: dict[str, Any], expect: dict[str, Any]
) -> None:
    agrees(assess(*read_application(facts, WITH_FICTIONAL), WITH_FICTIONAL), expect)


@pytest.mark.parametrize(("facts", "expect"), cases("standing.yaml"))
def test_who_may_apply_for_whom_is_as_the_case_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess(*read_application(facts, BOOK), BOOK), expect)


@pytest.mark.parametrize(("facts", "expect"), cases("jurisdiction.yaml"))
def test_the_competent_agency_is_as_the_case_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess(*read_application(facts, BOOK), BOOK), expect)


@pytest.mark.parametrize(("facts", "expect"), cases("hardship.yaml"))
def test_the_means_test_is_as_the_case_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess(*read_application(facts, BOOK), BOOK), expect)


@pytest.mark.parametrize(("facts", "expect"), cases("regions.yaml"))
def test_a_region_adds_what_its_rules_say(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess(*read_application(facts, BOOK), BOOK), expect)


@pytest.mark.parametrize(("facts", "expect"), cases("notices.yaml"))
def test_a_notice_is_judged_as_the_case_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess_notice(*read_notice(facts, BOOK), BOOK), expect)


def test_every_step_names_an_article_and_says_a_sentence() -> None:
    for case in cases("eligibility.yaml"):
        verdict = assess(*read_application(case.values[0], BOOK), BOOK)
        assert all(step.article and step.says.endswith("。") for step in verdict.steps)
        assert verdict.rules_hash == BOOK.hash


def test_every_rule_used_carries_its_mark() -> None:
    verdict = assess(*read_application(cases("eligibility.yaml")[0].values[0], BOOK), BOOK)

    assert {mark.rule: mark.mark for mark in verdict.marks}["hardship.formula"] == "✔"
    assert {mark.rule: mark.mark for mark in verdict.marks}["hardship.household"] == "○"


def named(name: str) -> Verdict:
    facts = next(case.values[0] for case in cases("eligibility.yaml") if case.id == name)
    return assess(*read_application(facts, BOOK), BOOK)


def test_the_materials_step_names_every_missing_paper_at_once() -> None:
    complete, bare = named("国家赔偿：收入低于标准").steps[-1], named("什么都没有交").steps[-1]

    assert (complete.passed, complete.says) == (True, "申请材料齐全。")
    assert bare.passed is False
    assert bare.says == (
        "申请材料不齐，应当一次告知需要补充：法律援助申请表、身份证明、经济困难状况说明表、与申请事项有关的案件材料。"
    )


def test_the_path_is_told_in_the_words_of_its_relief() -> None:
    assert "不受经济困难条件的限制" in named("见义勇为：收入高也给予").says
    assert "免予核查经济困难状况" in named("最低生活保障对象：交通事故").says


def test_a_failed_means_step_is_said_to_have_failed() -> None:
    failed = named("工伤：收入超过标准")

    assert failed.means is False
    assert [step.rule for step in failed.steps if step.passed is False] == ["hardship.formula"]
    assert failed.steps[-2].says == "3200 元 不低于 3190 元，超过标准。"


def test_a_notice_asks_nothing_of_means() -> None:
    facts = cases("notices.yaml")[0].values[0]
    verdict = assess_notice(*read_notice(facts, BOOK), BOOK)

    assert verdict.means is True
    assert verdict.missing == ()
    assert all(step.passed for step in verdict.steps)


@pytest.mark.parametrize("name", ["诉讼：法院在别的区", "最高人民法院复核死刑案件只由司法部法律援助中心办理"])
def test_another_agencys_matter_fails_the_step_of_competence(name: str) -> None:
    facts = next(case.values[0] for case in cases("jurisdiction.yaml") if case.id == name)
    verdict = assess(*read_application(facts, BOOK), BOOK)

    assert [step.rule.partition(".")[0] for step in verdict.steps if step.passed is False] == ["jurisdiction"]
