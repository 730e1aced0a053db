"""An agency's way of finding lawyers: it begins by itself, goes on when nobody answers, and nobody waits unseen."""

from datetime import timedelta
from typing import Any

import pytest

from fayuan.assignment.models import Assignment
from fayuan.assignment.operations import (
    accept_assignment,
    choose_lawyer,
    decline_assignment,
    offer_choice,
    set_policy,
    take_leave,
)
from fayuan.assignment.queries import last_proposal, open_choice, running, waiting_for
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.matters import timers
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(hours=2)
DAY = timedelta(days=1)


def granted_under(cast: Cast, mode: str, **policy: Any) -> Matter:
    """A matter granted at an agency that assigns in this mode, a few minutes later."""
    set_policy(agency=cast.agency.pk, mode=mode, by=cast.approver, now=NOW, **policy)
    matter = steps.granted(cast)
    timers.run_due(SOON)
    matter.refresh_from_db()
    return matter


def told(matter: Matter) -> list[tuple[str, str]]:
    """Which words were sent to whom, in order."""
    rows = matter.messages.order_by("pk").values_list("template", "person__name")
    return [(template, name) for template, name in rows]


def test_only_the_approver_says_how_the_agency_assigns(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_policy(agency=cast.agency.pk, mode="call", by=cast.clerk, now=NOW)


def test_hours_past_the_three_days_are_refused(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        set_policy(agency=cast.agency.pk, mode="call", answer_hours=100, by=cast.approver, now=NOW)
    assert set(refused.value.fields) == {"answer_hours"}


def test_a_fair_share_below_the_mean_is_refused_and_none_at_all_is_not(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        set_policy(agency=cast.agency.pk, mode="call", fair_share=50, by=cast.approver, now=NOW)
    assert set(refused.value.fields) == {"fair_share"}
    policy = set_policy(agency=cast.agency.pk, mode="call", fair_share=0, by=cast.approver, now=NOW)
    assert policy.fair_share == 0


def test_by_hand_nothing_begins_by_itself(cast: Cast) -> None:
    matter = steps.granted(cast)
    timers.run_due(SOON)
    assert last_proposal(matter) is None
    assert running(matter) is None


def test_in_the_mode_of_proposals_the_list_is_there_and_the_assigners_know(cast: Cast) -> None:
    matter = granted_under(cast, "proposal")
    assert last_proposal(matter) is not None
    assert ("decide_lawyer", "孟某") in told(matter)


def test_half_of_the_days_the_heads_are_told(cast: Cast) -> None:
    matter = steps.granted(cast)
    timers.run_due(NOW + 2 * DAY)
    assert {name for words, name in told(matter) if words == "half_time"} == {"孟某", "马某", "郑某"}


def test_once_somebody_has_the_case_nobody_is_told_at_half_time(cast: Cast) -> None:
    matter = steps.assigned(cast)
    timers.run_due(NOW + 2 * DAY)
    assert "half_time" not in dict(told(matter))


def test_a_choice_that_nobody_makes_ends_in_a_list_for_the_office_and_stays_open_meanwhile(
    cast: Cast,
) -> None:
    matter = granted_under(cast, "choice", choice_hours=4)
    assert open_choice(matter) is not None
    timers.run_due(NOW + timedelta(hours=5))
    assert last_proposal(matter) is not None
    assert [words for words, name in told(matter) if name == "李某"][-1] == "choice_ended"
    assert open_choice(matter) is not None


def test_a_choice_that_nobody_makes_may_lead_to_a_call(cast: Cast) -> None:
    matter = granted_under(cast, "choice", choice_hours=4, after="call")
    timers.run_due(NOW + timedelta(hours=5))
    offer = running(matter)
    assert offer is not None
    assert offer.mode == Assignment.Mode.CALL
    assert open_choice(matter) is None


def test_a_chosen_lawyer_who_keeps_silent_is_asked_no_longer_and_the_applicant_may_choose_again(
    cast: Cast,
) -> None:
    matter = granted_under(cast, "choice", choice_hours=48, answer_hours=3)
    choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=LATER)
    timers.run_due(LATER + timedelta(hours=4))
    assert running(matter) is None
    assert matter.assignments.get().status == Assignment.Status.LAPSED
    assert sorted(told(matter)[-2:]) == [("answer_late", "高某"), ("chosen_declined", "李某")]
    with pytest.raises(WrongState, match="答复的时间已过"):
        accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER + DAY)


def test_when_nobody_can_be_chosen_the_office_gets_the_list(cast: Cast) -> None:
    cast.people["lawyer"].lawyer.__class__.objects.update(open_to_choice=False)
    matter = granted_under(cast, "choice")
    assert open_choice(matter) is None
    assert last_proposal(matter) is not None


def test_a_notice_is_nobodys_choice(cast: Cast) -> None:
    set_policy(agency=cast.agency.pk, mode="choice", by=cast.approver, now=NOW)
    matter = steps.notified(cast)
    timers.run_due(SOON)
    assert open_choice(matter) is None
    assert last_proposal(matter) is not None


def test_of_those_called_the_first_has_the_case_and_the_others_are_told(cast: Cast) -> None:
    matter = granted_under(cast, "call")
    for key in ("lawyer", "other_lawyer"):
        assert waiting_for(cast.people[key].pk).filter(matter=matter).exists()
    matter = accept_assignment(ref=matter.ref, by=cast.other_lawyer, now=LATER)
    assert (matter.state, matter.handler) == ("assigned", cast.people["other_lawyer"])
    assert ("offer_withdrawn", "高某") in told(matter)
    assert not seen_by(cast.lawyer, LATER).filter(pk=matter.pk).exists()
    with pytest.raises(WrongState, match="已由别的律师接下"):
        accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER)


