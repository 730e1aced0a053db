"""The authority says what has changed since its notice: the hearing, the place of detention, the coercive measure."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.cases.models import Hearing
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.intake.access import require_notifier
from fayuan.intake.models import NoticeChange
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, check_step, note
from fayuan.messaging.operations import tell

What, Measure = NoticeChange.What, NoticeChange.Measure
AT_LARGE = frozenset({Measure.BAIL, Measure.RESIDENTIAL_SURVEILLANCE, Measure.RELEASED})


@operation
def change_notice(
    *,
    ref: str,
    what: str,
    by: Actor,
    now: datetime,
    value: str = "",
    on: date | None = None,
    hearing_at: datetime | None = None,
    version: int | None = None,
) -> Matter:
    """Keep a change and tell the lawyer in charge at once (实施办法2023: agency and lawyer are told in good time).

    `what` is `hearing` (`on` or `hearing_at`; `value` the court room), `detention_place` (`value` the place) or
    `coercive_measure` (`value` a key of `NoticeChange.Measure`); `on` is the day from which it holds, else today.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_notifier(by, matter)
    check_step(matter, "change_notice")
    today = now.astimezone(SHANGHAI).date()
    if hearing_at is not None:
        on = hearing_at.astimezone(SHANGHAI).date()
    _check(what, value.strip(), on, today)
    change = NoticeChange(
        matter=matter,
        what=what,
        value=value.strip(),
        on=on or today,
        hearing_at=hearing_at,
        told_at=now,
        by_name=by.name,
    )
    _apply(matter, change)
    advance(matter, "change_notice", by=by, now=now)
    change.save()
    note(
        matter,
        "notice_changed",
        by=by,
        now=now,
        data={"what": what, "on": change.on.isoformat()},
        body=change.words,
    )
    tell_handling(matter, "notice_changed", now, what=str(change.get_what_display()))
    return matter


def _check(what: str, value: str, on: date | None, today: date) -> None:
    faults: dict[str, str] = {}
    if what not in What.values:
        faults["what"] = _("请选择变更了什么：开庭时间、羁押地点，还是强制措施。")
    if what == What.HEARING and (on is None or on < today):
        faults["on"] = _("请写新的开庭日期，不能早于今天。")
    if what == What.DETENTION_PLACE and not 0 < len(value) <= 100:
        faults["value"] = _("请写明新的羁押地点，最多100字。")
    if what == What.COERCIVE_MEASURE and value not in Measure.values:
        faults["value"] = _("请选择变更后的强制措施。")
    if what != What.HEARING and on is not None and on > today:
        faults["on"] = _("变更的日期不能晚于今天。")
    if faults:
        raise BadInput(faults)


def _apply(matter: Matter, change: NoticeChange) -> None:
    """What the matter says of itself follows; `advance` saves it."""
    if change.what == What.HEARING:
        _move_hearing(matter, change)
    elif change.what == What.DETENTION_PLACE:
        matter.detained_at = change.value
    elif change.value in AT_LARGE:
        matter.detained_at = ""


def _move_hearing(matter: Matter, change: NoticeChange) -> None:
    """The hearing of the notice moves in the calendar of whoever handles the case."""
    notice = matter.notice
    if notice.hearing_on is not None and notice.hearing_on != change.on:
        matter.hearings.filter(on=notice.hearing_on).delete()
    notice.hearing_on = change.on
    notice.save()
    details = {"at": change.hearing_at, "place": change.value[:200], "planned_at": change.told_at}
    Hearing.objects.update_or_create(matter=matter, on=change.on, defaults=details)


def tell_handling(matter: Matter, template: str, now: datetime, **data: str) -> None:
    """Tell the lawyer in charge; while none is named, the unit that has the case (part of operations)."""
    if matter.handler is not None:
        tell(matter, matter.handler, template, now=now, data=data)
    elif matter.unit is not None:
        tell(matter, matter.unit, template, now=now, data=data)
