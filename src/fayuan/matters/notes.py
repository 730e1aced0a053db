"""Notes that staff write into the timeline for each other."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note

LONGEST = 4000


@operation
def write_note(*, ref: str, text: str, by: Actor, now: datetime) -> Matter:
    """Keep a note of the agency's staff; nobody outside reads it. The matter's version stays: nothing was
    changed.
    """
    matter = access.fetch(ref, by, now)
    require_writing(by, matter)
    note(matter, "note", by=by, now=now, audience=Entry.Audience.OFFICE, body=checked(text))
    return matter


def require_writing(by: Actor, matter: Matter) -> None:
    """Notes are written at the matter's agency (403)."""
    if not access.is_desk(by, matter):
        raise NotAllowed(_("备注由办理本案的法律援助机构工作人员填写。"))


def checked(text: str) -> str:
    """The text without what stands around it; `BadInput` when nothing is left, or too much."""
    kept = text.replace("\x00", "").strip()
    if not kept:
        raise BadInput({"text": _("请写下内容。")})
    if len(kept) > LONGEST:
        raise BadInput({"text": _("最多写%(most)d个字。") % {"most": LONGEST}})
    return kept
