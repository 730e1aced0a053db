"""The clocks of one matter: what has to be done, by which article, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fayuan.law.reasons import MARK_MEANS
from fayuan.matters.models import Timer
from fayuan.web.desk.timeline import clock_words
from fayuan.web.shared.clocks import clock_of
from fayuan.web.shared.pieces import Clock


@dataclass(frozen=True, slots=True)
class Running:
    """One clock with its duty, article, last day and how far the article's wording is known."""

    duty: str
    basis: str
    source: str
    until: date | None
    provisional: bool
    clock: Clock


def running(timers: Iterable[Timer], now: datetime) -> list[Running]:
    """The clocks as the workspace shows them, nearest first."""
    words = clock_words()
    return [
        Running(
            duty=words.get(timer.name, timer.name),
            basis=timer.basis,
            source=MARK_MEANS["○"] if timer.mark == "○" else "",
            until=timer.due_on,
            provisional=timer.provisional,
            clock=clock_of(timer, now),
        )
        for timer in timers
    ]
