"""A duty that was not done in time goes up: to the heads of the office at once, to the bureau above after another day.

Rooms call `escalate` when one of their clocks runs out; it is a part of that running-out.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fayuan.core.actor import Actor
from fayuan.matters import moments
from fayuan.matters.models import Matter, Timer
from fayuan.messaging.operations import tell, tell_person
from fayuan.network.models import Institution
from fayuan.people.models import Person
from fayuan.people.queries import holders_of_post

ONE_LEVEL_UP = "one_level_up"
A_DAY = timedelta(days=1)  # no rule gives a number: long enough to make good, short enough to matter
BUREAUS_DUTY = "decide_objection"
CLOCKS = {
    "decide": _("作出审查决定"),
    "complete_papers": _("补办先行援助的手续"),
    "assign": _("指派"),
    "reply_authority": _("答复办案机关"),
    "decide_replacement": _("决定是否更换"),
    "name_lawyer": _("确定承办人"),
    "sign_agreement": _("签订委托协议"),
    "submit_closing": _("提交结案材料"),
    "review_closing": _("审查结案材料"),
    BUREAUS_DUTY: _("审查异议"),
}
"""The duties that heads answer for, as messages call them."""


def escalate(timer: Timer, now: datetime, *, roles: Collection[str] = ("approver",)) -> None:
    """Tell whoever holds one of the roles, and look again in a day."""
    matter = timer.matter
    for head in _heads(matter, timer.name, roles, now):
        tell(matter, head, "clock_run_out", now=now, data={"clock": str(CLOCKS[timer.name])})
    if not matter.moments.filter(name=ONE_LEVEL_UP, ended_at=None).exists():
        moments.put(matter, ONE_LEVEL_UP, now + A_DAY, now)


def _heads(matter: Matter, name: str, roles: Collection[str], now: datetime) -> list[Person]:
    if name == BUREAUS_DUTY:
        return _officers(matter.agency.parent, now)
    found = {head for role in roles for head in holders_of_post(role, matter.agency, now)}
    return sorted(found, key=lambda head: head.pk)


def _officers(bureau: Institution | None, now: datetime) -> list[Person]:
    return [] if bureau is None else list(holders_of_post("bureau", bureau, now).order_by("pk"))


@moments.at_moment(ONE_LEVEL_UP)
def one_level_up(matter: Matter, by: Actor, now: datetime) -> None:
    """What is still undone is told to the officers above: where and which duty, never whose matter it is."""
    late = matter.timers.filter(name__in=CLOCKS, status=Timer.Status.RUN_OUT, ended_at=None).order_by(
        "due_at"
    )
    for timer in late:
        office = matter.agency.parent if timer.name == BUREAUS_DUTY else matter.agency
        if office is None:
            continue
        data = {"place": office.name, "clock": str(CLOCKS[timer.name])}
        for officer in _officers(office.parent, now):
            tell_person(officer, "overdue_below", now=now, data=data)
