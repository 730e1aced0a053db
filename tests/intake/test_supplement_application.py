"""One notice names everything missing; the answer brings the matter back to where it was."""

from datetime import date, timedelta

import pytest

from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.intake.operations import ask_supplement, supplement_application
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

UNTIL = date(2026, 6, 26)
LATER = NOW + timedelta(days=3)


def asked(cast: Cast, matter: Matter) -> Matter:
    return ask_supplement(
        ref=matter.ref, missing=["group_proof"], until=UNTIL, by=cast.clerk, now=NOW + steps.MINUTE * 2
    )


def test_the_notice_is_a_paper_and_a_message_and_stops_the_clock(cast: Cast) -> None:
    matter = asked(cast, steps.submitted(cast))
    assert matter.state == "awaiting_supplement"
    assert matter.papers.filter(name="补充材料/说明通知书").exists()
    assert matter.messages.filter(template="supplement_asked").count() == 1
    assert matter.timers.get(name="supplement").due_on == UNTIL


@pytest.mark.parametrize("before", ["submitted", "received"])
def test_the_answer_brings_the_matter_back_to_where_it_was(cast: Cast, before: str) -> None:
    matter = asked(
        cast, getattr(steps, before)(cast, materials=("application_form", "id_card", "case_papers"))
    )
    matter = supplement_application(ref=matter.ref, materials=["group_proof"], by=cast.applicant, now=LATER)
    assert matter.state == before
    assert "group_proof" in matter.application.materials
    assert not matter.assessments.latest("id").missing


def test_a_second_notice_is_refused_even_after_the_answer(cast: Cast) -> None:
    matter = asked(cast, steps.submitted(cast))
    supplement_application(ref=matter.ref, materials=["group_proof"], by=cast.applicant, now=LATER)
    with pytest.raises(WrongState):
        ask_supplement(ref=matter.ref, missing=["id_card"], until=date(2026, 7, 3), by=cast.clerk, now=LATER)


def test_a_notice_must_name_something_and_leave_time(cast: Cast) -> None:
    matter = steps.submitted(cast)
    with pytest.raises(BadInput):
        ask_supplement(ref=matter.ref, missing=[], until=UNTIL, by=cast.clerk, now=NOW)
    with pytest.raises(BadInput):
        ask_supplement(ref=matter.ref, missing=["id_card"], until=NOW.date(), by=cast.clerk, now=NOW)


def test_the_window_may_take_in_what_the_applicant_brings(cast: Cast) -> None:
    matter = asked(cast, steps.submitted(cast))
    assert (
        supplement_application(ref=matter.ref, materials=["group_proof"], by=cast.clerk, now=LATER).state
        == "submitted"
    )


def test_a_lawyer_cannot_answer_for_the_applicant(cast: Cast) -> None:
    matter = asked(cast, steps.submitted(cast))
    with pytest.raises(NotFound):
        supplement_application(ref=matter.ref, materials=["group_proof"], by=cast.lawyer, now=LATER)
