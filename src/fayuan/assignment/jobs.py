"""What this room does when a clock of an assignment runs out: nobody waits in silence."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from fayuan.core.actor import Actor
from fayuan.matters import timers
from fayuan.matters.models import Entry, Timer
from fayuan.matters.operations import note
from fayuan.messaging.operations import tell
from fayuan.people.queries import holders_of_post

WORDS = {
    "assign": _("指派"),
    "reply_authority": _("答复办案机关"),
    "decide_replacement": _("决定是否更换"),
    "name_lawyer": _("确定承办人"),
}
HEADS = ("assigner", "approver")


def overdue(timer: Timer, by: Actor, now: datetime) -> None:
    """The days passed without the duty done: it stands in the office's timeline, and the heads are told."""
    matter = timer.matter
    data = {"timer": timer.name, "rule": timer.rule}
    note(matter, "overdue", by=by, now=now, audience=Entry.Audience.OFFICE, data=data)
    heads = {person for role in HEADS for person in holders_of_post(role, matter.agency, now)}
    for person in sorted(heads, key=lambda head: head.pk):
        tell(matter, person, "clock_run_out", now=now, data={"clock": str(WORDS[timer.name])})


for name in WORDS:
    timers.on_run_out(name)(overdue)
