"""The stage of the demonstration: who is there, what hour it is, and what day the working days lead to."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.demo.places import COUNTY
from fayuan.demo.roster import OFFICIALS
from fayuan.law.calendar import Calendar
from fayuan.matters.queries import calendar
from fayuan.network.models import Institution
from fayuan.people.models import Person
from fayuan.people.queries import actor_of

MORNING, AFTERNOON = (9 * 60, 11 * 60 + 20), (14 * 60, 16 * 60 + 40)  # minutes of the day


@dataclass
class Stage:
    """Where the scripts act: `now` is the hour of the step being done, `until` the end of all of them."""

    people: dict[str, Person]
    random: Random
    until: datetime
    now: datetime = field(init=False)
    days: Calendar = field(default_factory=calendar)

    def __post_init__(self) -> None:
        self.now = self.until

    def person(self, key: str) -> int:
        """The id of somebody on the roster."""
        return self.people[key].pk

    def by(self, key: str) -> Actor:
        """Somebody on the roster as an actor at this hour."""
        person = self.people[key]
        return actor_of(person, self.now, account=getattr(person, "account", None), channel="command")

    def officer(self, role: str, place: str) -> Actor:
        """Somebody at the place's office who holds the post."""
        able = [each.username for each in OFFICIALS if each.place == place and role in each.roles]
        return self.by(self.random.choice(able))

    @staticmethod
    def institution(kind: str, place: str = COUNTY) -> Institution:
        """The one institution of the kind at the place."""
        return Institution.objects.get(kind=kind, division=place)

    def today(self, ahead: int = 0) -> date:
        """The local day of this step, or that many days later."""
        return self.now.astimezone(SHANGHAI).date() + timedelta(days=ahead)

    def last_day(self, ahead: int = 0) -> date:
        """The day on which the demonstration is loaded, or that many days later."""
        return self.until.astimezone(SHANGHAI).date() + timedelta(days=ahead)

    def appointment(self, working_days: int, at: time) -> datetime:
        """The hour on that many working days after the day of loading."""
        found, _published = self.days.working_days_away(self.last_day(), working_days)
        return datetime.combine(found, at, SHANGHAI)

    def hour(self, day: date, working_days: int) -> datetime:
        """Some hour of work on that many working days after the day (before it when negative)."""
        found, _published = self.days.working_days_away(day, working_days)
        minute = self.random.randint(*self.random.choice((MORNING, AFTERNOON)))
        return datetime.combine(found, time(), SHANGHAI) + timedelta(minutes=minute)

    def a_while_later(self) -> datetime:
        """Later on the same day: the next caller, the next paper on the pile."""
        return self.now + timedelta(minutes=self.random.randint(6, 25))
