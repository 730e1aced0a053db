"""What changes that were killed or rolled back left on the shelf: seen by the nightly check, taken away a week later.

A file is written before the change that names it is committed, so a change that ends otherwise leaves its file behind.
Such a leftover is ours: in the store it opens under our keys and holds what its name says, in quarantine its name is
such as is given there. What no row names and is not ours is `extra`: somebody put it there, and only a person may
decide what becomes of it.

The week counts from when the leftover was first seen, not from when it was written: a database that was brought back to
an older day by mistake names fewer files, and whoever notices must find them still there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from django.db import connection

from fayuan.core import clock
from fayuan.dossier import store
from fayuan.dossier.models import Blob, CardReading, Leftover, Sending, Upload

YOUNG, WAIT = timedelta(days=1), timedelta(days=7)
MANY = 1000  # names asked about at once
HELD = re.compile("[0-9a-f]{32}")  # how `store.hold` names what waits
OLDEST = """
SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
Namer = Callable[[], Iterable[str]]

_namers: list[Namer] = []


class Found(NamedTuple):
    """Names on the shelf that no row names: what is to be removed, and what nobody knows."""

    leftover: list[str]
    extra: list[str]


def names_held(namer: Namer) -> Namer:
    """Register who gives the names in quarantine that a room's rows still wait for."""
    _namers.append(namer)
    return namer


@names_held
def of_uploads() -> Iterable[str]:
    """What waits to be looked into."""
    return Upload.objects.filter(status=Upload.Status.WAITING).values_list("held", flat=True)


@names_held
def of_cards() -> Iterable[str]:
    """Photographs that wait to be read."""
    return CardReading.objects.filter(status=CardReading.Status.WAITING).values_list("held", flat=True)


@names_held
def of_sendings() -> Iterable[str]:
    """Pieces of files that are being sent."""
    for pieces in Sending.objects.values_list("pieces", flat=True):
        yield from pieces


def find() -> Found:
    """Look at every name on the shelf that is a day old and that no change still running can have put there."""
    names = list(store.names(before=_settled_before()))
    unnamed = [*_unnamed_in_quarantine(names), *_unnamed_in_store(names)]
    found = Found([], [])
    for name in unnamed:
        (found.leftover if _is_ours(name) else found.extra).append(name)
    return found


def tidy(now: datetime) -> int:
    """Remember what was left over, and take away what was so for a week; gives how many files went."""
    found = find().leftover
    Leftover.objects.exclude(name__in=found).delete()
    Leftover.objects.bulk_create(
        (Leftover(name=name, seen_at=now) for name in found), batch_size=MANY, ignore_conflicts=True
    )
    gone = list(Leftover.objects.filter(seen_at__lte=now - WAIT).order_by("pk"))
    for each in gone:
        _take_away(each.name, now)
        each.delete()
    store.clear_halves(YOUNG.total_seconds())
    return len(gone)


def _settled_before() -> float:
    """The second (of the epoch) before which every change has ended that put a file on the shelf."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        (running,) = cursor.fetchone()
    young = clock.now() - YOUNG
    return min(young, running or young).timestamp()


def _unnamed_in_quarantine(names: list[str]) -> list[str]:
    """The rooms above are asked first: a file moves from a draft there to an upload here."""
    known = {store.held_name(name) for namer in reversed(_namers) for name in namer() if name}
    return [name for name in names if store.is_held(name) and name not in known]


def _unnamed_in_store(names: list[str]) -> Iterator[str]:
    stored = [name for name in names if not store.is_held(name)]
    for start in range(0, len(stored), MANY):
        some = stored[start : start + MANY]
        rows = Blob.objects.filter(sha256__in=[Path(name).name for name in some])
        known = {store.name_of(sha256) for sha256 in rows.values_list("sha256", flat=True)}
        yield from (name for name in some if name not in known)


def _is_ours(name: str) -> bool:
    """Whether the store itself put it there: by its name, and in the store by what it holds."""
    own = Path(name).name
    if store.is_held(name):
        return bool(HELD.fullmatch(own)) and store.held_name(own) == name
    if store.name_of(own) != name:
        return False
    try:
        store.content_under(own)
    except (FileNotFoundError, InvalidTag, ValueError, IndexError):
        return False
    return True


def _take_away(name: str, now: datetime) -> None:
    if store.is_held(name):
        store.let_go(Path(name).name)
    else:
        store.take_out(Path(name).name, now)
