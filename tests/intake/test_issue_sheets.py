"""Sheets of the file are filled from what the matter holds; what is not there yet is not made up."""

from datetime import timedelta

import pytest

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.dossier import drawing
from fayuan.intake.operations import issue_sheet
from fayuan.intake.sheets import SHEETS

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=100)


def test_an_application_form_says_what_the_applicant_said(cast: Cast) -> None:
    matter = steps.submitted(cast)
    sheet = issue_sheet(ref=matter.ref, form="application_form", by=cast.clerk, now=NOW)
    assert sheet.data["name"] == "李某"
    assert sheet.data["facts"] == matter.facts
    assert sheet.for_applicant  # it is theirs to sign
    assert drawing.pages(sheet)


def test_an_examination_sheet_holds_opinion_and_decision(cast: Cast) -> None:
    sheet = issue_sheet(ref=steps.granted(cast).ref, form="examination_sheet", by=cast.examiner, now=NOW)
    assert sheet.data["examiner"] == "何某"
    assert sheet.data["approver"] == "马某"
    assert not sheet.for_applicant
    assert drawing.pages(sheet)


def test_every_sheet_of_a_closed_case_can_be_drawn(cast: Cast) -> None:
    matter = steps.closed(cast)
    there = [form for form in SHEETS if SHEETS[form](matter) is not None]
    assert {"application_form", "examination_sheet", "closing_report"} <= set(there)
    for form in there:
        assert drawing.pages(issue_sheet(ref=matter.ref, form=form, by=cast.clerk, now=LATER))


def test_a_sheet_is_not_made_before_its_time(cast: Cast) -> None:
    matter = steps.submitted(cast)
    for form in ("closing_report", "follow_up_record", "examination_sheet"):
        with pytest.raises(WrongState):
            issue_sheet(ref=matter.ref, form=form, by=cast.clerk, now=NOW)
    with pytest.raises(BadInput):
        issue_sheet(ref=matter.ref, form="grant_decision", by=cast.clerk, now=NOW)


def test_sheets_are_made_by_who_keeps_the_file(cast: Cast) -> None:
    matter = steps.handling(cast)
    issue_sheet(ref=matter.ref, form="application_form", by=cast.lawyer, now=LATER)
    for key in ("applicant", "finance", "other_lawyer"):
        with pytest.raises((NotAllowed, NotFound)):
            issue_sheet(ref=matter.ref, form="application_form", by=cast.actor(key), now=LATER)
