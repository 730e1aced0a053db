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
    assert CALENDAR.expected_rest(date(2027, 10, 1))
    assert CALENDAR.expected_rest(date(2027, 1, 3))
    assert not CALENDAR.expected_rest(date(2027, 1, 4))


def test_a_single_day_can_be_overridden_in_a_year_not_yet_published() -> None:
    calendar = Calendar.official({date(2027, 1, 4): True})

    assert calendar.is_rest_day(date(2027, 1, 4)) is True
    assert calendar.is_rest_day(date(2027, 1, 5)) is None
