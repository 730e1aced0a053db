"""Where sealed bytes lie: a shelf keeps them by name, whole or not at all.

One interface, two kinds: a folder on disk, and a bucket that speaks the calls of S3 (MinIO, Ceph, and what the clouds
sell under that name). Names are paths, `ab/cd/…` and `quarantine/ab/…`, the same on both: a folder can be copied into a
bucket by any tool. What is shelved was encrypted before (`store`); a shelf neither knows keys nor looks into anything.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings

from fayuan.dossier.shelves.bucket import Bucket
from fayuan.dossier.shelves.disk import Disk

__all__ = ["Bucket", "Disk", "Shelf", "shelf"]


class Shelf(Protocol):
    """Bytes by name. Everything may raise `OSError`: the disk is full, the bucket does not answer."""

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes; after this they are there whole, also when the machine stops now."""

    def get(self, name: str) -> bytes:
        """The bytes. Raises `FileNotFoundError` where nothing of that name lies."""

    def has(self, name: str) -> bool:
        """Whether something of that name lies there."""

    def remove(self, name: str) -> None:
        """Take it away; nothing happens where nothing lies."""

    def all(self, under: str = "") -> Iterator[tuple[str, float]]:
        """Every name that begins with the folder `under`, and the second (of the epoch) at which it was put there."""


def shelf() -> Shelf:
    """The shelf of this installation: the bucket that is set up, else the folder."""
    if settings.FILES_S3:
        return Bucket(
            settings.FILES_S3, settings.FILES_S3_KEY, settings.FILES_S3_SECRET, settings.FILES_S3_REGION
        )
    return Disk(Path(settings.FILES_DIR))
