"""Ending the aid before its end, and going on with it when that decision was corrected."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import require_approver, require_resuming
from fayuan.cases.clocks import restart
from fayuan.cases.models import Termination
from fayuan.cases.papers import issue_termination_decision, issue_termination_letter
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.law.reasons import Step
from fayuan.law.termination import may_terminate
from fayuan.matters import access, timers
from fayuan.matters.models import Matter, Timer
from fayuan.matters.operations import advance, check_step, note, state_before
from fayuan.matters.rules import book
from fayuan.messaging.operations import tell, tell_applicant

NOT_COMPLETED = "first_grant_not_completed"


@operation
def terminate_aid(
    *, ref: str, ground: str, by: Actor, now: datetime, reason: str = "", version: int | None = None
) -> Matter:
    """End the aid on a ground of the law (法律援助法 48, 44); the recipient may object (49).

    `ground` is a key of `law.termination`. The days to object begin when the message has gone out, or when
    the decision is recorded as handed over.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_approver(by, matter)
    by = by.signing("approver", matter.agency_id)
    check_step(matter, "terminate")
    found = _ask_the_law(matter, ground, now)
    advance(matter, "terminate", by=by, now=now)
    timers.stop_all(matter, now)
    Termination.objects.create(
        matter=matter, ground=ground, article=found.article, reason=reason, at=now, by_name=by.name
    )
    note(matter, "terminated", by=by, now=now, data={"ground": ground, "article": found.article})
    decision = issue_termination_decision(matter, found, reason, by, now)
    issue_termination_letter(matter, found, decision, by, now)
    _tell(matter, now)
    return matter


def _ask_the_law(matter: Matter, ground: str, now: datetime) -> Step:
    """The ground with its article; refused where the law does not know it for this kind of matter, or it is
    not so yet."""
    found = may_terminate(
        ground,
        now.astimezone(SHANGHAI).date(),
        matter.agency.division_id,
        notified=matter.origin == Matter.Origin.NOTICE,
        book=book(),
    )
    if not found.passed:
        raise BadInput({"ground": found.says})
    if ground == NOT_COMPLETED and not _never_completed(matter):
        raise WrongState(_("先行援助的手续已经补齐，或者补办的期限还没有过，不能以此终止。"))
    return found


def _never_completed(matter: Matter) -> bool:
    """Whether the aid was granted first, and the days to complete the papers have run out or were called off because
    the papers show that no aid is due (法律援助法 44)."""
    clocks = matter.timers.filter(name="complete_papers")
    run_out = clocks.filter(status=Timer.Status.RUN_OUT, ended_at=None)
    return run_out.exists() or clocks.filter(status=Timer.Status.CANCELLED).exists()


def _tell(matter: Matter, now: datetime) -> None:
    tell_applicant(matter, "terminated", now=now)
    if matter.handler is not None:
        tell(matter, matter.handler, "terminated_lawyer", now=now)
    if matter.authority is not None:
        tell(matter, matter.authority, "terminated_authority", now=now)


@operation
def resume_aid(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Go on with the case where it stood: the ground to suspend is gone, or the bureau ordered the termination to be
    corrected (法律援助法 49)."""
    matter = access.fetch(ref, by, now, version=version)
    require_resuming(by, matter)
    by = by.signing("approver", matter.agency_id)
    before = "suspended" if matter.state == "suspended" else state_before(matter, "terminated")
    advance(matter, "resume", by=by, now=now, to="handling" if before == "suspended" else before)
    restart(matter, now)
    note(matter, "resumed", by=by, now=now)
    tell_applicant(matter, "resumed", now=now)
    if matter.handler is not None:
        tell(matter, matter.handler, "resumed_lawyer", now=now)
    return matter
