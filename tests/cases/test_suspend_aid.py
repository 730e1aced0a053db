"""Stopping the aid for a while: only where the region says so, told to all, and taken up again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from fayuan.cases.operations import resume_aid, suspend_aid
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.matters.models import Matter
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)
GROUND = "unlawful_demand"


@pytest.fixture
def region_suspends(cast: Cast) -> None:
    """The province has a ground to suspend aid, entered by two people."""
    entry = propose_rule_entry(
        key=f"suspension.{GROUND}",
        region="970000",
        value={"name": "受援人坚持违法要求的，可以中止法律援助", "article": "云岭省法律援助条例 12"},
        valid_from=NOW.date(),
        valid_to=None,
        basis="云岭省法律援助条例 12",
        mark="待核实",
        note="",
        by=cast.law_officer,
        now=NOW,
    )
    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW)


def suspended(cast: Cast) -> Matter:
    matter = steps.handling(cast)
    return suspend_aid(
        ref=matter.ref, ground=GROUND, reason="坚持要求伪造证据。", by=cast.approver, now=LATER
    )


def test_where_the_region_has_no_ground_nothing_is_suspended(cast: Cast) -> None:
    with pytest.raises(WrongState, match="没有可以中止"):
        suspended(cast)


@pytest.mark.usefixtures("region_suspends")
def test_the_case_stands_still_and_all_are_told(cast: Cast) -> None:
    matter = suspended(cast)
    assert matter.state == "suspended"
    entry = matter.entries.get(kind="suspended")
    assert entry.data == {"ground": GROUND, "article": "云岭省法律援助条例 12"}
    assert entry.body == "坚持要求伪造证据。"
    assert set(
        matter.messages.filter(template__startswith="suspended").values_list("template", flat=True)
    ) == {
        "suspended",
        "suspended_lawyer",
    }


@pytest.mark.usefixtures("region_suspends")
def test_it_is_taken_up_again_where_it_stood_and_history_is_true(cast: Cast) -> None:
    matter = suspended(cast)
    resumed = resume_aid(ref=matter.ref, by=cast.approver, now=LATER + timedelta(days=5))
    assert resumed.state == "handling"
    assert [str(each) for each in differences()] == []


@pytest.mark.usefixtures("region_suspends")
def test_another_ground_and_no_reason_are_refused(cast: Cast) -> None:
    ref = steps.handling(cast).ref
    with pytest.raises(BadInput):
        suspend_aid(ref=ref, ground="laziness", reason="……", by=cast.approver, now=LATER)
    with pytest.raises(BadInput):
        suspend_aid(ref=ref, ground=GROUND, reason=" ", by=cast.approver, now=LATER)


@pytest.mark.usefixtures("region_suspends")
def test_only_an_approver_suspends(cast: Cast) -> None:
    ref = steps.handling(cast).ref
    with pytest.raises(NotAllowed):
        suspend_aid(ref=ref, ground=GROUND, reason="……", by=cast.assigner, now=LATER)


@pytest.mark.usefixtures("region_suspends")
def test_the_page_names_the_ground_with_its_article(cast: Cast, client: Client) -> None:
    matter = steps.handling(cast)
    client.force_login(cast.account("approver"))
    page = client.get(reverse("desk:suspend", args=[matter.ref])).content.decode()
    assert "受援人坚持违法要求的，可以中止法律援助（云岭省法律援助条例 12）" in page
