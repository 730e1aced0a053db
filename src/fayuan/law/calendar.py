"""Official rest days: weekends and holidays as the State Council's yearly notices move them about."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Self

import chinese_calendar
from chinese_calendar import constants

_ONE_DAY = timedelta(days=1)
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Holidays on fixed days of the solar year (全国年节及纪念日放假办法 2, as of 2025): all that can be told of
a year whose notice is not out."""


class Calendar:
    """Which days are rest days; of a year whose official days are not published it says that it does not
    know."""

    __slots__ = ("_known", "_rest", "_years")

    def __init__(self, rest: Mapping[date, bool], years: frozenset[int]) -> None:
        self._known = MappingProxyType(dict(rest))
        self._rest = frozenset(day for day, rests in rest.items() if rests)
        self._years = years

    @classmethod
    def official(cls, overrides: Mapping[date, bool] = MappingProxyType({})) -> Self:
        """The published days; ``overrides`` (day → whether it is a rest day) win, and a year of which every
        day is given there counts as published."""
        return cls(*_official(tuple(sorted(overrides.items()))))

    @property
    def years(self) -> frozenset[int]:
        """The years whose official days are known whole."""
        return self._years

    def is_rest_day(self, day: date) -> bool | None:
        """Whether the day is a weekend or holiday not worked; None when its official days are not
        published."""
        if day in self._rest:
            return True
        return False if day.year in self._years else self._known.get(day)

    def expected_rest(self, day: date) -> bool:
        """What can be expected before publication: weekends and the holidays on fixed solar days."""
        rests = self.is_rest_day(day)
        return rests if rests is not None else day.weekday() >= 5 or (day.month, day.day) in _FIXED

    def working_day_from(self, day: date) -> tuple[date, bool]:
        """The first working day on or after this one, and whether all days looked at are published."""
        published = True
        while True:
            rests = self.is_rest_day(day)
            if rests is None:
                published, rests = False, self.expected_rest(day)
            if not rests:
                return day, published
            day += _ONE_DAY

    def working_days_away(self, day: date, count: int) -> tuple[date, bool]:
        """The ``count``-th working day after this one (before it when negative), and whether all is
        published."""
        step, left, published = (_ONE_DAY if count > 0 else -_ONE_DAY), abs(count), True
        while left:
            day += step
            rests = self.is_rest_day(day)
            published = published and rests is not None
            left -= not (self.expected_rest(day) if rests is None else rests)
        return day, published


@lru_cache(maxsize=8)
def _official(overrides: tuple[tuple[date, bool], ...]) -> tuple[Mapping[date, bool], frozenset[int]]:
    """Every published day, overridden, and the years that are whole; thousands of days, so they are asked
    once."""
    first, last = min(constants.holidays).year, max(constants.holidays).year
    days = {day: chinese_calendar.is_holiday(day) for day in _days(date(first, 1, 1), date(last, 12, 31))}
    days.update(overrides)
    years = {year for year in {day.year for day in days} if date(year, 12, 31) in days and _whole(year, days)}
    return days, frozenset(years)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _whole(year: int, days: Mapping[date, bool]) -> bool:
    return all(day in days for day in _days(date(year, 1, 1), date(year, 12, 31)))
