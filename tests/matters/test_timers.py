"""The law's clocks on a matter: start, pause, run out in order, never by a provisional date."""

from datetime import date, datetime, timedelta

from fayuan.core.clock import SHANGHAI
from fayuan.intake.operations import ask_supplement, supplement_application
from fayuan.matters import timers
from fayuan.matters.models import DayOff, Grant, Timer

import steps
from cast import NOW, Cast


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_seven_days_to_decide_roll_over_a_holiday(cast: Cast) -> None:
    matter = steps.submitted(cast)
    timer = matter.timers.get(name="decide")
    assert (timer.due_on, timer.basis, timer.provisional) == (date(2026, 6, 22), timer.basis, False)
    assert "43" in timer.basis


def test_paused_days_are_added_when_the_clock_counts_on(cast: Cast) -> None:
    matter = steps.submitted(cast, at(2, 10, 21), channel="online")
    ask_supplement(
        ref=matter.ref, missing=["group_proof"], until=date(2026, 2, 27), by=cast.clerk, now=at(2, 11)
    )
    assert matter.timers.get(name="decide").status == Timer.Status.PAUSED
    supplement_application(ref=matter.ref, materials=["group_proof"], by=cast.applicant, now=at(2, 25, 12))
    assert matter.timers.get(name="decide").due_on == date(2026, 3, 3)


def test_a_paused_clock_does_not_run_out(cast: Cast) -> None:
    matter = steps.submitted(cast)
    timers.pause(matter, "decide", now=NOW, reason="cooperation")
    timers.run_due(NOW + timedelta(days=400))
    assert matter.timers.get(name="decide").status == Timer.Status.PAUSED


def test_what_ran_out_while_nobody_looked_is_fired_in_order_as_of_its_own_moment(cast: Cast) -> None:
    first = steps.submitted(cast)
    second = steps.submitted(cast, NOW + timedelta(days=1))
    fired = timers.run_due(NOW + timedelta(days=60))
    assert fired == 4  # two clocks, and a day after each a look whether the duty is done
    moments = [each.timers.get(name="decide").run_out_at for each in (first, second)]
    assert moments == [at(6, 23, 0), at(6, 23, 0)]


def test_firing_again_changes_nothing(cast: Cast) -> None:
    steps.submitted(cast)
    timers.run_due(NOW + timedelta(days=60))
    assert timers.run_due(NOW + timedelta(days=61)) == 0


def test_the_supplement_period_takes_the_application_back_after_its_rolled_last_day(cast: Cast) -> None:
    matter = steps.submitted(cast, at(4, 20))
    ask_supplement(
        ref=matter.ref, missing=["case_papers"], until=date(2026, 5, 2), by=cast.clerk, now=at(4, 20, 10)
    )
    timers.run_due(at(5, 6, 23))
    matter.refresh_from_db()
    assert matter.state == "awaiting_supplement"
    timers.run_due(at(5, 7, 0, 5))
    matter.refresh_from_db()
    assert matter.state == "deemed_withdrawn"
    assert matter.messages.filter(template="deemed_withdrawn").count() == 1


def test_nothing_lapses_by_a_provisional_day_and_publishing_the_year_fixes_it(cast: Cast) -> None:
    matter = steps.submitted(cast, at(12, 28))
    timer = matter.timers.get(name="decide")
    assert timer.provisional
    timers.run_due(at(3, 1, year=2027))
    timer.refresh_from_db()
    assert timer.status == Timer.Status.RUNNING
    first = date(2027, 1, 1)
    for offset in range(40):
        day = first + timedelta(days=offset)
        DayOff.objects.create(
            day=day, is_rest=day.weekday() >= 5 or offset < 3, source="made up for this test"
        )
    timers.recompute_provisional(at(12, 29))
    timer.refresh_from_db()
    assert not timer.provisional
    assert timer.due_on == date(2027, 1, 4)


def test_the_nearest_moment_stands_on_every_running_grant(cast: Cast) -> None:
    matter = steps.submitted(cast)
    due = matter.timers.get(name="decide").due_at
    assert set(Grant.objects.filter(matter=matter, until=None).values_list("due_at", flat=True)) == {due}
    timers.stop_all(matter, NOW)
    assert set(Grant.objects.filter(matter=matter, until=None).values_list("due_at", flat=True)) == {None}
