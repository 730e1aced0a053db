"""A complaint gets a number and a clock, is handled by somebody who is not its object, and its answer arrives."""

from datetime import date, timedelta

import pytest

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.intake.models import Complaint
from fayuan.intake.operations import answer_complaint, file_complaint, take_up_complaint
from fayuan.intake.queries import complaint_due, complaints_of
from fayuan.matters.models import Matter
from fayuan.matters.queries import timeline
from fayuan.messaging.models import Message
from fayuan.play.checks import numbers

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=2)


def complain(cast: Cast, about: str = "lawyer", **given: object) -> Complaint:
    matter = steps.handling(cast)
    told = {"about": about, "text": "两个月没有联系我", **given}
    return file_complaint(ref=matter.ref, **told, by=cast.applicant, now=LATER)


def test_it_gets_a_number_and_five_working_days(cast: Cast) -> None:
    complaint = complain(cast)
    assert complaint.number == "石援诉字〔2026〕第1号"
    due = complaint_due(complaint)
    assert due is not None
    assert (due.rule, due.on, due.mark) == ("C01", date(2026, 6, 22), "待核实")  # the nineteenth is a holiday
    assert list(numbers.differences()) == []


def test_the_lawyer_is_the_agencys_matter_and_the_agency_the_bureaus(cast: Cast) -> None:
    assert complain(cast).institution == cast.agency
    assert complain(cast, "agency").institution == cast.bureau


def test_the_agency_does_not_see_a_complaint_about_itself(cast: Cast) -> None:
    complaint = complain(cast, "agency")
    assert not complaints_of(cast.approver).exists()
    assert [each.pk for each in complaints_of(cast.bureau_officer)] == [complaint.pk]
    with pytest.raises(NotFound):
        take_up_complaint(ref=complaint.ref, by=cast.approver, now=LATER)


def test_its_object_does_not_handle_it_whatever_their_post(cast: Cast) -> None:
    complaint = complain(cast)
    Complaint.objects.update(against=cast.people["approver"])
    assert not complaints_of(cast.approver).exists()
    with pytest.raises(NotFound):
        take_up_complaint(ref=complaint.ref, by=cast.approver, now=LATER)
    assert complaints_of(cast.head).exists()


def test_nobody_handles_their_own_complaint_or_one_about_their_case(cast: Cast) -> None:
    complaint = complain(cast, "agency")
    Matter.objects.filter(pk=complaint.matter_id).update(handler=cast.people["bureau_officer"])
    assert not complaints_of(cast.bureau_officer).exists()


def test_it_is_taken_up_answered_and_the_person_is_told(cast: Cast) -> None:
    complaint = complain(cast)
    take_up_complaint(ref=complaint.ref, by=cast.approver, now=LATER)
    complaint.refresh_from_db()
    due = complaint_due(complaint)
    assert due is not None
    assert due.rule == "C02"
    answered = answer_complaint(
        ref=complaint.ref, outcome="partly", answer="已提醒律师", by=cast.approver, now=LATER
    )
    assert answered.outcome == "partly"
    last = Message.objects.latest("id")
    assert (last.template, last.person_id) == ("complaint_answered", cast.people["applicant"].pk)
    assert "律师" not in last.text.replace("法律", "")


def test_turning_it_down_comes_before_taking_it_up(cast: Cast) -> None:
    complaint = complain(cast)
    with pytest.raises(BadInput):
        answer_complaint(ref=complaint.ref, outcome="upheld", answer="属实", by=cast.approver, now=LATER)
    take_up_complaint(ref=complaint.ref, by=cast.approver, now=LATER)
    with pytest.raises(WrongState):
        take_up_complaint(ref=complaint.ref, by=cast.approver, now=LATER)
    with pytest.raises(BadInput):
        answer_complaint(
            ref=complaint.ref, outcome="not_accepted", answer="无关", by=cast.approver, now=LATER
        )


def test_an_answer_stands(cast: Cast) -> None:
    complaint = complain(cast)
    said = {"ref": complaint.ref, "outcome": "not_accepted", "answer": "不属于投诉范围", "by": cast.approver}
    answer_complaint(**said, now=LATER)
    with pytest.raises(WrongState):
        answer_complaint(**said, now=LATER)


def test_the_timeline_says_nothing_of_it(cast: Cast) -> None:
    complaint = complain(cast)
    for reader in (cast.lawyer, cast.clerk):
        assert "两个月没有联系我" not in [row.body for row in timeline(complaint.matter, reader)]


def test_only_the_applicants_side_complains(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(NotAllowed):
        file_complaint(ref=matter.ref, about="agency", text="不公", by=cast.lawyer, now=LATER)
    with pytest.raises(BadInput):
        file_complaint(ref=matter.ref, about="agency", text=" ", by=cast.applicant, now=LATER)
