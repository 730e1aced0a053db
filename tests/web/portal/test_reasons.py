"""Why it was decided so, told to whom it concerns: every step in plain words, with the rule it rests on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fayuan.core.models import AuditRow
from fayuan.intake import operations as intake
from fayuan.matters.models import Matter
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry

import steps
from cast import NOW, Cast

TESTED: dict[str, Any] = {
    "subject": "traffic_injury",
    "form": "litigation",
    "forum_kind": "court",
    "means": {"household": [{"relation": "self", "income_fen": 300_000}], "assets": []},
    "materials": ("application_form", "id_card", "means_statement", "case_papers"),
}


def with_a_line(cast: Cast) -> None:
    """The province's line is 2400 yuan."""
    line = {
        "name": "云岭省标准",
        "article": "云岭省条例 9",
        "base": "fixed",
        "amount": "2400 元",
        "below": False,
    }
    given: dict[str, Any] = {"key": "hardship.formula", "region": "970000", "value": line, "basis": "条例 9"}
    given |= {"valid_from": NOW.date(), "valid_to": None, "mark": "待核实"}
    entry = propose_rule_entry(**given, by=cast.law_officer, now=NOW)
    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW)


def read(browser: Client, matter: Matter) -> str:
    answer = browser.get(reverse("portal:why", args=[matter.ref]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_decision_it_says_how_it_looks_and_that_a_human_decides(
    applicant: Client, cast: Cast
) -> None:
    with_a_line(cast)

    told = read(applicant, steps.received(cast, **TESTED))

    assert "按您说的情况怎么算" in told
    assert "3000 元 高于 2400 元，超过标准。" in told
    assert "这是演算，不是决定。决定由人作出。" in told
    assert "待核实" in told


def test_a_refusal_says_its_ground_its_words_and_every_step(applicant: Client, cast: Cast) -> None:
    with_a_line(cast)
    matter = steps.examined(cast, **TESTED)
    intake.refuse_application(
        ref=matter.ref, reason="means_exceeded", explanation="人均月收入超过标准", by=cast.approver, now=NOW
    )

    told = read(applicant, matter)

    assert "为什么没有同意" in told
    assert "经济状况不符合经济困难标准" in told
    assert "人均月收入超过标准" in told
    assert "当地标准是每人每月不高于 2400 元" in told
    assert f"{reverse('law_rule', args=['hardship.formula'])}?place=970102&amp;on=2026-06-12" in told


def test_a_grant_says_why_and_which_fees_fall_away(applicant: Client, cast: Cast) -> None:
    told = read(applicant, steps.granted(cast))

    assert "为什么同意" in told
    assert "免予核查" in told
    assert "劳动争议仲裁不收费。" in told
    assert "人民法院应当缓交诉讼费用" in told


def test_who_was_not_granted_aid_is_promised_no_fees(applicant: Client, cast: Cast) -> None:
    assert "您可以少交的费用" not in read(applicant, steps.refused(cast))
    assert "您可以少交的费用" not in read(applicant, steps.received(cast))


def test_the_page_of_the_matter_leads_there(applicant: Client, cast: Cast) -> None:
    matter = steps.granted(cast)

    shown = applicant.get(reverse("portal:matter", args=[matter.ref])).content.decode()

    assert reverse("portal:why", args=[matter.ref]) in shown


def test_nobody_elses_reasons_are_shown_and_each_look_is_recorded(client: Client, cast: Cast) -> None:
    matter = steps.granted(cast)
    client.force_login(cast.account("other_applicant"))
    assert client.get(reverse("portal:why", args=[matter.ref])).status_code == 404
    client.force_login(cast.account("applicant"))
    looked = AuditRow.objects.filter(action="view_matter")
    before = looked.count()

    read(client, matter)

    assert looked.count() == before + 1


@pytest.mark.parametrize("stage", ["received", "granted"])
def test_the_page_needs_few_queries(
    applicant: Client, cast: Cast, django_assert_max_num_queries: Any, stage: str
) -> None:
    matter = getattr(steps, stage)(cast)

    with django_assert_max_num_queries(22):
        read(applicant, matter)
