"""The store of bytes: named by the digest of their content, encrypted, on disk.

A file is written beside its place, synced and then moved there, so a killed process leaves no half file.
"""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from fayuan.core.keys import ring
from fayuan.dossier.models import Blob

LABEL = b"dossier.store"


def _place(sha256: str) -> Path:
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


def put(content: bytes, now: datetime) -> Blob:
    """Keep the bytes and give their row; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = _place(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, ring().encrypt(content, LABEL))
    blob, _made = Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(content), "made_at": now})
    return blob


def _write(place: Path, sealed: bytes) -> None:
    beside = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
    with beside.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(place)


def get(blob: Blob) -> bytes:
    """The bytes again. Raises `FileNotFoundError` when lost, `InvalidTag` or `ValueError` when altered."""
    content = ring().decrypt(_place(blob.sha256).read_bytes(), LABEL)
    if hashlib.sha256(content).hexdigest() != blob.sha256:
        raise ValueError(f"blob {blob.sha256[:12]} does not hold what its name says")
    return content
