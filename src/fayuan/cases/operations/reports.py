"""What the lawyer must report to the agency."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import fetch_handled
from fayuan.cases.models import Report
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance
from fayuan.matters.operations import note as write_note


@operation
def report_case(
    *, ref: str, why: str, by: Actor, now: datetime, note: str = "", version: int | None = None
) -> Matter:
    """Report that the case is difficult, concerns a group, has a wide impact, rests on doubtful evidence, or
    that a ground to end the aid has appeared (程序规定 about 39; 法律援助法 48(2))."""
    matter, handler = fetch_handled(ref, by, now, version=version)
    if why not in Report.Why.values:
        raise BadInput({"why": _("请选择要报告的情况。")})
    advance(matter, "report", by=by, now=now)
    Report.objects.create(matter=matter, why=why, note=note, by=handler, at=now)
    write_note(
        matter, "reported", by=by, now=now, audience=Entry.Audience.HANDLING, data={"why": why}, body=note
    )
    return matter
