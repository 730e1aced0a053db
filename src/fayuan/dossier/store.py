"""The store of bytes: named by the digest of their content, encrypted, on a shelf; and the quarantine beside it.

The shelf is a folder on disk or a bucket (`shelves`). Bytes leave the store only by `destroy`, when their time to be
kept is over; they leave the quarantine when they were looked at.
"""

import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from fayuan.core import clock
from fayuan.core.errors import Unavailable
from fayuan.core.keys import ring
from fayuan.dossier.models import Blob
from fayuan.dossier.shelves import Disk, shelf

log = logging.getLogger(__name__)
LABEL = b"dossier.store"
HELD_LABEL = b"dossier.quarantine"
QUARANTINE = "quarantine"


@contextmanager
def told_plainly() -> Iterator[None]:
    """Within it a shelf that cannot be reached or is full is an `Unavailable`, for a person who waits before a page."""
    try:
        yield
    except OSError as fault:
        raise unavailable(fault) from fault


def unavailable(fault: OSError) -> Unavailable:
    """What whoever waits is told of a fault of the shelf; the fault itself goes to the log, for who can mend it."""
    log.error("The store of files does not answer or is full: %s", fault)
    return Unavailable(
        _("现在存取不了文件，不是您的错。请过几分钟再试一次。着急的，打12348，或者把材料送到窗口。")
    )


def put(content: bytes, now: datetime) -> Blob:
    """Keep the bytes and give their row; the same bytes are kept once. Raises `OSError` where they cannot be kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    name, lies = name_of(sha256), shelf()
    if not lies.has(name):
        lies.put(name, ring().encrypt(content, LABEL))
    blob, _made = Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(content), "made_at": now})
    return blob


def get(blob: Blob) -> bytes:
    """The bytes again. Raises `FileNotFoundError` when lost, `InvalidTag` or `ValueError` when altered."""
    content = ring().decrypt(shelf().get(name_of(blob.sha256)), LABEL)
    if hashlib.sha256(content).hexdigest() != blob.sha256:
        raise ValueError(f"blob {blob.sha256[:12]} does not hold what its name says")
    return content


def destroy(blob: Blob) -> None:
    """Take the bytes out for good; the caller has made sure that nothing rests on them and removed their row."""
    shelf().remove(name_of(blob.sha256))


def names(*, older_than: float = 0) -> Iterator[str]:
    """The names of the files in the store that are older than so many seconds; quarantine and halves left out."""
    before = clock.now().timestamp() - older_than
    for name, put_at in shelf().all():
        if not name.startswith(f"{QUARANTINE}/") and put_at <= before:
            yield Path(name).name


def name_of(sha256: str) -> str:
    """Under which name the bytes of this digest lie on the shelf."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def hold(content: bytes) -> str:
    """Put bytes nobody has looked at into quarantine; gives the name under which they wait.

    Raises `Unavailable` where they cannot be kept: somebody waits before a page.
    """
    name = secrets.token_hex(16)
    with told_plainly():
        shelf().put(held_name(name), ring().encrypt(content, HELD_LABEL))
    return name


def held(name: str) -> bytes:
    """The bytes that wait under the name. Raises `FileNotFoundError` when they are gone."""
    return ring().decrypt(shelf().get(held_name(name)), HELD_LABEL)


def let_go(name: str) -> None:
    """Take bytes out of quarantine: they were looked at, or nobody wants them any more."""
    shelf().remove(held_name(name))


def held_since(seconds: float) -> Iterator[str]:
    """The names of what has waited in quarantine for longer than so many seconds."""
    before = clock.now().timestamp() - seconds
    for name, put_at in shelf().all(QUARANTINE):
        if put_at < before:
            yield Path(name).name


def clear_halves(seconds: float) -> None:
    """Take away what killed processes left half written longer ago than so many seconds; a bucket leaves none."""
    lies = shelf()
    if isinstance(lies, Disk):
        lies.clear_halves(clock.now().timestamp() - seconds)


def held_name(name: str) -> str:
    """Under which name something waits on the shelf."""
    return f"{QUARANTINE}/{name[:2]}/{name}"


def under_key(folder: str) -> Iterator[tuple[str, bytes]]:
    """Every name in a folder of the shelf with its first bytes: cipher and number of its key."""
    lies = shelf()
    for name, _put_at in lies.all(folder):
        yield name, lies.head(name) if isinstance(lies, Disk) else lies.get(name)[:3]


def rewrite(name: str) -> None:
    """Write something anew under the current key, in its place; what was taken away meanwhile stays away."""
    label, lies = HELD_LABEL if name.startswith(f"{QUARANTINE}/") else LABEL, shelf()
    try:
        content = ring().decrypt(lies.get(name), label)
    except FileNotFoundError:
        return
    lies.put(name, ring().encrypt(content, label))
