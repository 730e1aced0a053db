"""Send a file in pieces, so that a break of the network costs a piece and not the file.

A piece is acknowledged when it is in quarantine and its row is committed; whoever comes back with the same file goes on
behind the last acknowledged piece. Whole, it is handed in like any file by a form that names it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Locked, NotFound, WrongState
from fayuan.core.logs import dim
from fayuan.dossier import store
from fayuan.dossier.models import Sending

PIECE = 512 * 2**10  # bytes at most: some seconds on a slow telephone network
KEPT = timedelta(days=1)
MOST_BYTES = 2**30  # of one person within a day
LONGEST_NAME = 255


def begin(*, file_name: str, size: int, modified: int, by: Actor, now: datetime) -> Sending:
    """The sending of this file (by its name, size and when it was last changed): a new one, or that which broke off."""
    if not 0 < size <= settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 2**20
        raise BadInput({"file": _("文件是空的，或者超过%(mb)d兆。请重新选。") % {"mb": limit}})
    known = {
        "by_id": by.person,
        "file_name": dim(file_name)[-LONGEST_NAME:],
        "size": size,
        "modified": modified,
    }
    found = Sending.objects.filter(**known, at__gt=now - KEPT).first()
    if found is not None:
        return found
    sent = Sending.objects.filter(by=by.person, at__gt=now - KEPT).aggregate(all=Sum("size"))["all"] or 0
    if sent + size > MOST_BYTES:
        raise Locked(_("今天传得太多了。请明天再传，或者到窗口办理。"))
    return Sending.objects.create(**known, at=now)


@transaction.atomic
def take_piece(*, ref: str, start: int, piece: bytes, by: Actor) -> Sending:
    """Keep the piece that begins at byte `start`; one that came before changes nothing. A gap is a `WrongState`."""
    sending = Sending.objects.select_for_update().filter(ref=ref, by=by.person_id).first()
    if sending is None:
        raise NotFound
    if start + len(piece) <= sending.got:
        return sending
    if start != sending.got or not 0 < len(piece) <= PIECE or sending.got + len(piece) > sending.size:
        raise WrongState(_("接不上。请重新选这个文件，会从断的地方接着传。"))
    sending.pieces = [*sending.pieces, store.hold(piece)]
    sending.got += len(piece)
    sending.save(update_fields=["pieces", "got"])
    return sending


def sent(ref: str, by: Actor) -> Sending:
    """The actor's own sending, or `NotFound`."""
    found = Sending.objects.filter(ref=ref, by=by.person_id).first() if by.person_id else None
    if found is None:
        raise NotFound
    return found


def content_of(sending: Sending) -> bytes:
    """The whole file. Raises `WrongState` before its last piece is there, `Unavailable` where the store is out of
    reach."""
    if sending.got != sending.size:
        raise WrongState(_("“%(name)s”还没有传完。请等它传完再提交。") % {"name": sending.file_name})
    with store.told_plainly():
        return b"".join(store.held(name) for name in sending.pieces)


def forget(now: datetime) -> None:
    """Take away what is older than a day: what was handed in lies elsewhere by then."""
    for sending in Sending.objects.filter(at__lt=now - KEPT):
        with transaction.atomic():
            sending.delete()
        for name in sending.pieces:
            store.let_go(name)
