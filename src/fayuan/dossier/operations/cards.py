"""Hand in the photograph of an identity card to have a form filled; the photograph goes as soon as it was read."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Locked, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.dossier import checks, jobs, store
from fayuan.dossier.cards import is_installed
from fayuan.dossier.kinds import JPEG, PNG, WEBP
from fayuan.dossier.models import CardReading

MOST_AN_HOUR = 20  # of one person: each costs some seconds of a processor


@operation
def hand_in_card(*, file_name: str, content: bytes, by: Actor, now: datetime) -> CardReading:
    """Take a photograph of a card's front; a job reads it. Raises `BadInput` for what is no picture, `WrongState` where
    reading is not installed, `Locked` for too many."""
    if not is_installed():
        raise WrongState(_("本平台没有装文字识别，请手工填写。"))
    if CardReading.objects.filter(by=by.person, at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise Locked(_("拍得太多了。请手工填写，或者1小时后再试。"))
    found = checks.check(file_name, content)
    if found.media_type not in (JPEG, PNG, WEBP):
        raise BadInput({"photo": _("请拍身份证有照片的一面，或者选一张照片。")})
    reading = CardReading.objects.create(by_id=by.person, held=store.hold(found.content), at=now)
    jobs.read_card.defer(reading_id=reading.pk)
    return reading


def reading(ref: str, by: Actor) -> CardReading:
    """The actor's own reading, or `NotFound`."""
    found = CardReading.objects.filter(ref=ref, by=by.person_id).first() if by.person_id else None
    if found is None:
        raise NotFound
    return found
