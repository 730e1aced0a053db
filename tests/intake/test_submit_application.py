"""Handing in an application: number, clock, verdict, who may see it; by oneself, by the window, by somebody else."""

from datetime import date

import pytest

from fayuan.core.errors import BadInput, LawForbids, NotAllowed
from fayuan.intake.inputs import AgentInput, MemberInput, OpponentInput, PersonInput
from fayuan.intake.models import Consultation
from fayuan.intake.operations import register_consultation, submit_application
from fayuan.matters.access import seen_by

import steps
from cast import NOW, Cast


def test_it_gets_a_number_and_seven_days_to_decide(cast: Cast) -> None:
    matter = steps.submitted(cast)
    assert matter.number == "石援申字〔2026〕第1号"
    assert matter.state == "submitted"
    assert matter.timers.get(name="decide").due_on == date(2026, 6, 22)


def test_the_law_says_at_once_whether_means_must_be_shown(cast: Cast) -> None:
    assert steps.submitted(cast).means_test == "exempt"
    assert steps.submitted(cast, subject="traffic_injury", form="litigation").means_test == "required"


def test_the_applicant_and_the_agency_see_it_and_nobody_else(cast: Cast) -> None:
    matter = steps.submitted(cast)
    seeing = {key for key in cast.people if seen_by(cast.actor(key), NOW).filter(pk=matter.pk).exists()}
    assert seeing == {
        "applicant",
        "clerk",
        "other_clerk_here",
        "examiner",
        "approver",
        "assigner",
        "closing_reviewer",
        "finance",
        "head",
        "window",
    }


def test_a_citizen_hands_in_their_own_application(cast: Cast) -> None:
    matter = submit_application(
        application=steps.application(cast, channel="online"), by=cast.applicant, now=NOW
    )
    assert matter.application.filled_by is None


def test_nobody_hands_in_an_application_for_a_stranger(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        submit_application(application=steps.application(cast), by=cast.other_applicant, now=NOW)


def test_staff_who_write_it_down_are_kept_as_writers_not_as_applicants(cast: Cast) -> None:
    assert steps.submitted(cast).application.filled_by == cast.people["clerk"]


def test_a_close_relative_applies_for_somebody_detained(cast: Cast) -> None:
    agent = AgentInput("close_relative", "周某", person=cast.people["other_applicant"].pk)
    matter = steps.submitted(
        cast,
        subject="criminal_defence",
        form="defence",
        forum_kind="police",
        stage="investigation",
        detained_at="石桥县看守所",
        agent=agent,
    )
    assert seen_by(cast.other_applicant, NOW).filter(pk=matter.pk).exists()


def test_who_is_the_opponent_cannot_apply_for_the_victim(cast: Cast) -> None:
    person = cast.people["other_applicant"]
    with pytest.raises(LawForbids) as stop:
        steps.submitted(
            cast,
            subject="domestic_violence",
            form="litigation",
            forum_kind="court",
            agent=AgentInput("legal_representative", person.name, person=person.pk),
            opponents=(OpponentInput(person.name, "father", True, person=person.pk),),
        )
    assert stop.value.code == "no_right"


def test_a_group_is_one_matter_with_each_of_its_people(cast: Cast) -> None:
    members = tuple(MemberInput(f"工友{number}") for number in range(47))
    matter = steps.submitted(cast, members=members)
    assert matter.member_count == 48
    assert matter.parties.filter(role="member").count() == 47


def test_five_hundred_and_one_people_are_too_many_for_one_matter(cast: Cast) -> None:
    with pytest.raises(BadInput) as bad:
        steps.submitted(cast, member_count=501)
    assert "500" in bad.value.fields["members"]


def test_what_cannot_be_is_refused_with_a_sentence_for_each_field(cast: Cast) -> None:
    with pytest.raises(BadInput) as bad:
        steps.submitted(cast, subject="flying", form="magic", claim_fen=-1, facts="长" * 20_001)
    assert set(bad.value.fields) == {"subject", "form", "claim", "facts"}


def test_a_consultation_becomes_an_application_without_retyping(cast: Cast) -> None:
    asked = register_consultation(
        agency=cast.agency.pk,
        person=PersonInput(id=cast.people["applicant"].pk),
        channel="window",
        question="手指被机器轧伤，怎么索赔",
        answer="可以申请法律援助",
        advise_to_apply=True,
        by=cast.duty_lawyer,
        now=NOW,
    )
    matter = steps.submitted(cast, consultation=asked.ref)
    assert Consultation.objects.get(pk=asked.pk).matter == matter


def test_a_violent_home_makes_the_matter_sensitive(cast: Cast) -> None:
    matter = steps.submitted(cast, subject="domestic_violence", form="litigation", forum_kind="court")
    assert matter.label == "sensitive"
