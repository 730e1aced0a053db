"""The check of the store: every row has its bytes, they are what their name says, and nothing else lies there."""

from collections.abc import Iterator
from datetime import datetime

from cryptography.exceptions import InvalidTag

from fayuan.dossier import store
from fayuan.dossier.models import Blob, StoreCheck, Upload

DAY = 24 * 3600.0
DRAFT_DAYS = 90  # an application that is being written keeps its files for longer than drafts are shown
MOST_NAMED = 1000  # of each kind of fault; more than that is no list any more but a lost disk


def check(now: datetime) -> StoreCheck:
    """Look at every file of the store and write down what was found; then clear the quarantine of what is over."""
    missing: list[str] = []
    altered: list[str] = []
    checked = 0
    for blob in Blob.objects.order_by("pk").iterator(chunk_size=2000):
        checked += 1
        try:
            store.get(blob)
        except FileNotFoundError:
            missing.append(blob.sha256)
        except (InvalidTag, ValueError, IndexError):
            altered.append(blob.sha256)
    extra = list(_unknown())
    clear_quarantine()
    return StoreCheck.objects.create(
        at=now,
        checked=checked,
        missing=missing[:MOST_NAMED],
        altered=altered[:MOST_NAMED],
        extra=extra[:MOST_NAMED],
    )


def _unknown() -> Iterator[str]:
    """Files no row knows; one that was written within the last day may belong to a change that is not committed yet."""
    names = list(store.names(older_than=DAY))
    for start in range(0, len(names), 1000):
        some = names[start : start + 1000]
        known = set(Blob.objects.filter(sha256__in=some).values_list("sha256", flat=True))
        yield from (name for name in some if name not in known)


def clear_quarantine() -> int:
    """Take out what no upload waits for any more, and halves that a killed process left; gives how many."""
    old = list(store.held_since(DRAFT_DAYS * DAY))
    waiting = Upload.objects.filter(held__in=old, status=Upload.Status.WAITING).values_list("held", flat=True)
    gone = sorted(set(old) - set(waiting))
    for name in gone:
        store.let_go(name)
    store.clear_halves(DAY)
    return len(gone)
