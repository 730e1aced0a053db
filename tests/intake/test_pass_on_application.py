"""Passed on by a place of detention or a duty lawyer: twenty-four hours, nights and holidays included."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed
from fayuan.intake.operations import submit_application
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

DAY = timedelta(hours=24)


def passed_on(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    given = {
        "subject": "criminal_defence",
        "form": "defence",
        "forum_kind": "police",
        "stage": "investigation",
        "detained_at": "石桥县看守所",
        "passed_on_by": "石桥县看守所",
        "passed_on_as": "authority",
        "handed_at": now - timedelta(hours=20),
    }
    return steps.submitted(cast, now, **{**given, **changes})


def clock(matter: Matter) -> tuple[str, str]:
    timer = matter.timers.get(name="pass_on")
    return timer.rule, timer.status


def test_within_the_hours_the_clock_stands_as_met(cast: Cast) -> None:
    assert clock(passed_on(cast)) == ("T08", "met")


def test_too_late_is_recorded_and_the_office_reads_it(cast: Cast) -> None:
    matter = passed_on(cast, handed_at=NOW - DAY - timedelta(minutes=1))
    assert clock(matter) == ("T08", "run_out")
    entry = matter.entries.get(kind="passed_on")
    assert (entry.audience, entry.data["late"]) == ("office", True)


def test_a_duty_lawyer_has_the_same_hours_by_their_own_rule(cast: Cast) -> None:
    matter = passed_on(cast, passed_on_as="duty_lawyer", passed_on_by="纪某")
    assert clock(matter) == ("T09", "met")


def test_the_national_holiday_does_not_stretch_the_hours(cast: Cast) -> None:
    on_holiday = datetime(2026, 10, 3, 9, 0, tzinfo=SHANGHAI)
    matter = passed_on(cast, on_holiday, handed_at=on_holiday - timedelta(days=2))
    assert clock(matter) == ("T08", "run_out")


def test_the_seven_days_to_decide_begin_with_the_agencys_receipt(cast: Cast) -> None:
    assert passed_on(cast).timers.get(name="decide").started_at == NOW


def test_an_officer_of_the_authority_passes_it_on_and_sees_nothing_further(cast: Cast) -> None:
    application = steps.application(
        cast, passed_on_by="石桥县公安局", passed_on_as="authority", handed_at=NOW - timedelta(hours=2)
    )
    matter = submit_application(application=application, by=cast.police_officer, now=NOW)
    assert matter.state == "submitted"
    assert not seen_by(cast.police_officer, NOW).filter(pk=matter.pk).exists()


def test_an_officer_does_not_file_what_they_do_not_pass_on(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        submit_application(application=steps.application(cast), by=cast.police_officer, now=NOW)


def test_without_an_hour_there_is_no_clock(cast: Cast) -> None:
    matter = passed_on(cast, handed_at=None)
    assert not matter.timers.filter(name="pass_on").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"handed_at": NOW + DAY}, "handed_at"),
        ({"passed_on_by": " "}, "passed_on_by"),
        ({"passed_on_as": "neighbour"}, "passed_on_as"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        passed_on(cast, **changes)
    assert field in bad.value.fields
