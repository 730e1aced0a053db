"""Assigning a lawyer: who may, whom the law excludes, what it starts, whom it tells."""

from datetime import date, timedelta

import pytest

from fayuan.assignment.models import Assignment
from fayuan.assignment.operations import assign_lawyer, choose_lawyer, offer_choice
from fayuan.core.errors import LawForbids, NotAllowed, NotFound, WrongState
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)


def told_by(matter: Matter, moment: object) -> set[str]:
    """The templates of the messages written at a moment."""
    return set(matter.messages.filter(made_at=moment).values_list("template", flat=True))


def test_the_lawyer_is_in_charge_and_five_days_to_sign_begin(cast: Cast) -> None:
    matter = steps.granted(cast)
    matter = assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)
    assert (matter.state, matter.handler) == ("assigned", cast.people["lawyer"])
    assert matter.unit == cast.firms["正平律师事务所"]
    assert matter.timers.get(name="sign_agreement").due_on == date(2026, 6, 17)
    assert not matter.timers.filter(name="assign", ended_at=None).exists()


def test_the_notice_to_the_unit_and_the_letter_to_the_forum_are_issued_at_once(cast: Cast) -> None:
    matter = steps.assigned(cast)
    names = set(matter.papers.values_list("name", flat=True))
    assert {"指派通知书", "法律援助公函"} <= names


def test_applicant_and_lawyer_are_told(cast: Cast) -> None:
    matter = steps.granted(cast)
    assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)
    told = {(each.person_id, each.template) for each in matter.messages.filter(made_at=LATER)}
    assert told == {
        (cast.people["applicant"].pk, "assigned"),
        (cast.people["lawyer"].pk, "assigned_lawyer"),
    }


def test_the_lawyer_and_the_head_of_the_firm_see_the_matter_from_now_on(cast: Cast) -> None:
    matter = steps.granted(cast)
    assert not seen_by(cast.lawyer, LATER).filter(pk=matter.pk).exists()
    assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)
    assert seen_by(cast.lawyer, LATER).filter(pk=matter.pk).exists()
    assert seen_by(cast.firm_head, LATER).filter(pk=matter.pk).exists()
    assert not seen_by(cast.other_lawyer, LATER).filter(pk=matter.pk).exists()


def test_only_an_assigner_assigns(cast: Cast) -> None:
    matter = steps.granted(cast)
    for key in ("clerk", "examiner", "approver"):
        with pytest.raises(NotAllowed):
            assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.actor(key), now=LATER)


def test_what_was_not_granted_cannot_be_assigned(cast: Cast) -> None:
    matter = steps.examined(cast)
    with pytest.raises(WrongState):
        assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)


def test_somebody_who_takes_no_cases_is_not_found(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(NotFound):
        assign_lawyer(ref=matter.ref, lawyer=cast.people["clerk"].pk, by=cast.assigner, now=LATER)


def test_a_suspended_lawyer_is_not_qualified(cast: Cast) -> None:
    Lawyer.objects.filter(person=cast.people["lawyer"]).update(suspended=True)
    matter = steps.granted(cast)
    with pytest.raises(LawForbids) as refused:
        assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)
    assert refused.value.code == "not_qualified"


def test_a_lawyer_without_three_years_of_defence_may_not_take_a_capital_case(cast: Cast) -> None:
    Lawyer.objects.filter(person=cast.people["defender"]).update(defence_since=date(2024, 6, 1))
    matter = steps.notified(cast)
    with pytest.raises(LawForbids) as refused:
        assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=LATER)
    assert refused.value.code == "not_qualified"


def test_two_defendants_of_one_case_do_not_have_the_same_lawyer(cast: Cast) -> None:
    defender = cast.people["defender"].pk
    first = steps.notified(cast)
    assign_lawyer(ref=first.ref, lawyer=defender, by=cast.assigner, now=LATER)
    person = steps.PersonInput(details={"name": "乙某", "born": date(1985, 1, 1), "sex": "m"})
    second = steps.notified(cast, person=person, co_defendants=("甲某",))
    with pytest.raises(LawForbids) as refused:
        assign_lawyer(ref=second.ref, lawyer=defender, by=cast.assigner, now=LATER)
    assert refused.value.code == "conflict_of_interest"


def test_a_lawyer_who_acts_for_the_opponent_has_a_conflict(cast: Cast) -> None:
    steps.assigned(cast)
    opponent = steps.OpponentInput("李某", person=cast.people["applicant"].pk)
    applicant = steps.PersonInput(id=cast.people["other_applicant"].pk)
    matter = steps.granted(cast, applicant=applicant, opponents=(opponent,))
    with pytest.raises(LawForbids) as refused:
        assign_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=LATER)
    assert refused.value.code == "conflict_of_interest"


def test_an_authority_that_gave_notice_gets_its_reply(cast: Cast) -> None:
    matter = steps.notified(cast)
    matter = assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=LATER)
    told = {(each.person_id, each.institution_id) for each in matter.messages.filter(made_at=LATER)}
    assert told == {(cast.people["defender"].pk, None), (None, cast.court.pk)}
    assert matter.timers.get(name="reply_authority").status == "met"


def test_an_offer_to_somebody_else_is_withdrawn_and_they_are_told(cast: Cast) -> None:
    matter = steps.granted(cast)
    offer_choice(ref=matter.ref, by=cast.assigner, now=LATER)
    choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=LATER)
    later = LATER + timedelta(hours=1)
    assign_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.assigner, now=later)
    assert told_by(matter, later) == {"assigned", "assigned_lawyer", "offer_withdrawn"}
    assert not seen_by(cast.lawyer, later).filter(pk=matter.pk).exists()
    assert matter.assignments.filter(status=Assignment.Status.ENDED).count() == 1
