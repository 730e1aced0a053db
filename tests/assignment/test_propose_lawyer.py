"""Proposing: who comes first and why, who is excluded and why; nothing is assigned."""

from datetime import date, timedelta

import pytest

from fayuan.assignment.operations import assign_lawyer, decline_assignment, propose_lawyer, take_leave
from fayuan.core.errors import NotAllowed
from fayuan.core.models import AuditRow

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)


def reasons(excluded: list[dict[str, object]], person: int) -> set[str]:
    """The codes that exclude a person."""
    return {each["code"] for one in excluded if one["person"] == person for each in one["reasons"]}  # type: ignore[attr-defined]  # JSON


def test_the_fitting_speciality_comes_first_with_a_line_that_says_why(cast: Cast) -> None:
    matter = steps.granted(cast, subject="support", form="litigation", forum_kind="court")
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert proposal.first == cast.people["other_lawyer"].pk
    assert "擅长婚姻家庭" in proposal.ranked[0]["why"]


def test_a_proposal_changes_no_state_and_tells_nobody(cast: Cast) -> None:
    matter = steps.granted(cast)
    propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    matter.refresh_from_db()
    assert matter.state == "awaiting_assignment"
    assert matter.handler is None
    assert not matter.messages.filter(made_at=LATER).exists()


def test_a_minors_defence_goes_to_who_is_familiar_with_minors(cast: Cast) -> None:
    person = steps.PersonInput(details={"name": "许某", "born": date(2009, 12, 1), "sex": "m"})
    matter = steps.notified(cast, reason="minor", person=person)
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert proposal.persons == [cast.people["defender"].pk]
    assert reasons(proposal.excluded, cast.people["lawyer"].pk) == {"not_qualified"}
    article = proposal.excluded[0]["reasons"][0]["article"]
    assert article == "未成年人保护法 104"


def test_a_co_defendants_lawyer_is_excluded_for_conflict(cast: Cast) -> None:
    first = steps.notified(cast)
    assign_lawyer(ref=first.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=LATER)
    person = steps.PersonInput(details={"name": "乙某", "born": date(1985, 1, 1), "sex": "m"})
    second = steps.notified(cast, person=person)
    proposal = propose_lawyer(ref=second.ref, by=cast.assigner, now=LATER)
    assert "conflict_of_interest" in reasons(proposal.excluded, cast.people["defender"].pk)


def test_who_declined_is_not_proposed_again(cast: Cast) -> None:
    matter = steps.assigned(cast)
    decline_assignment(ref=matter.ref, reason="与对方有业务往来", by=cast.lawyer, now=LATER)
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert reasons(proposal.excluded, cast.people["lawyer"].pk) == {"declined"}


def test_who_is_on_leave_is_not_proposed(cast: Cast) -> None:
    take_leave(first_day=NOW.date(), last_day=date(2026, 6, 20), by=cast.lawyer, now=NOW)
    matter = steps.granted(cast)
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert reasons(proposal.excluded, cast.people["lawyer"].pk) == {"on_leave"}


def test_who_has_less_in_hand_comes_first_among_equals(cast: Cast) -> None:
    steps.assigned(cast)
    matter = steps.granted(cast, applicant=steps.PersonInput(id=cast.people["other_applicant"].pk))
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert proposal.persons[:2] == [cast.people["other_lawyer"].pk, cast.people["lawyer"].pk]


def test_who_helped_the_same_person_before_comes_first(cast: Cast) -> None:
    steps.assigned(cast)
    matter = steps.granted(cast)
    proposal = propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert proposal.first == cast.people["lawyer"].pk


def test_only_an_assigner_asks_for_a_proposal(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(NotAllowed):
        propose_lawyer(ref=matter.ref, by=cast.clerk, now=LATER)


def test_the_trail_says_for_which_matter_it_was_asked(cast: Cast) -> None:
    matter = steps.granted(cast)
    propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
    assert AuditRow.objects.filter(action="propose_lawyer", subject_id=matter.ref, result="done").exists()


def test_the_number_of_queries_does_not_grow_with_the_panel(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    matter = steps.granted(cast)
    with django_assert_max_num_queries(45):  # type: ignore[operator]  # pytest-django's fixture
        propose_lawyer(ref=matter.ref, by=cast.assigner, now=LATER)
