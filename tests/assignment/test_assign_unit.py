"""A firm gets the case; its head names the person."""

from datetime import date, timedelta

import pytest

from fayuan.assignment.operations import assign_unit, decline_assignment, name_lawyer
from fayuan.core.errors import BadInput, LawForbids, NotAllowed, NotFound, WrongState
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)
NOON = NOW + timedelta(hours=3)
FIRM = "正平律师事务所"


def given(cast: Cast, matter: Matter | None = None) -> Matter:
    """A matter in the hands of the firm, nobody named."""
    matter = matter or steps.granted(cast)
    return assign_unit(ref=matter.ref, unit=cast.firms[FIRM].pk, by=cast.assigner, now=LATER)


def test_the_firm_has_the_case_and_its_head_sees_it(cast: Cast) -> None:
    matter = given(cast)
    assert (matter.state, matter.unit, matter.handler) == ("assigned", cast.firms[FIRM], None)
    assert seen_by(cast.firm_head, LATER).filter(pk=matter.pk).exists()
    assert not seen_by(cast.lawyer, LATER).filter(pk=matter.pk).exists()
    assert [each.institution for each in matter.messages.filter(made_at=LATER)] == [cast.firms[FIRM]]


def test_the_days_to_assign_are_kept_and_those_to_name_begin(cast: Cast) -> None:
    matter = given(cast)
    assert matter.timers.get(name="assign").status == "met"
    assert matter.timers.get(name="name_lawyer").due_on == date(
        2026, 6, 22
    )  # working days, 19 June is one off
    assert matter.timers.get(name="sign_agreement").due_on == date(2026, 6, 17)


def test_the_head_names_the_person_and_they_are_told(cast: Cast) -> None:
    matter = given(cast)
    matter = name_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.firm_head, now=NOON)
    assert (matter.state, matter.handler) == ("assigned", cast.people["lawyer"])
    told = {each.person for each in matter.messages.filter(made_at=NOON)}
    assert told == {cast.people["applicant"], cast.people["lawyer"]}
    assert matter.papers.filter(name="法律援助公函").count() == 1
    assert matter.timers.get(name="name_lawyer").status == "met"


def test_an_authority_gets_its_reply_only_when_the_person_is_named(cast: Cast) -> None:
    matter = given(cast, steps.notified(cast))
    assert matter.timers.get(name="reply_authority").ended_at is None
    matter = name_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.firm_head, now=NOON)
    assert matter.timers.get(name="reply_authority").status == "met"


def test_a_person_of_another_firm_cannot_be_named(cast: Cast) -> None:
    matter = given(cast)
    with pytest.raises(BadInput):
        name_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.firm_head, now=NOON)


def test_nobody_is_named_twice(cast: Cast) -> None:
    matter = given(cast)
    name_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.firm_head, now=NOON)
    with pytest.raises(WrongState):
        name_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.firm_head, now=NOON)


def test_a_clerk_names_nobody(cast: Cast) -> None:
    matter = given(cast)
    with pytest.raises(NotAllowed):
        name_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.clerk, now=NOON)


def test_the_firm_may_decline(cast: Cast) -> None:
    matter = given(cast)
    matter = decline_assignment(ref=matter.ref, reason="没有合适的人", by=cast.firm_head, now=NOON)
    assert (matter.state, matter.unit) == ("awaiting_assignment", None)
    assert matter.timers.filter(ended_at=None).get().name == "assign"


def test_a_firm_without_anybody_who_may_take_it_cannot_have_the_case(cast: Cast) -> None:
    Lawyer.objects.filter(unit=cast.firms[FIRM]).update(suspended=True)
    matter = steps.granted(cast)
    with pytest.raises(LawForbids):
        given(cast, matter)


def test_an_office_that_takes_no_cases_is_not_found(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(NotFound):
        assign_unit(ref=matter.ref, unit=cast.court.pk, by=cast.assigner, now=LATER)
