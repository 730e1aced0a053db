"""Members of a group, opponents and staff are people: each is known by their record or by their identity number."""

import pytest

from fayuan.core.errors import NotAllowed
from fayuan.intake.inputs import MemberInput, OpponentInput
from fayuan.intake.operations import examine_application, withdraw_application
from fayuan.matters import access
from fayuan.matters.models import Matter, Party

import steps
from cast import ID_NUMBERS, NOW, Cast

LATER = NOW + 2 * steps.MINUTE


def group(cast: Cast, **representative: bool) -> Matter:
    """A group in which the other applicant stands."""
    other = cast.people["other_applicant"]
    member = MemberInput(other.name, person=other.pk, **representative)
    return steps.received(cast, members=(member, MemberInput("工友")))


def test_a_member_follows_the_matter_of_the_group(cast: Cast) -> None:
    assert access.fetch(group(cast).ref, cast.other_applicant, LATER)


def test_a_member_does_not_act_for_the_group(cast: Cast) -> None:
    matter = group(cast)
    with pytest.raises(NotAllowed):
        withdraw_application(ref=matter.ref, reason="", by=cast.other_applicant, now=LATER)


def test_a_representative_acts_for_the_group(cast: Cast) -> None:
    matter = group(cast, is_representative=True)
    withdraw_application(ref=matter.ref, reason="", by=cast.other_applicant, now=LATER)
    matter.refresh_from_db()
    assert matter.state == "withdrawn"


def test_an_opponents_number_leads_to_the_person_we_know(cast: Cast) -> None:
    asked = OpponentInput("周某", id_number=ID_NUMBERS["other_applicant"])
    matter = steps.submitted(cast, opponents=(asked,))
    assert matter.parties.get(role=Party.Role.OPPONENT).person == cast.people["other_applicant"]


def test_an_opponent_whom_nobody_knows_is_kept_with_their_number(cast: Cast) -> None:
    matter = steps.submitted(cast, opponents=(OpponentInput("某人", id_number="970102197001010016"),))
    person = matter.parties.get(role=Party.Role.OPPONENT).person
    assert person is not None
    assert person.id_number == "970102197001010016"
    assert not matter.grants.filter(holder=person.holder).exists()


def test_staff_whose_number_is_a_partys_do_not_examine(cast: Cast) -> None:
    examiner = cast.people["examiner"]
    examiner.id_number = "970102197001010016"
    examiner.save()
    matter = steps.received(cast, opponents=(OpponentInput("某人", id_number="970102197001010016"),))
    with pytest.raises(NotAllowed) as refused:
        examine_application(ref=matter.ref, result="grant", by=cast.examiner, now=LATER)
    assert refused.value.code == "own_matter"


def test_a_next_agency_lets_members_follow_too(cast: Cast) -> None:
    matter = group(cast)
    there = steps.intake.redirect_application(
        ref=matter.ref, to=cast.other_agency.division_id, reason="管辖", by=cast.clerk, now=LATER
    ).following.get()
    assert access.fetch(there.ref, cast.other_applicant, LATER)
