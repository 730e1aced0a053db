"""What the lawyer must report."""

from datetime import timedelta

import pytest

from fayuan.cases.operations import report_case
from fayuan.core.errors import BadInput, NotAllowed
from fayuan.matters.queries import timeline

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=5)


def test_a_report_changes_no_state_and_is_read_by_the_office(cast: Cast) -> None:
    matter = steps.assigned(cast)
    matter = report_case(ref=matter.ref, why="group", note="四十八人", by=cast.lawyer, now=LATER)
    assert matter.state == "assigned"
    assert matter.reports.get().why == "group"
    assert timeline(matter, cast.approver).filter(kind="reported").exists()
    assert not timeline(matter, cast.applicant).filter(kind="reported").exists()
    assert not matter.messages.filter(made_at=LATER).exists()


def test_only_what_the_rules_name_is_a_report(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(BadInput):
        report_case(ref=matter.ref, why="tired", by=cast.lawyer, now=LATER)


def test_only_the_lawyer_in_charge_reports(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(NotAllowed):
        report_case(ref=matter.ref, why="difficult", by=cast.clerk, now=LATER)
