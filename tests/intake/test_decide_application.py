"""Examination, refusal, first aid: two people, the law's reasons, and no decision about one's own matter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fayuan.core.errors import BadInput, LawForbids, NotAllowed
from fayuan.intake.inputs import PersonInput
from fayuan.intake.operations import (
    examine_application,
    grant_application,
    grant_first,
    receive_application,
    refuse_application,
    submit_application,
    supplement_application,
)
from fayuan.matters.models import Matter
from fayuan.people.models import Post

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)
RICH = {"household": [{"relation": "self", "income_fen": 3_000_000}]}


def test_the_examiner_is_not_the_approver(cast: Cast) -> None:
    Post.objects.create(person=cast.people["examiner"], role="approver", institution=cast.agency, since=NOW)
    matter = steps.examined(cast)
    with pytest.raises(NotAllowed):
        grant_application(ref=matter.ref, by=cast.examiner, now=LATER)


def own_matter(cast: Cast) -> Matter:
    application = replace(steps.application(cast), applicant=PersonInput(id=cast.people["examiner"].pk))
    matter = submit_application(application=application, by=cast.clerk, now=NOW)
    return receive_application(ref=matter.ref, by=cast.clerk, now=NOW)


def test_nobody_examines_a_matter_of_their_own(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as stop:
        examine_application(ref=own_matter(cast).ref, result="grant", by=cast.examiner, now=LATER)
    assert stop.value.code == "own_matter"


def test_a_refusal_says_why_by_which_article_and_how_to_object(cast: Cast) -> None:
    paper = steps.refused(cast).papers.get(name="不予法律援助决定书")
    assert "法律援助法 34" in paper.data["basis"]
    assert "15日" in paper.data["objection_period"]
    assert paper.data["bureau"] == cast.bureau.name


def test_a_refusal_needs_a_ground_that_the_law_knows(cast: Cast) -> None:
    matter = steps.examined(cast, result="refuse")
    with pytest.raises(BadInput):
        refuse_application(ref=matter.ref, reason="bad_mood", by=cast.approver, now=LATER)


def in_shanghai(cast: Cast) -> dict[str, object]:
    """A place whose line is known, for a means test that comes to an end."""
    cast.agency.division_id = "310101"
    cast.agency.save()
    return {
        "subject": "traffic_injury",
        "form": "litigation",
        "forum_kind": "court",
        "forum_place": "310101",
        "materials": ("application_form", "id_card", "means_statement", "case_papers"),
        "pledge": True,
    }


def test_granting_against_the_means_needs_a_reason(cast: Cast) -> None:
    matter = steps.examined(cast, **{**in_shanghai(cast), "means": RICH})
    with pytest.raises(LawForbids) as stop:
        grant_application(ref=matter.ref, by=cast.approver, now=LATER)
    assert stop.value.code == "means_exceeded"
    granted = grant_application(ref=matter.ref, reason="突发重病，收入已经中断", by=cast.approver, now=LATER)
    assert granted.state == "awaiting_assignment"


def urgent(cast: Cast, limitation: date) -> Matter:
    return steps.received(
        cast, materials=("application_form", "id_card"), limitation=limitation, subject="labour_remuneration"
    )


def test_less_than_seven_days_to_the_limitation_allow_first_aid(cast: Cast) -> None:
    matter = urgent(cast, date(2026, 6, 16))
    matter = grant_first(
        ref=matter.ref, reason="limitation", complete_by=date(2026, 6, 23), by=cast.approver, now=LATER
    )
    assert matter.state == "awaiting_assignment"
    assert matter.timers.get(name="complete_papers").due_on == date(2026, 6, 23)
    assert "法律援助法 44(1)" in matter.decisions.get().assessment.citations


def test_with_more_time_there_is_no_first_aid(cast: Cast) -> None:
    matter = urgent(cast, date(2026, 12, 1))
    with pytest.raises(LawForbids) as stop:
        grant_first(
            ref=matter.ref, reason="limitation", complete_by=date(2026, 6, 23), by=cast.approver, now=LATER
        )
    assert stop.value.code == "not_urgent"


def test_first_aid_needs_a_day_by_which_the_papers_come(cast: Cast) -> None:
    matter = urgent(cast, date(2026, 6, 16))
    with pytest.raises(BadInput):
        grant_first(ref=matter.ref, reason="limitation", by=cast.approver, now=LATER)


def test_papers_that_come_in_time_end_that_clock(cast: Cast) -> None:
    matter = urgent(cast, date(2026, 6, 16))
    grant_first(
        ref=matter.ref, reason="limitation", complete_by=date(2026, 6, 23), by=cast.approver, now=LATER
    )
    matter = supplement_application(
        ref=matter.ref, materials=["group_proof", "case_papers"], by=cast.applicant, now=LATER
    )
    assert matter.state == "awaiting_assignment"
    assert not matter.timers.filter(name="complete_papers", ended_at=None).exists()


@pytest.mark.parametrize("ground", ["out_of_scope", "no_right"])
def test_only_of_the_means_may_people_judge_otherwise(cast: Cast, ground: str) -> None:
    matter = steps.examined(cast)
    with pytest.raises(LawForbids, match="只有经济状况可以另作认定") as refusal:
        refuse_application(ref=matter.ref, reason=ground, by=cast.approver, now=LATER, explanation="我看不行")
    assert refusal.value.code == ground
    matter.refresh_from_db()
    assert matter.state == "examined"
