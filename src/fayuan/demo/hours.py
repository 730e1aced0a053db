"""Office hours: when things happen in the demonstration, and by chance at which minute."""

from datetime import date, datetime, time, timedelta
from random import Random

from fayuan.core.clock import SHANGHAI
from fayuan.law.calendar import Calendar

HOURS = (9, 10, 11, 14, 15, 16)
DAY = timedelta(days=1)
APART = timedelta(minutes=11)  # at least, between two steps of a matter


class OfficeHours:
    """Finds moments at which an office works; the same seed gives the same moments."""

    def __init__(self, calendar: Calendar, random: Random) -> None:
        self.calendar, self.random = calendar, random

    def before(self, moment: datetime) -> datetime:
        """A working moment of the day of `moment`, or of the last working day before it, never after `moment`."""
        local = moment.astimezone(SHANGHAI)
        day = local.date()
        while True:
            if not self.calendar.expected_rest(day):
                found = self._within(day, local)
                if found is not None:
                    return found
            day -= DAY

    def _within(self, day: date, latest: datetime) -> datetime | None:
        """A moment by chance among those of the day's hours that are not after `latest`."""
        starts = [datetime.combine(day, time(hour), SHANGHAI) for hour in HOURS]
        open_hours = [start for start in starts if start <= latest]
        if not open_hours:
            return None
        chosen = self.random.choice(open_hours) + timedelta(minutes=self.random.randrange(60))
        return min(chosen, latest)

    def backwards(self, last: datetime, gaps: list[float]) -> list[datetime]:
        """Moments of a row of steps, from the last one back; `gaps` are the days between them, first to last."""
        moments = [self.before(last)]
        for gap in reversed(gaps):
            earlier = min(moments[0] - gap * DAY, moments[0] - APART)
            moments.insert(0, self.before(earlier))
        return moments
