"""The store of bytes: named by the digest of their content, encrypted, on a shelf; and the quarantine beside it.

The shelf is a folder on disk or a bucket (`shelves`). Bytes leave the store only by `take_out`, when their time to be
kept is over or the change that put them was never committed (`leftovers`); they leave the quarantine when they were
looked at.
"""

import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from cryptography.exceptions import InvalidTag
from django.db import transaction
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
    """Within it a shelf that is out of reach or full is an `Unavailable`, for a person who waits before a page; the
    fault itself goes to the log, for who can mend it."""
    try:
        yield
    except OSError as fault:
        log.error("The store of files does not answer or is full: %s", fault)
        raise Unavailable(
            _("现在存取不了文件，不是您的错。请过几分钟再试一次。着急的，打12348，或者把材料送到窗口。")
        ) from fault


def put(content: bytes, now: datetime) -> Blob:
    """Keep the bytes and give their row; the same bytes are kept once. Raises `OSError` where they cannot be kept.

    The row comes first: until its change ends, nobody else puts or takes out (`take_out`) the same bytes.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name, lies = name_of(sha256), shelf()
    with transaction.atomic():
        blob, _made = Blob.objects.get_or_create(
            sha256=sha256, defaults={"size": len(content), "made_at": now}
        )
        if not lies.has(name):
            lies.put(name, ring().encrypt(content, LABEL))
    return blob


def get(blob: Blob) -> bytes:
    """The bytes again. Raises `FileNotFoundError` when lost, `InvalidTag` or `ValueError` when altered."""
    return content_under(blob.sha256)


def content_under(sha256: str) -> bytes:
    """What lies under a digest, whether a row names it or not; raises like `get`."""
    content = ring().decrypt(shelf().get(name_of(sha256)), LABEL)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"blob {sha256[:12]} does not hold what its name says")
    return content


def read(blob: Blob) -> bytes:
    """The bytes for a person who waits before a page: `Unavailable` where they are out of reach, lost or altered."""
    with told_plainly():
        try:
            return get(blob)
        except (InvalidTag, ValueError, IndexError) as fault:
            log.error("The file %s in the store was altered.", blob)
            raise Unavailable(
                _("这个文件读不出来了，不是您的错。请联系法律援助机构，或者打12348。")
            ) from fault


def take_out(sha256: str, now: datetime) -> None:
    """Take bytes out for good that no row names any more; where a change is just putting them again, they stay.

    Its own row holds the name meanwhile, so that whoever puts the same bytes waits, and then writes them anew.
    """
    with transaction.atomic():
        row, is_free = Blob.objects.get_or_create(sha256=sha256, defaults={"size": 0, "made_at": now})
        if is_free:
            shelf().remove(name_of(sha256))
            row.delete()


def names(*, before: float) -> Iterator[str]:
    """Every name on the shelf, quarantine too, that was put there before that second (of the epoch); halves left
    out."""
    for name, put_at in shelf().all():
        if put_at <= before:
            yield name


def is_held(name: str) -> bool:
    """Whether the name is one of the quarantine."""
    return name.startswith(f"{QUARANTINE}/")


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
    label, lies = HELD_LABEL if is_held(name) else LABEL, shelf()
    try:
        content = ring().decrypt(lies.get(name), label)
    except FileNotFoundError:
        return
    lies.put(name, ring().encrypt(content, label))
