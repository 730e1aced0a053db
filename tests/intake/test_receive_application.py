"""Receiving: a receipt with the date of the decision, told to the applicant; the law's stops."""

from datetime import timedelta

import pytest

from fayuan.core.errors import LawForbids, NotAllowed, WrongState
from fayuan.intake.operations import receive_application

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=5)


def test_the_receipt_lists_what_was_handed_in_and_names_the_last_day(cast: Cast) -> None:
    paper = steps.received(cast).papers.get(name="申请材料接收凭证")
    assert paper.data["decide_by"] == "2026-06-22"
    assert len(paper.data["materials"]) == 4


def test_the_applicant_is_told(cast: Cast) -> None:
    matter = steps.received(cast)
    assert [message.person for message in matter.messages.all()] == [cast.people["applicant"]]


def test_missing_materials_do_not_stop_receiving(cast: Cast) -> None:
    matter = steps.submitted(cast, materials=("application_form",))
    assert receive_application(ref=matter.ref, by=cast.clerk, now=SOON).state == "received"


def test_another_countys_case_is_not_received_here(cast: Cast) -> None:
    matter = steps.submitted(cast, forum_place=cast.other_agency.division_id)
    with pytest.raises(LawForbids) as stop:
        receive_application(ref=matter.ref, by=cast.clerk, now=SOON)
    assert stop.value.code == "not_competent"
    matter.refresh_from_db()
    assert matter.state == "submitted"


def test_an_approver_does_not_receive(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        receive_application(ref=steps.submitted(cast).ref, by=cast.approver, now=SOON)


def test_it_is_received_once(cast: Cast) -> None:
    matter = steps.received(cast)
    with pytest.raises(WrongState) as stop:
        receive_application(ref=matter.ref, by=cast.clerk, now=SOON)
    assert "现在可以" in stop.value.says
