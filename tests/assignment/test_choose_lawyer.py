"""The applicant's choice: offered, made, answered."""

from datetime import date, timedelta

import pytest

from fayuan.assignment.operations import (
    accept_assignment,
    choose_lawyer,
    decline_assignment,
    offer_choice,
    take_leave,
)
from fayuan.assignment.queries import open_choice, shortlist
from fayuan.core.errors import BadInput, LawForbids, NotAllowed, NotFound, WrongState
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)
NOON = NOW + timedelta(hours=3)


def offered(cast: Cast) -> Matter:
    """A matter whose applicant may choose."""
    return offer_choice(ref=steps.granted(cast).ref, by=cast.assigner, now=LATER)


def chosen(cast: Cast) -> Matter:
    """A matter whose applicant has chosen the labour lawyer."""
    matter = offered(cast)
    return choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=NOON)


def test_only_those_open_to_choice_stand_on_the_list(cast: Cast) -> None:
    choice = open_choice(offered(cast))
    assert choice is not None
    assert [profile.person for profile in shortlist(choice)] == [cast.people["lawyer"]]


def test_the_time_to_choose_ends_before_the_days_to_assign(cast: Cast) -> None:
    matter = steps.granted(cast)
    matter.agency.choice_hours = 1000
    matter.agency.save()
    choice = open_choice(offer_choice(ref=matter.ref, by=cast.assigner, now=LATER))
    assert choice is not None
    assert choice.until < matter.timers.get(name="assign").due_at


def test_where_nobody_is_open_to_choice_the_office_is_asked_to_assign(cast: Cast) -> None:
    Lawyer.objects.update(open_to_choice=False)
    with pytest.raises(LawForbids):
        offered(cast)


def test_the_choice_changes_no_state_and_tells_the_chosen_lawyer(cast: Cast) -> None:
    matter = chosen(cast)
    assert (matter.state, matter.handler) == ("awaiting_assignment", None)
    assert [each.person for each in matter.messages.filter(made_at=NOON)] == [cast.people["lawyer"]]
    assert seen_by(cast.lawyer, NOON).filter(pk=matter.pk).exists()


def test_a_lawyer_not_open_to_choice_cannot_be_chosen(cast: Cast) -> None:
    matter = offered(cast)
    with pytest.raises(LawForbids) as refused:
        choose_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.applicant, now=NOON)
    assert refused.value.code == "not_qualified"


def test_nobody_else_chooses_for_the_applicant(cast: Cast) -> None:
    matter = offered(cast)
    with pytest.raises(NotAllowed):
        choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.clerk, now=NOON)
    with pytest.raises(NotFound):
        choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.other_applicant, now=NOON)


def test_without_an_offer_nothing_can_be_chosen(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(WrongState):
        choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=NOON)


def test_while_the_chosen_lawyer_is_asked_no_other_can_be_chosen(cast: Cast) -> None:
    matter = chosen(cast)
    with pytest.raises(WrongState):
        choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=NOON)


def test_papers_and_clocks_begin_when_the_chosen_lawyer_accepts(cast: Cast) -> None:
    matter = chosen(cast)
    assert not matter.papers.filter(name="指派通知书").exists()
    later = NOW + timedelta(days=3)
    matter = accept_assignment(ref=matter.ref, by=cast.actor("lawyer", later), now=later)
    assert (matter.state, matter.handler) == ("assigned", cast.people["lawyer"])
    assert {"指派通知书", "法律援助公函"} <= set(matter.papers.values_list("name", flat=True))
    assert matter.timers.get(name="sign_agreement").due_on == date(2026, 6, 22)  # 20 and 21 June: days off
    assert [each.person for each in matter.messages.filter(made_at=later)] == [cast.people["applicant"]]
    assert open_choice(matter) is None


def test_after_a_refusal_the_applicant_is_told_and_may_choose_again(cast: Cast) -> None:
    matter = chosen(cast)
    later = NOON + timedelta(hours=1)
    matter = decline_assignment(ref=matter.ref, reason="时间冲突", by=cast.lawyer, now=later)
    assert matter.state == "awaiting_assignment"
    assert [each.person for each in matter.messages.filter(made_at=later)] == [cast.people["applicant"]]
    assert not seen_by(cast.lawyer, later).filter(pk=matter.pk).exists()
    Lawyer.objects.filter(person=cast.people["other_lawyer"]).update(open_to_choice=True)
    choose_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.applicant, now=later)


def test_a_lawyer_suspended_in_mid_choice_cannot_accept(cast: Cast) -> None:
    matter = chosen(cast)
    Lawyer.objects.filter(person=cast.people["lawyer"]).update(suspended=True)
    with pytest.raises(LawForbids):
        accept_assignment(ref=matter.ref, by=cast.lawyer, now=NOON)


def test_a_lawyer_who_went_on_leave_in_mid_choice_is_not_asked_and_the_choice_stays_open(cast: Cast) -> None:
    matter = offered(cast)
    take_leave(first_day=NOW.date(), last_day=NOW.date(), by=cast.lawyer, now=LATER)
    with pytest.raises(BadInput) as refused:
        choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=NOON)
    assert "休假" in refused.value.fields["lawyer"]
    assert open_choice(matter) is not None
