"""Stopping the aid for a while, where the region's rules have grounds for it; the nation's have none."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import grounds_to_suspend, require_suspending
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, note
from fayuan.messaging.operations import tell, tell_applicant


@operation
def suspend_aid(
    *, ref: str, ground: str, reason: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Suspend the aid on a ground of the region (a key of `law.termination.suspension_grounds`), with what happened.

    No clock stands still: no rule says that one does. Raises `BadInput` for a ground that the region does not know,
    `WrongState` while it is undecided whether the lawyer is replaced.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_suspending(by, matter)
    by = by.signing("approver", matter.agency_id)
    known = grounds_to_suspend(matter, now)
    if ground not in known:
        raise BadInput({"ground": _("请选一项：中止的情形")})
    if not reason.strip():
        raise BadInput({"reason": _("请写明事实和理由。")})
    if matter.timers.filter(name="decide_replacement", ended_at=None).exists():
        raise WrongState(_("受援人请求更换律师，请先作出决定。"))
    advance(matter, "suspend", by=by, now=now)
    article = known[ground].article
    note(
        matter, "suspended", by=by, now=now, data={"ground": ground, "article": article}, body=reason.strip()
    )
    tell_applicant(matter, "suspended", now=now)
    if matter.handler is not None:
        tell(matter, matter.handler, "suspended_lawyer", now=now)
    if matter.authority is not None:
        tell(matter, matter.authority, "suspended_authority", now=now)
    return matter
