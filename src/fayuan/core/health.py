"""How the running product does, in figures that tell of nobody: for whoever watches over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fayuan.core import queue

LATE = timedelta(minutes=10)  # work that waits longer is not being done


@dataclass(frozen=True)
class Figure:
    """One figure: its name and unit as monitoring systems write them, its label if it is one of several, its value."""

    name: str
    value: float
    label: str = ""


Source = Callable[[datetime], Iterator[Figure]]
_sources: list[Source] = []


def source(figures: Source) -> Source:
    """Register what a room tells of itself."""
    _sources.append(figures)
    return figures


def figures(now: datetime) -> Iterator[Figure]:
    """All figures of all rooms."""
    for each in _sources:
        yield from each(now)


def is_well(now: datetime) -> bool:
    """Whether the database answers, a worker lives and keeps up with its work."""
    found = queue.state(now)
    return found.workers > 0 and found.behind(now) < LATE


@source
def _queue(now: datetime) -> Iterator[Figure]:
    found = queue.state(now)
    for label in ("waiting", "later", "doing", "dead"):
        yield Figure("fayuan_jobs", getattr(found, label), label)
    yield Figure("fayuan_jobs_behind_seconds", found.behind(now).total_seconds())
    yield Figure("fayuan_workers", found.workers)
