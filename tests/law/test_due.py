"""When a clock runs out, against readable cases."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from law.case_files import rows

from fayuan.law.calendar import Calendar
from fayuan.law.deadlines import SHANGHAI, due
from fayuan.law.rules import NotCovered

CALENDAR = Calendar.official()


def moment(written: date | str) -> datetime:
    if isinstance(written, str):
        return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)
    return datetime.combine(written, time(9), SHANGHAI)


def reckon(case: dict[str, Any]) -> Any:
    return due(
        case["rule"],
        moment(case["start"]),
        CALENDAR,
        pauses=[(first, last) for first, last in case.get("pauses", ())],
        days=case.get("days"),
        until=case.get("until"),
    )


@pytest.mark.parametrize("case", rows("deadlines_every_clock.yaml"))
def test_every_clock_runs_out_on_the_day_the_calendar_gives(case: dict[str, Any]) -> None:
    found = reckon(case)

    assert found.at == expected_end(case)
    assert not found.provisional


@pytest.mark.parametrize("case", rows("deadlines_special.yaml"))
def test_a_clock_with_circumstances_runs_out_as_the_case_says(case: dict[str, Any]) -> None:
    if case.get("not_covered"):
        with pytest.raises(NotCovered) as refusal:
            reckon(case)
        assert refusal.value.says.endswith("。")
    elif "refused" in case:
        with pytest.raises(ValueError, match=case["refused"]):
            reckon(case)
    elif case.get("due", "") is None:
        assert reckon(case).on is None
    else:
        found = reckon(case)
        assert found.at == expected_end(case)
        assert found.provisional == case.get("provisional", False)


def expected_end(case: dict[str, Any]) -> datetime:
    if "ends" in case:
        return moment(case["ends"])
    return datetime.combine(case["due"] + timedelta(days=1), time(), SHANGHAI)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        due("T01", datetime(2026, 6, 12, 9), CALENDAR)


def test_the_start_is_the_day_in_shanghai_whatever_the_zone_it_was_written_in() -> None:
    late_in_london = datetime.fromisoformat("2026-06-11T17:30:00+00:00")

    assert due("T01", late_in_london, CALENDAR).on == date(2026, 6, 22)


def test_the_reckoning_is_told_step_by_step() -> None:
    found = due("T01", moment(date(2026, 9, 24)), CALENDAR, pauses=[(date(2026, 9, 25), date(2026, 9, 28))])

    assert [step.rule for step in found.steps] == ["clock.T01", "pauses", "roll"]
    assert "3 日不计入" in found.says
    assert found.basis == "法律援助法 43"
    assert found.mark == "✔"


def test_a_pause_that_the_article_does_not_know_is_reckoned_with_a_warning() -> None:
    found = due("T15", moment(date(2026, 6, 1)), CALENDAR, pauses=[(date(2026, 6, 2), date(2026, 6, 4))])

    assert found.on == date(2026, 6, 8)
    assert "请核对" in found.says


def test_a_published_year_turns_a_provisional_date_into_a_fixed_one() -> None:
    days = [date(2027, 1, 1) + timedelta(days=count) for count in range(365)]
    year = {day: day.weekday() >= 5 or day <= date(2027, 1, 4) for day in days}

    found = due("T01", moment(date(2026, 12, 28)), Calendar.official(year))

    assert (found.on, found.provisional) == (date(2027, 1, 5), False)


def test_an_override_of_one_day_wins_over_the_published_calendar() -> None:
    typhoon = Calendar.official({date(2026, 6, 15): True})

    assert due("T04", moment(date(2026, 6, 12)), typhoon).on == date(2026, 6, 16)
