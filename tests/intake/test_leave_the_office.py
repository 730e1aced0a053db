"""Ways out before a decision: withdrawn by the applicant, handed over to the competent agency."""

from datetime import date, timedelta

import pytest

from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.intake.operations import redirect_application, withdraw_application
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=1)


def test_the_applicant_withdraws_and_all_clocks_stop(cast: Cast) -> None:
    matter = steps.received(cast)
    matter = withdraw_application(ref=matter.ref, reason="公司已经付钱", by=cast.applicant, now=LATER)
    assert matter.state == "withdrawn"
    assert not matter.timers.filter(ended_at=None).exists()


def test_a_clerk_does_not_withdraw_for_the_applicant(cast: Cast) -> None:
    matter = steps.received(cast)
    with pytest.raises(NotAllowed):
        withdraw_application(ref=matter.ref, reason="", by=cast.clerk, now=LATER)


def test_after_the_grant_it_is_too_late_to_withdraw_the_application(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(WrongState):
        withdraw_application(ref=matter.ref, reason="", by=cast.applicant, now=LATER)


def redirected(cast: Cast) -> tuple[Matter, Matter]:
    there = cast.other_agency.division_id
    matter = steps.submitted(cast, forum_place=there)
    matter = redirect_application(ref=matter.ref, to=there, reason="仲裁委在松岭县", by=cast.clerk, now=LATER)
    return matter, Matter.objects.get(previous=matter)


def test_the_competent_agency_gets_a_linked_matter_with_its_own_number_and_clock(cast: Cast) -> None:
    matter, follower = redirected(cast)
    assert (matter.state, follower.state) == ("redirected", "submitted")
    assert follower.number == "松援申字〔2026〕第1号"
    assert follower.timers.get(name="decide").due_on == date(2026, 6, 22)
    assert not matter.timers.filter(ended_at=None).exists()


def test_parties_answers_and_materials_go_along(cast: Cast) -> None:
    matter, follower = redirected(cast)
    assert follower.facts == matter.facts
    assert follower.application.materials == matter.application.materials
    assert [party.name for party in follower.parties.all()] == [party.name for party in matter.parties.all()]


def test_the_applicant_sees_both_and_the_other_office_only_its_own(cast: Cast) -> None:
    matter, follower = redirected(cast)
    assert {each.pk for each in seen_by(cast.applicant, LATER)} == {matter.pk, follower.pk}
    assert {each.pk for each in seen_by(cast.far_clerk, LATER)} == {follower.pk}


def test_it_cannot_be_handed_to_oneself(cast: Cast) -> None:
    matter = steps.submitted(cast)
    with pytest.raises(BadInput):
        redirect_application(ref=matter.ref, to=cast.agency.division_id, reason="", by=cast.clerk, now=LATER)
