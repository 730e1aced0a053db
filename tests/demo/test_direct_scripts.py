"""Scripts run side by side by the hour, in working time, and must be over when the demonstration begins."""

from datetime import datetime, timedelta
from random import Random

import pytest

from fayuan.core.clock import SHANGHAI
from fayuan.demo.director import Scene, Script, direct
from fayuan.demo.stage import Stage

from cast import Cast

SUNDAY = datetime(2026, 11, 22, 8, 30, tzinfo=SHANGHAI)
Told = list[tuple[str, datetime]]


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(people=cast.people, random=Random(5), until=SUNDAY)


def telling(told: Told, name: str, *days: int) -> Scene:
    """A scene of five working days ago that tells when it acts, after so many working days each time."""

    def script(stage: Stage) -> Script:
        told.append((name, stage.now))
        for wait in days:
            yield wait
            told.append((name, stage.now))

    return Scene(5, script)


def test_steps_of_all_scripts_come_in_the_order_of_time(stage: Stage) -> None:
    told: Told = []
    direct(stage, [telling(told, "one", 1, 1), telling(told, "other", 0, 2)])
    moments = [at for _name, at in told]
    assert moments == sorted(moments)
    assert len(told) == 6


def test_steps_fall_into_hours_of_work(stage: Stage) -> None:
    told: Told = []
    direct(stage, [telling(told, "one", 1, 1, 1, 1)])
    days = [at.astimezone(SHANGHAI).date().isoformat() for _name, at in told]
    assert days == ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]
    assert all(9 <= at.astimezone(SHANGHAI).hour < 17 for _name, at in told)


def test_no_days_mean_a_while_later(stage: Stage) -> None:
    told: Told = []
    direct(stage, [telling(told, "one", 0)])
    (_, first), (_, second) = told
    assert timedelta(0) < second - first < timedelta(minutes=30)


def test_a_script_without_days_enough_is_a_mistake(stage: Stage) -> None:
    with pytest.raises(ValueError, match="not over"):
        direct(stage, [telling([], "one", 5)])


def test_the_same_seed_gives_the_same_hours(cast: Cast) -> None:
    told: tuple[Told, Told] = ([], [])
    for each in told:
        stage = Stage(people=cast.people, random=Random(9), until=SUNDAY)
        direct(stage, [telling(each, "one", 1, 0, 2)])
    assert told[0] == told[1]
