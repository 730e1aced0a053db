"""The handling record: what the lawyer did, and the hearings to come."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import fetch_handled
from fayuan.cases.clocks import start_submit_closing
from fayuan.cases.models import Hearing, LogEntry
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance
from fayuan.matters.operations import note as write_note
from fayuan.messaging.operations import tell_applicant
from fayuan.messaging.texts import day

FUTURE = frozenset({LogEntry.What.HEARING})  # may be written down before it happens
ENDINGS = frozenset({LogEntry.What.JUDGMENT, LogEntry.What.SETTLED, LogEntry.What.MEDIATED})


@operation
def write_log(
    *,
    ref: str,
    what: str,
    by: Actor,
    now: datetime,
    note: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Matter:
    """Write one line of the handling record; `on` is the day it happened (today), for a hearing also a day
    to come.

    The recipient is told of what was filed, of hearings and of the result (法律援助法 46). A result starts
    the days in which the closing set has to be handed in.
    """
    matter, handler = fetch_handled(ref, by, now, version=version)
    on = on or now.astimezone(SHANGHAI).date()
    _check(what, on, now)
    advance(matter, "log", by=by, now=now)
    entry = LogEntry.objects.create(matter=matter, what=what, on=on, note=note, by=handler, written_at=now)
    _leave_trace(matter, entry, by, now)
    if entry.what == LogEntry.What.HEARING:
        Hearing.objects.get_or_create(matter=matter, on=entry.on, defaults={"planned_at": now})
    if entry.what in ENDINGS:
        start_submit_closing(matter, entry.on)
    _tell(matter, entry, now)
    return matter


@operation
def plan_hearing(
    *, ref: str, at: datetime, place: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Write down the hour and place of a hearing; another hour on the same day takes the place of the
    first."""
    matter, handler = fetch_handled(ref, by, now, version=version)
    if at <= now:
        raise BadInput({"at": _("开庭时间要在现在以后。已经开过的庭请记入办案记录。")})
    advance(matter, "log", by=by, now=now)
    on = at.astimezone(SHANGHAI).date()
    Hearing.objects.update_or_create(
        matter=matter, on=on, defaults={"at": at, "place": place, "planned_at": now}
    )
    entry = LogEntry.objects.create(
        matter=matter, what=LogEntry.What.HEARING, on=on, note=place, by=handler, written_at=now
    )
    _leave_trace(matter, entry, by, now)
    _tell(matter, entry, now)
    return matter


def _check(what: str, on: date, now: datetime) -> None:
    if what not in LogEntry.What.values:
        raise BadInput({"what": _("请选择做了什么事。")})
    if on > now.astimezone(SHANGHAI).date() and what not in FUTURE:
        raise BadInput({"on": _("日期不能晚于今天。")})


def _leave_trace(matter: Matter, entry: LogEntry, by: Actor, now: datetime) -> None:
    """A line in the timeline, without what was noted: an authority does not read what a defender does."""
    audience = Entry.Audience.HANDLING if matter.authority_id else Entry.Audience.ALL
    data = {"what": entry.what, "on": entry.on.isoformat()}
    write_note(matter, "log", by=by, now=now, audience=audience, data=data)


def _tell(matter: Matter, entry: LogEntry, now: datetime) -> None:
    """What the recipient has to know at once."""
    match entry.what:
        case LogEntry.What.FILED:
            tell_applicant(matter, "log_filed", now=now)
        case LogEntry.What.JUDGMENT:
            tell_applicant(matter, "log_judgment", now=now)
        case LogEntry.What.HEARING:
            past = entry.on < now.astimezone(SHANGHAI).date()
            template = "log_heard" if past else "log_hearing"
            tell_applicant(matter, template, now=now, data={"date": day(entry.on)})
