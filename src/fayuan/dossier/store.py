"""The store of bytes: named by the digest of their content, encrypted, on disk; and the quarantine beside it.

A file is written beside its place, synced and then moved there, so a killed process leaves no half file. Bytes leave
the store only by `destroy`, when their time to be kept is over; they leave the quarantine when they were looked at.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from fayuan.core import clock
from fayuan.core.keys import ring
from fayuan.dossier.models import Blob

LABEL = b"dossier.store"
HELD_LABEL = b"dossier.quarantine"
PART = ".part"  # the ending of a file that is being written


def place_of(sha256: str) -> Path:
    """Where the bytes of this digest stand."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


def put(content: bytes, now: datetime) -> Blob:
    """Keep the bytes and give their row; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(sha256)
    if not place.exists():
        _write(place, ring().encrypt(content, LABEL))
    blob, _made = Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(content), "made_at": now})
    return blob


def _write(place: Path, sealed: bytes) -> None:
    """Write beside, sync, move, and sync the folder: after this the file is there whole, or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{secrets.token_hex(4)}{PART}")
    with beside.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def get(blob: Blob) -> bytes:
    """The bytes again. Raises `FileNotFoundError` when lost, `InvalidTag` or `ValueError` when altered."""
    content = ring().decrypt(place_of(blob.sha256).read_bytes(), LABEL)
    if hashlib.sha256(content).hexdigest() != blob.sha256:
        raise ValueError(f"blob {blob.sha256[:12]} does not hold what its name says")
    return content


def destroy(blob: Blob) -> None:
    """Take the bytes out for good; the caller has made sure that nothing rests on them and removed their row."""
    place_of(blob.sha256).unlink(missing_ok=True)


def names(*, older_than: float = 0) -> Iterator[str]:
    """The names of the files in the store that are older than so many seconds; quarantine and halves left out."""
    home = Path(settings.FILES_DIR)
    before = clock.now().timestamp() - older_than
    for folder, folders, files in os.walk(home):
        if Path(folder) == home and "quarantine" in folders:
            folders.remove("quarantine")
        yield from (
            name for name in files if not name.endswith(PART) and Path(folder, name).stat().st_mtime <= before
        )


def hold(content: bytes) -> str:
    """Put bytes nobody has looked at into quarantine; gives the name under which they wait."""
    name = secrets.token_hex(16)
    _write(_held_place(name), ring().encrypt(content, HELD_LABEL))
    return name


def held(name: str) -> bytes:
    """The bytes that wait under the name. Raises `FileNotFoundError` when they are gone."""
    return ring().decrypt(_held_place(name).read_bytes(), HELD_LABEL)


def let_go(name: str) -> None:
    """Take bytes out of quarantine: they were looked at, or nobody wants them any more."""
    _held_place(name).unlink(missing_ok=True)


def held_since(seconds: float) -> Iterator[str]:
    """The names of what has waited in quarantine for longer than so many seconds."""
    home = Path(settings.FILES_DIR) / "quarantine"
    if home.is_dir():
        before = clock.now().timestamp() - seconds
        yield from (each.name for each in home.glob("??/*") if each.stat().st_mtime < before)


def _held_place(name: str) -> Path:
    return Path(settings.FILES_DIR) / "quarantine" / name[:2] / name
