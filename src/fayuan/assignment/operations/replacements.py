"""The recipient asks for another lawyer; the assigner replaces or keeps."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge, letters
from fayuan.assignment.access import require_asking, require_keeping, require_replacing
from fayuan.assignment.models import Assignment, ReplacementRequest
from fayuan.assignment.queries import open_request, running
from fayuan.assignment.suitability import profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters import access, timers
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, check_step, note
from fayuan.messaging.operations import tell, tell_applicant


@operation
def ask_replacement(
    *,
    ref: str,
    reason: str,
    by: Actor,
    now: datetime,
    evidence: Sequence[str] = (),
    version: int | None = None,
) -> Matter:
    """Ask for another lawyer (法律援助法 55); the agency decides within five days.

    `evidence` names the pieces that show that the lawyer did not do their duty; with them the request is put
    on its sheet. The lawyer in charge does not read the request.
    """
    matter = access.fetch(ref, by, now, version=version)
    about = require_asking(by, matter)
    check_step(matter, "ask_replacement")
    if not reason.strip():
        raise BadInput({"reason": _("请写下为什么要更换律师。")})
    advance(matter, "ask_replacement", by=by, now=now)
    request = ReplacementRequest.objects.create(
        matter=matter, about=about, reason=reason, evidence=list(evidence), asked_at=now
    )
    timers.start(matter, "decide_replacement", "T13", now=now)
    data = {"evidence": len(request.evidence)}
    note(matter, "replacement_asked", by=by, now=now, audience=Entry.Audience.OFFICE, data=data, body=reason)
    if request.evidence:
        letters.issue_request(matter, request, by, now)
    return matter


@operation
def keep_lawyer(*, ref: str, reason: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Decide that the lawyer stays, for a reason that the recipient reads."""
    matter = access.fetch(ref, by, now, version=version)
    request = require_keeping(by, matter)
    by = by.signing("assigner", matter.agency_id)
    check_step(matter, "keep")
    if not reason.strip():
        raise BadInput({"reason": _("请写明不予更换的理由，受援人会看到。")})
    advance(matter, "keep", by=by, now=now)
    _decide(matter, request, ReplacementRequest.Outcome.KEPT, reason, by, now)
    note(matter, "lawyer_kept", by=by, now=now, audience=Entry.Audience.OFFICE, body=reason)
    tell_applicant(matter, "lawyer_kept", now=now)
    return matter


@operation
def replace_lawyer(
    *, ref: str, lawyer: int, by: Actor, now: datetime, reason: str = "", version: int | None = None
) -> Matter:
    """Put another lawyer (id of the person) in charge: on request, or for a reason of the agency's own
    (程序规定 about 40).

    From this moment the former lawyer does not see the matter; the days to sign the agreement begin anew.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_replacing(by, matter)
    by = by.signing("assigner", matter.agency_id)
    check_step(matter, "replace")
    old, request = running(matter), open_request(matter)
    if request is None and not reason.strip():
        raise BadInput({"reason": _("没有更换请求的，请写明更换的理由。")})
    if old is None or old.person_id == lawyer:
        raise BadInput({"lawyer": _("请选择另一位法律援助人员。")})
    profile = profile_of(lawyer, now)
    require_suitable(matter, profile, now)
    charge.release(matter, now)
    charge.name_handler(matter, profile)
    advance(matter, "replace", by=by, now=now)
    charge.end(old, now)
    charge.give(matter, profile, mode=Assignment.Mode.REPLACE, by=by, now=now, reason=reason)
    if request is not None:
        _decide(matter, request, ReplacementRequest.Outcome.REPLACED, reason, by, now)
    letters.issue_replacement(matter, old, request.asked_at if request else now, by, now)
    _tell(matter, old, charge.take_up(matter, by, now), now)
    return matter


def _decide(
    matter: Matter, request: ReplacementRequest, outcome: str, reason: str, by: Actor, now: datetime
) -> None:
    request.outcome, request.decision = outcome, reason
    request.decided_at, request.by_name = now, by.name
    request.save()
    timers.stop(matter, "decide_replacement", now)


def _tell(matter: Matter, old: Assignment, last_day: str, now: datetime) -> None:
    """The recipient, the lawyer who had the case and the one who has it now."""
    assert matter.handler is not None
    tell_applicant(matter, "lawyer_replaced", now=now, data={"date": last_day})
    if old.person is not None:
        tell(matter, old.person, "released_lawyer", now=now)
    tell(matter, matter.handler, "assigned_lawyer", now=now, data={"date": last_day})
