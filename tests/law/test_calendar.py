"""The calendar equals the State Council's notices, day by day."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from fayuan.law.calendar import Calendar

NOTICES = Path(__file__).parent / "holidays"
CALENDAR = Calendar.official()


def published() -> dict[date, bool]:
    found = {}
    for path in NOTICES.glob("*.json"):
        for day in json.loads(path.read_text(encoding="utf-8"))["days"]:
            found[date.fromisoformat(day["date"])] = day["isOffDay"]
    return found


@pytest.mark.parametrize("year", range(2011, 2027))
def test_every_day_of_the_year_is_as_published(year: int) -> None:
    notice = published()
    day = date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.is_rest_day(day) == notice.get(day, day.weekday() >= 5), day
        day += timedelta(days=1)


def test_a_year_without_a_notice_is_not_known() -> None:
    assert CALENDAR.is_rest_day(date(2027, 1, 3)) is None
    assert 2027 not in CALENDAR.years
    assert 2026 in CALENDAR.years


def test_before_publication_weekends_and_fixed_holidays_are_expected() -> None:
    weekdays = [date(2029, 1, 1) + timedelta(days=count) for count in range(365)]
    resting = [(day.month, day.day) for day in weekdays if day.weekday() < 5 and CALENDAR.expected_rest(day)]

    assert resting == [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    assert CALENDAR.expected_rest(date(2027, 1, 2))
    assert CALENDAR.expected_rest(date(2027, 1, 3))


def test_a_year_of_which_some_days_are_given_is_not_published() -> None:
    days = {date(2027, 1, 1) + timedelta(days=count): False for count in range(364)}

    assert 2027 not in Calendar.official(days).years
    assert 2027 in Calendar.official({**days, date(2027, 12, 31): False}).years
    assert 2027 not in Calendar.official({date(2027, 12, 31): False}).years


def test_working_days_are_counted_forwards_and_backwards() -> None:
    assert CALENDAR.working_days_away(date(2026, 6, 12), 1) == (date(2026, 6, 15), True)
    assert CALENDAR.working_days_away(date(2026, 6, 12), -1) == (date(2026, 6, 11), True)
    assert CALENDAR.working_days_away(date(2026, 6, 13), 0) == (date(2026, 6, 13), True)
    assert CALENDAR.working_days_away(date(2026, 12, 31), 1) == (date(2027, 1, 4), False)


def test_a_single_day_can_be_overridden_in_a_year_not_yet_published() -> None:
    calendar = Calendar.official({date(2027, 1, 4): True})

    assert calendar.is_rest_day(date(2027, 1, 4)) is True
    assert calendar.is_rest_day(date(2027, 1, 5)) is None
