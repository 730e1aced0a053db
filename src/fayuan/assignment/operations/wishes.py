"""The recipient says what they wish of their lawyer."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment.access import require_wishing
from fayuan.assignment.models import Wish
from fayuan.assignment.queries import open_to_choice
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note, touch


@operation
def say_wish(
    *,
    ref: str,
    by: Actor,
    now: datetime,
    sex: str = "",
    lawyer: int | None = None,
    reason: str = "",
    is_justified: bool = False,
    version: int | None = None,
) -> Matter:
    """Say that a woman (`f`) or a man (`m`) is wished for, or somebody by name (id of the person, open to choice);
    possible until somebody is in charge. Said again, the last words count.

    The office may find the wish for a woman or a man justified (`is_justified`): then nobody else is proposed.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_wishing(by, matter)
    faults = {} if sex in Wish.Sex.values else {"sex": _("请选女律师、男律师或者都可以。")}
    if lawyer is not None and not open_to_choice(matter, now).filter(person=lawyer).exists():
        faults["lawyer"] = _("这位律师没有开放点选，请另选一位，或者不选。")
    binds = is_justified and access.is_desk(by, matter)
    if binds and not reason.strip():
        faults["reason"] = _("认为意愿正当的，请写明理由。")
    if faults:
        raise BadInput(faults)
    said = {"sex": sex, "lawyer_id": lawyer, "reason": reason, "is_justified": binds}
    Wish.objects.update_or_create(matter=matter, defaults={**said, "said_at": now, "by_name": by.name})
    touch(matter, now)
    note(matter, "wish_said", by=by, now=now, audience=Entry.Audience.OFFICE, body=reason)
    return matter
