"""Objecting to a refusal: to the bureau that set the agency up, which upholds it or orders its correction."""

from datetime import date, timedelta

import pytest

from fayuan.core.errors import NotAllowed, NotFound, WrongState
from fayuan.intake.operations import decide_objection, grant_application, object_to_decision
from fayuan.matters import timers
from fayuan.matters.models import Matter
from fayuan.messaging import jobs

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=5)


def objected(cast: Cast, now: object = LATER) -> Matter:
    matter = steps.refused(cast)
    return object_to_decision(
        ref=matter.ref, reason="其中八千元是去年一次性补偿", by=cast.applicant, now=LATER
    )


def test_the_bureau_sees_the_matter_from_the_objection_on(cast: Cast) -> None:
    matter = steps.refused(cast)
    with pytest.raises(NotFound):
        decide_objection(ref=matter.ref, outcome="uphold", by=cast.bureau_officer, now=LATER)
    object_to_decision(ref=matter.ref, reason="不同意", by=cast.applicant, now=LATER)
    assert (
        decide_objection(ref=matter.ref, outcome="uphold", by=cast.bureau_officer, now=LATER).state
        == "upheld"
    )


def test_it_is_decided_within_five_days(cast: Cast) -> None:
    assert objected(cast).timers.get(name="decide_objection").due_on == date(2026, 6, 22)


def test_the_agency_does_not_judge_its_own_decision(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decide_objection(ref=objected(cast).ref, outcome="uphold", by=cast.approver, now=LATER)


def test_an_ordered_correction_is_a_paper_of_the_bureau_and_lets_the_agency_grant(cast: Cast) -> None:
    matter = decide_objection(
        ref=objected(cast).ref,
        outcome="correct",
        reason="月均收入未超过标准",
        by=cast.bureau_officer,
        now=LATER,
    )
    paper = matter.papers.get(name="法律援助异议审查决定书")
    assert (matter.state, paper.issuer) == ("corrected", cast.bureau)
    assert grant_application(ref=matter.ref, by=cast.approver, now=LATER).state == "awaiting_assignment"


def test_there_is_nothing_to_object_to_before_a_decision(cast: Cast) -> None:
    with pytest.raises(WrongState):
        object_to_decision(ref=steps.examined(cast).ref, reason="不同意", by=cast.applicant, now=LATER)


def test_a_late_objection_is_taken_and_marked_late(cast: Cast) -> None:
    matter = steps.refused(cast)
    jobs.send(matter.messages.get(template="refused").pk)
    begun = matter.timers.get(name="object_until")
    timers.run_due(begun.due_at)
    object_to_decision(
        ref=matter.ref, reason="住院了", by=cast.applicant, now=begun.due_at + timedelta(days=1)
    )
    assert matter.objections.get().is_late
