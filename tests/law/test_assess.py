"""Who is eligible, by which path and for which reason, against readable cases."""

from typing import Any

import pytest
from law.case_files import cases

from fayuan.law.eligibility import Verdict, assess, assess_notice
from fayuan.law.reading import read_application, read_notice
from fayuan.law.rules import national

BOOK = national()


def agrees(verdict: Verdict, expect: dict[str, Any]) -> None:
    for name in ("outcome", "path", "reason", "means_test", "means", "body"):
        if name in expect:
            assert getattr(verdict, name) == expect[name], (name, verdict.says)
    if "missing" in expect:
        assert list(verdict.missing) == expect["missing"]
    if "places" in expect:
        assert list(verdict.places) == expect["places"]
    assert set(expect.get("cites", ())) <= set(verdict.citations), verdict.citations
    for words in expect.get("says", ()):
        assert words in verdict.says
    if expect.get("outcome") == "eligible":
        assert verdict.reason is None


@pytest.mark.parametrize(("facts", "expect"), cases("eligibility.yaml"))
def test_an_application_is_judged_as_the_case_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    agrees(assess(*read_application(facts, BOOK), BOOK), expect)


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
