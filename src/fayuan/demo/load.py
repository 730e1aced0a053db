"""Loads the demonstration: its people move in, its matters are lived through in the order of time, up to now."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from fayuan.core import clock
from fayuan.demo import clockwork
from fayuan.demo.hours import DAY, OfficeHours
from fayuan.demo.kinds import KINDS, Kind
from fayuan.demo.lives import SMALL, Life
from fayuan.demo.people import settle
from fayuan.demo.steps import TAKE, Case
from fayuan.matters.queries import calendar

YEAR = timedelta(days=365)
AT_ONCE = ("messaging.send",)  # papers stay queued: the worker draws them when the product runs

Event = tuple[datetime, int, str]
"""When, in which matter, which step."""


@transaction.atomic
def load(now: datetime, seed: int) -> int:
    """Load the small demonstration as of `now`, whole or not at all; gives how many matters it has.

    The same seed gives the same.
    """
    random = Random(seed)
    staff = settle(now - YEAR)
    cases = [Case(number, _kind(life, random), staff, random) for number, life in enumerate(SMALL)]
    for moment, number, step in _events(now, OfficeHours(calendar(), random)):
        clockwork.elapse(moment, only=AT_ONCE)
        with clock.at(moment):
            TAKE[step](cases[number], moment)
        clockwork.work(moment, only=AT_ONCE)
    clockwork.elapse(now, only=AT_ONCE)
    return len(cases)


def _kind(life: Life, random: Random) -> Kind:
    return random.choice(KINDS) if life.kind is None else KINDS[life.kind]


def _events(now: datetime, hours: OfficeHours) -> list[Event]:
    """All steps of all lives, in the order of time."""
    events: list[Event] = []
    for number, life in enumerate(SMALL):
        moments = hours.backwards(now - life.age * DAY, life.gaps)
        events += zip(moments, [number] * len(moments), life.steps, strict=True)
    return sorted(events, key=lambda event: event[0])
