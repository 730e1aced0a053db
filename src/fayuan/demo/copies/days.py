"""An original moved whole weeks into the past: every moment and day, days written in texts, last days by the law."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fayuan.core.clock import SHANGHAI
from fayuan.demo.copies.originals import Original, Row
from fayuan.demo.copies.tables import Table
from fayuan.law import deadlines
from fayuan.law.calendar import Calendar
from fayuan.law.rules import NotCovered, RuleBook
from fayuan.matters.models import Timer

ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)")
WRITTEN = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
UNMOVED = frozenset({"born"})
TIMERS = Timer._meta.db_table
SHOWN = ("on", "at", "provisional", "basis", "mark")
COLUMNS = ("due_on", "due_at", "provisional", "basis", "mark")
"""What the law says of a last day, and where a clock keeps it."""


@dataclass(frozen=True)
class Reckoning:
    """What last days are reckoned with: days off, rules, and the division of each agency by its id."""

    days: Calendar
    rules: RuleBook
    places: Mapping[int, str]


def fitting_weeks(original: Original, most: int, law: Reckoning) -> list[int]:
    """How many weeks ago, up to `most`, the original could have happened with its clocks ending as they did."""
    clocks = Clocks(original, law)
    return [weeks for weeks in range(1, most) if clocks.go_alike(timedelta(weeks=-weeks))]


def moved(original: Original, weeks: int, law: Reckoning, *, minutes: int = 0) -> Original:
    """The original as it would have been so many weeks ago, one of the fitting, and so many minutes later on the day
    (where it has no clocks)."""
    if not weeks and not minutes:
        return original
    by = timedelta(weeks=-weeks, minutes=minutes)
    found = Original(original.key)
    for table, table_rows in original.rows.items():
        found.rows[table] = [_row(table, row, by) for row in table_rows]
    dues = Clocks(original, law).dues(by)
    for (table, row), due in zip(found.each(TIMERS), dues, strict=True):
        for column, name in zip(COLUMNS, SHOWN, strict=True):
            row[table.place(column)] = getattr(due, name)
    return found


def _row(table: Table, row: Row, by: timedelta) -> Row:
    return [
        value if field.attname in UNMOVED else _value(value, by)
        for field, value in zip(table.fields, row, strict=True)
    ]


def _value(value: Any, by: timedelta) -> Any:
    if isinstance(value, date):  # moments are dates as well; of a day only whole days count
        return value + by
    if isinstance(value, str):
        return text(value, by)
    if isinstance(value, dict):
        return {key: _value(each, by) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_value(each, by) for each in value]
    return value


def text(value: str, by: timedelta) -> str:
    """The text with its days moved; what is written like a day and is none stays."""
    if "20" not in value:
        return value
    value = ISO.sub(lambda found: _moved_day(found, by, "{:%Y-%m-%d}"), value)
    return WRITTEN.sub(lambda found: _moved_day(found, by, "{0.year}年{0.month}月{0.day}日"), value)


def _moved_day(found: re.Match[str], by: timedelta, form: str) -> str:
    try:
        return form.format(date(*map(int, found.groups())) + by)
    except ValueError:
        return found[0]


@dataclass(frozen=True)
class Clock:
    """A clock of an original: what it is reckoned from, and how it ended."""

    rule: str
    region: str
    started_at: datetime
    until: date | None
    pauses: tuple[deadlines.Pause, ...]
    met_at: datetime | None
    ran_out_at: datetime | None

    def due(self, by: timedelta, law: Reckoning) -> deadlines.Due:
        """Its last day if it had started so much later; raises as `deadlines.due` does."""
        return deadlines.due(
            self.rule,
            self.started_at.astimezone(SHANGHAI) + by,
            law.days,
            pauses=[(since + by, until + by) for since, until in self.pauses],
            until=self.until + by if self.until else None,
            region=self.region,
            book=law.rules,
        )

    def goes_alike(self, by: timedelta, law: Reckoning) -> bool:
        """Whether it would have run out at the same hour, or been met in time, as it was."""
        try:
            due = self.due(by, law)
        except (NotCovered, ValueError):
            return False
        if self.ran_out_at is not None:
            return self.ran_out_at + by == due.at
        return self.met_at is None or self.met_at + by <= due.at


class Clocks:
    """All clocks of an original, in the order of its rows."""

    def __init__(self, original: Original, law: Reckoning) -> None:
        self.law = law
        self.all = list(_clocks(original, law.places))

    def go_alike(self, by: timedelta) -> bool:
        """Whether every one would have ended as it did."""
        return all(clock.goes_alike(by, self.law) for clock in self.all)

    def dues(self, by: timedelta) -> list[deadlines.Due]:
        """What the law says of each."""
        return [clock.due(by, self.law) for clock in self.all]


def _clocks(original: Original, places: Mapping[int, str]) -> Iterator[Clock]:
    regions = {
        row[table.place("id")]: places[row[table.place("agency_id")]]
        for table, row in original.each("matters_matter")
    }
    pauses: dict[int, list[deadlines.Pause]] = {}
    for table, row in original.each("matters_pause"):
        since, until = row[table.place("since")], row[table.place("until")]
        if until is not None:  # a clock that was cancelled while it stood still keeps an open pause
            pauses.setdefault(row[table.place("timer_id")], []).append((_day(since), _day(until)))
    for table, row in original.each(TIMERS):
        at = {field.attname: place for place, field in enumerate(table.fields)}
        yield Clock(
            row[at["rule"]],
            regions[row[at["matter_id"]]],
            row[at["started_at"]],
            row[at["until"]],
            tuple(pauses.get(row[at["id"]], ())),
            row[at["ended_at"]] if row[at["status"]] == Timer.Status.MET else None,
            row[at["run_out_at"]],
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()
