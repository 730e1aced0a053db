"""How a case ends: closing papers and dates, grounds to refuse, terminate, replace and suspend."""

from datetime import date
from typing import Any

import pytest
from law.case_files import rows

from fayuan.law.closing import closing_date_rule, closing_step, kind_of, missing_papers
from fayuan.law.eligibility import assess
from fayuan.law.facts import Application, Person
from fayuan.law.refusal import ground_of_verdict, refusal_grounds
from fayuan.law.rules import national
from fayuan.law.termination import (
    may_terminate,
    replacement_asked,
    replacement_grounds,
    suspension_grounds,
    termination_grounds,
)

ON = date(2026, 6, 12)


@pytest.mark.parametrize("case", rows("closing.yaml"))
def test_a_closing_file_lacks_what_the_case_names(case: dict[str, Any]) -> None:
    found = missing_papers(case["kind"], case["outcome"], case["papers"], case.get("hearing", False))

    assert list(found) == case["missing"]


def test_a_settlement_before_filing_needs_no_withdrawal() -> None:
    papers = ["民事起诉状", "证据材料", "和解协议书", "结案报告表"]

    assert missing_papers("civil", "settled", papers, False, filed=False) == ()
    assert missing_papers("civil", "settled", papers, False, filed=True) == ("撤回申请或者撤诉的材料",)


def test_the_closing_step_names_every_missing_paper() -> None:
    step = closing_step("civil", "won", ["民事判决书"], False)

    assert step.passed is False
    assert step.says == "结案材料不齐，还缺：起诉状或者申请书、证据材料、结案报告表。"
    assert closing_step(
        "investigation", "x", ["会见笔录", "辩护意见", "起诉意见书", "结案报告表"], False
    ).passed


@pytest.mark.parametrize(
    ("matter", "form", "stage", "kind"),
    [
        ("criminal_defence", "defence", "investigation", "investigation"),
        ("criminal_defence", "defence", "first_instance", "criminal"),
        ("victim_representation", "litigation", None, "criminal"),
        ("support", "litigation", None, "civil"),
        ("labour_remuneration", "arbitration", None, "civil"),
        ("traffic_injury", "non_litigation", None, "non_litigation"),
    ],
)
def test_the_kind_of_closing_file_follows_from_the_case(
    matter: str, form: str, stage: str | None, kind: str
) -> None:
    assert kind_of(matter, form, stage) == kind


@pytest.mark.parametrize(
    ("matter", "form", "stage", "paper"),
    [
        ("criminal_defence", "defence", "investigation", "起诉意见书"),
        ("criminal_defence", "defence", "prosecution", "不起诉决定书"),
        ("criminal_defence", "defence", "second_instance", "裁定书"),
        ("support", "litigation", None, "判决书"),
        ("labour_remuneration", "arbitration", None, "裁决书"),
        ("traffic_injury", "non_litigation", None, "和解协议书"),
    ],
)
def test_the_paper_that_closes_a_case_follows_from_its_kind(
    matter: str, form: str, stage: str | None, paper: str
) -> None:
    assert paper in closing_date_rule(matter, form, stage, ON).value["papers"]


def test_a_terminated_case_closes_with_the_decision() -> None:
    assert closing_date_rule("support", "litigation", None, ON, terminated=True).value["papers"] == (
        "终止法律援助决定书",
    )


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        ("deceit", "法律援助法 48(1)"),
        ("false_evidence", "法律援助法 48(2)"),
        ("illegal_use", "法律援助法 48(3)"),
        ("means_changed", "法律援助法 48(4)"),
        ("case_ended", "法律援助法 48(5)"),
        ("own_lawyer", "法律援助法 48(6)"),
        ("asked", "法律援助法 48(7)"),
        ("other", "法律援助法 48(8)"),
        ("first_grant_not_completed", "法律援助法 44"),
    ],
)
def test_every_ground_to_terminate_has_its_article(ground: str, article: str) -> None:
    step = may_terminate(ground, ON)

    assert (step.passed, step.article) == (True, article)


def test_a_ground_that_the_law_does_not_know_terminates_nothing() -> None:
    assert may_terminate("tired", ON).passed is False


@pytest.mark.parametrize("ground", ["means_changed", "first_grant_not_completed"])
def test_a_notified_case_does_not_end_for_want_of_hardship(ground: str) -> None:
    assert may_terminate(ground, ON, notified=True).passed is False
    assert ground not in termination_grounds(ON, notified=True)


def test_replacement_is_a_right_only_with_evidence() -> None:
    assert replacement_asked(True, ON).passed
    assert replacement_asked(False, ON).passed is False
    assert replacement_asked(False, ON).article == "法律援助法 55"
    assert "interest" in replacement_grounds(ON)


def test_aid_is_suspended_only_where_a_region_has_it() -> None:
    assert set(suspension_grounds(ON, "310104")) == {"unlawful_demand"}
    assert suspension_grounds(ON, "410403") == {}


def test_beijing_knows_more_grounds_to_refuse() -> None:
    assert set(refusal_grounds(ON)) == {"out_of_scope", "means_exceeded", "no_right"}
    assert "no_clear_opponent" in refusal_grounds(ON, "110105")


def test_a_verdict_names_its_ground_to_refuse() -> None:
    verdict = assess(Application("other", "410403", Person()), ON, national())
    ground = ground_of_verdict(verdict, ON)

    assert ground is not None
    assert (ground.key, ground.mark) == ("out_of_scope", "待核实")
    granted = assess(Application("bravery", "410403", Person()), ON, national())
    assert ground_of_verdict(granted, ON) is None
