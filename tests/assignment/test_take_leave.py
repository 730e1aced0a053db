"""Leave: a lawyer's own word."""

from datetime import date

import pytest

from fayuan.assignment.operations import take_leave
from fayuan.assignment.queries import on_leave
from fayuan.core.errors import BadInput, NotAllowed

from cast import NOW, Cast


def test_both_days_are_included(cast: Cast) -> None:
    take_leave(first_day=NOW.date(), last_day=NOW.date(), by=cast.lawyer, now=NOW)
    assert [leave.person for leave in on_leave(NOW)] == [cast.people["lawyer"]]


def test_a_leave_that_ends_before_it_begins_is_none(cast: Cast) -> None:
    with pytest.raises(BadInput):
        take_leave(first_day=date(2026, 7, 2), last_day=date(2026, 7, 1), by=cast.lawyer, now=NOW)


def test_somebody_who_takes_no_cases_takes_no_leave_from_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        take_leave(first_day=NOW.date(), last_day=NOW.date(), by=cast.clerk, now=NOW)
