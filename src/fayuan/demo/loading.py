"""Load the demonstration city: its people, and what has happened to them in the last months."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from fayuan.core.clock import SHANGHAI
from fayuan.demo.director import direct
from fayuan.demo.enrolment import enrol
from fayuan.demo.lives import lives
from fayuan.demo.questions import questions
from fayuan.demo.roster import COUNSEL, OFFICIALS
from fayuan.demo.rules import enter_rules, propose_next_years_line
from fayuan.demo.scripts import SCENES
from fayuan.demo.stage import Stage
from fayuan.people.models import Account, Person

SETTLED = timedelta(days=400)  # how long before now everybody took up their posts


class RealPeople(Exception):
    """Invented people are never mixed with real ones."""

    def __init__(self) -> None:
        super().__init__("数据库里已有正式数据，不能装入演示数据。请换一个空的数据库。")


def load(now: datetime, *, seed: int, ordinary: int = 0) -> None:
    """Load the city as it stands at `now`, whole or not at all; once loaded, nothing happens.

    The same seed gives the same people, matters and hours; so many `ordinary` matters have happened before. Raises
    `RealPeople` where anybody else is on record.
    """
    with transaction.atomic():
        if _is_loaded():
            return
        if Person.objects.exists():
            raise RealPeople
        today = now.astimezone(SHANGHAI).date()
        stage = Stage(people=enrol(now - SETTLED, today=today), random=Random(seed), until=now)
        enter_rules(stage, now - SETTLED + timedelta(days=1))
        direct(stage, [*SCENES, *lives(stage, ordinary), *questions(stage, ordinary // 4)])
        propose_next_years_line(stage)
        Person.objects.update(is_fictional=True)  # also those whom the operations entered


def _is_loaded() -> bool:
    """Whether everybody on the roster who signs in by name has an account."""
    names = [each.username for each in (*OFFICIALS, *COUNSEL)]
    return Account.objects.filter(username__in=names, person__is_fictional=True).count() == len(names)
