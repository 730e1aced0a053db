"""The check of the store: every row has its bytes, they are what their name says, and nothing else lies there."""

from datetime import datetime

from cryptography.exceptions import InvalidTag

from fayuan.dossier import leftovers, store
from fayuan.dossier.models import Blob, StoreCheck

MOST_NAMED = 1000  # of each kind of fault; more than that is no list any more but a lost disk


def check(now: datetime) -> StoreCheck:
    """Look at every file of the store and write down what was found."""
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
    nobodys = leftovers.find()
    return StoreCheck.objects.create(
        at=now,
        checked=checked,
        missing=missing[:MOST_NAMED],
        altered=altered[:MOST_NAMED],
        extra=nobodys.extra[:MOST_NAMED],
        leftover=nobodys.leftover[:MOST_NAMED],
    )
