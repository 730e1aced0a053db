"""Days on which a lawyer takes no new cases."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.assignment.models import Leave
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotAllowed
from fayuan.core.operation import operation
from fayuan.people.models import Role


@operation
def take_leave(*, first_day: date, last_day: date, by: Actor, now: datetime) -> Leave:
    """The lawyer says when they take no new cases, both days included; what they have in hand stays
    theirs."""
    if by.person_id is None or not by.has(Role.LAWYER):
        raise NotAllowed(_("休假由法律援助人员本人登记。"))
    if last_day < first_day or last_day < now.astimezone(SHANGHAI).date():
        raise BadInput({"last_day": _("最后一天不能早于第一天，也不能早于今天。")})
    return Leave.objects.create(person_id=by.person_id, first_day=first_day, last_day=last_day, told_at=now)
