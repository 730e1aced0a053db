"""An application that came through others: the case authority, the place of detention, the duty lawyer.

They have twenty-four hours, nights and holidays included, to pass it on (法律援助法 39); whether they did is kept.
Parts of handing an application in.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.intake.clocks import record_done
from fayuan.intake.inputs import ApplicationInput
from fayuan.intake.models import Application
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note

RULES = {Application.PassedOn.AUTHORITY: "T08", Application.PassedOn.DUTY_LAWYER: "T09"}


def check(application: ApplicationInput, now: datetime) -> None:
    """Raise `BadInput` for an hour that cannot be, or an hour without saying who passed the application on."""
    faults: dict[str, str] = {}
    if application.passed_on_as and application.passed_on_as not in Application.PassedOn.values:
        faults["passed_on_as"] = _("请选择是办案机关、羁押场所转交，还是值班律师转交。")
    if application.handed_at is not None:
        if application.handed_at > now:
            faults["handed_at"] = _("收到申请的时间不能晚于现在。")
        if not application.passed_on_as or not application.passed_on_by.strip():
            faults["passed_on_by"] = _("请写明由谁转交。")
    if faults:
        raise BadInput(faults)


def record(matter: Matter, handed_in: Application, by: Actor, now: datetime) -> None:
    """Keep whether the hours were met, for the office to read."""
    if handed_in.handed_at is None:
        return
    rule = RULES[Application.PassedOn(handed_in.passed_on_as)]
    late = record_done(matter, "pass_on", rule, began=handed_in.handed_at, now=now)
    data = {"as": handed_in.passed_on_as, "late": late, "rule": rule}
    note(matter, "passed_on", by=by, now=now, audience=Entry.Audience.OFFICE, data=data)