def test_of_those_called_one_passes_and_the_others_may_still_take_it(cast: Cast) -> None:
    matter = granted_under(cast, "call")
    decline_assignment(ref=matter.ref, reason="当天开庭", code="time", by=cast.lawyer, now=LATER)
    assert not waiting_for(cast.people["lawyer"].pk).exists()
    matter = accept_assignment(ref=matter.ref, by=cast.other_lawyer, now=LATER)
    assert matter.state == "assigned"


def test_a_call_that_nobody_answers_ends_in_a_list_for_the_office(cast: Cast) -> None:
    matter = granted_under(cast, "call", answer_hours=5)
    timers.run_due(NOW + timedelta(hours=6))
    assert running(matter) is None
    assert ("decide_lawyer", "孟某") in told(matter)


def test_who_went_on_leave_after_the_call_may_still_answer_and_who_was_suspended_may_not(cast: Cast) -> None:
    matter = granted_under(cast, "call")
    take_leave(first_day=NOW.date(), last_day=NOW.date() + DAY, by=cast.lawyer, now=SOON)
    assert accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER).state == "assigned"


def test_firms_have_their_turns(cast: Cast) -> None:
    first = granted_under(cast, "rotation")
    one = running(first)
    second = steps.granted(cast, now=LATER, applicant=steps.PersonInput(id=cast.people["other_applicant"].pk))
    timers.run_due(LATER + timedelta(minutes=5))
    other = running(second)
    assert one is not None
    assert other is not None
    assert {one.unit, other.unit} == set(cast.firms.values())
    assert "轮到" in other.reason


def test_a_firm_that_names_nobody_in_time_loses_its_turn_to_the_next(cast: Cast) -> None:
    matter = granted_under(cast, "rotation", answer_hours=3)
    one = running(matter)
    timers.run_due(NOW + timedelta(hours=4))
    other = running(matter)
    assert one is not None
    assert other is not None
    assert other.unit != one.unit
    assert matter.assignments.get(pk=one.pk).status == Assignment.Status.LAPSED


def test_a_firm_closed_overnight_loses_nobody(cast: Cast) -> None:
    matter = granted_under(cast, "rotation", answer_hours=3)
    one = running(matter)
    assert one is not None
    one.unit.valid_to = NOW.date() - DAY
    one.unit.save()
    timers.run_due(NOW + timedelta(hours=4))
    other = running(matter)
    assert other is not None
    assert other.unit != one.unit


def test_when_every_firm_kept_silent_the_office_gets_the_list_within_the_three_days(cast: Cast) -> None:
    matter = granted_under(cast, "rotation", answer_hours=2)
    timers.run_due(NOW + timedelta(hours=10))
    matter.refresh_from_db()
    assert matter.state == "awaiting_assignment"
    assert ("decide_lawyer", "孟某") in told(matter)
    assert timers.run_due(NOW + 2 * DAY) >= 1  # and at half time the heads are told


def test_a_declined_case_begins_again_as_the_policy_says(cast: Cast) -> None:
    matter = granted_under(cast, "proposal")
    steps.assignment.assign_lawyer(
        ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER
    )
    decline_assignment(ref=matter.ref, reason="有利害关系", code="conflict", by=cast.lawyer, now=LATER)
    proposals = matter.proposals.count()
    timers.run_due(LATER + timedelta(minutes=5))
    assert matter.proposals.count() == proposals + 1


def test_history_stays_true_under_every_mode(cast: Cast) -> None:
    for mode in ("proposal", "choice", "rotation", "call"):
        granted_under(cast, mode, answer_hours=2)
        timers.run_due(NOW + timedelta(hours=9))
    assert list(differences()) == []


def test_an_offered_choice_under_no_policy_still_ends(cast: Cast) -> None:
    matter = steps.granted(cast)
    offer_choice(ref=matter.ref, by=cast.assigner, now=SOON)
    timers.run_due(SOON + 2 * DAY)
    assert last_proposal(matter) is not None
