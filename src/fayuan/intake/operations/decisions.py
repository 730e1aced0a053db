"""Examination and decision: the examiner advises, the approver decides, the law explains; first aid in urgent cases."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids
from fayuan.core.operation import operation
from fayuan.dossier.operations import issue
from fayuan.intake import assessments
from fayuan.intake.access import require_not_examiner
from fayuan.intake.models import Assessment, Decision, Examination
from fayuan.intake.words import chinese_day, period
from fayuan.law import refusal, urgency
from fayuan.law.grounds import Ground
from fayuan.matters import access, timers
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, check_step, note
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book
from fayuan.messaging.operations import tell_applicant

RESULTS = ("grant", "refuse")


@operation
def examine_application(
    *,
    ref: str,
    result: str,
    by: Actor,
    now: datetime,
    means_check: str = "",
    opinion: str = "",
    version: int | None = None,
) -> Matter:
    """The examiner writes an opinion for the approver. The law's own reckoning is kept beside it."""
    matter = access.fetch(ref, by, now, version=version)
    access.require(by, "examiner", matter)
    access.refuse_own(by, matter)
    by = by.signing("examiner", matter.agency_id)
    if result not in RESULTS:
        raise BadInput({"result": _("请选择建议给予援助，还是不予援助。")})
    advance(matter, "examine", by=by, now=now)
    assessments.assess(matter, "examine", now)
    matter.save()
    Examination.objects.create(
        matter=matter, by_id=by.person, at=now, means_check=means_check, result=result, opinion=opinion
    )
    note(matter, "examined", by=by, now=now, audience="office", data={"result": result}, body=opinion)
    return matter


def _fetch_for_decision(
    ref: str, step: str, by: Actor, now: datetime, version: int | None
) -> tuple[Matter, Actor]:
    """The matter, locked, for an approver who is neither its examiner nor a party; and how they sign."""
    matter = access.fetch(ref, by, now, version=version)
    access.require(by, "approver", matter)
    access.refuse_own(by, matter)
    check_step(matter, step)
    require_not_examiner(by, matter)
    return matter, by.signing("approver", matter.agency_id)


@operation
def grant_application(
    *, ref: str, by: Actor, now: datetime, reason: str = "", version: int | None = None
) -> Matter:
    """Grant aid (法律援助法 43(1)); three days to assign begin.

    Means are advice: granting although they exceed the line needs a reason, else `means_exceeded`. What is out of scope
    or belongs elsewhere cannot be granted. After an ordered correction the means are settled.
    """
    matter, by = _fetch_for_decision(ref, "grant", by, now, version)
    ordered = matter.state == "corrected"
    assessment = assessments.assess(matter, "grant", now)
    assessments.stop_where_law_stops(assessment)
    if assessment.reason == "means_exceeded" and not ordered and not reason.strip():
        raise LawForbids(_("按演算经济状况超过标准。仍要给予援助的，请写明理由。"), code="means_exceeded")
    advance(matter, "grant", by=by, now=now)
    _decide(matter, "grant", assessment, by, now, reason=reason)
    last_day = timers.start(matter, "assign", "T04", now=now).due_on
    issue(matter, "grant_decision", by=by, now=now, data=_grant_data(assessment, last_day))
    tell_applicant(matter, "granted", now=now, data={"date": chinese_day(last_day)})
    return matter


def _grant_data(assessment: Assessment, assign_by: date | None) -> dict[str, object]:
    return {
        "findings": [str(step["says"]) for step in assessment.workings if step["article"]],
        "basis": list(assessment.citations),
        "assign_by": assign_by,
    }


def _decide(
    matter: Matter,
    kind: str,
    assessment: Assessment,
    by: Actor,
    now: datetime,
    *,
    reason: str,
    code: str = "",
) -> None:
    """Keep the decision; the days to decide are over."""
    Decision.objects.create(
        matter=matter, kind=kind, by_id=by.person, at=now, code=code, reason=reason, assessment=assessment
    )
    timers.stop(matter, "decide", now)
    note(matter, kind, by=by, now=now, data={"code": code, "citations": assessment.citations})


@operation
def refuse_application(
    *, ref: str, reason: str, by: Actor, now: datetime, explanation: str = "", version: int | None = None
) -> Matter:
    """Refuse, with the ground, its article and the way to object (法律援助法 43, 49).

    `reason` is a ground of `law.refusal`; the period to object begins when the message has gone out. Only of the means
    may people judge otherwise than the law's reckoning: a matter that it finds covered is not refused as out of scope.
    """
    matter, by = _fetch_for_decision(ref, "refuse", by, now, version)
    today = now.astimezone(SHANGHAI).date()
    ground = refusal.refusal_grounds(today, matter.agency.division_id, book()).get(reason)
    if ground is None:
        raise BadInput({"reason": _("请选择不予援助的理由。理由和依据会写进决定书。")})
    assessment = assessments.assess(matter, "refuse", now)
    _require_ground(assessment, ground)
    advance(matter, "refuse", by=by, now=now)
    _decide(matter, "refuse", assessment, by, now, reason=explanation, code=reason)
    bureau = matter.agency.parent
    issue(
        matter,
        "refusal_decision",
        by=by,
        now=now,
        data={
            "reasons": [text for text in (ground.chinese, explanation) if text],
            "basis": [ground.article],
            "objection_period": period("T14", matter, today),
            "bureau": bureau.name if bureau else _("设立本机构的司法行政部门"),
            "bureau_address": bureau.address if bureau else "",
            "bureau_phone": bureau.phone if bureau else "",
        },
    )
    tell_applicant(matter, "refused", now=now)
    return matter


def _require_ground(assessment: Assessment, ground: Ground) -> None:
    """Raise `LawForbids` for a ground that the reckoning has found not to be there, other than the means."""
    if said := assessments.denied(assessment, ground.key):
        raise LawForbids(
            _("演算认为没有这一情形：%(said)s只有经济状况可以另作认定；事实有变的，请先改正申请。")
            % {"said": said},
            code=ground.key,
        )


@operation
def grant_first(
    *,
    ref: str,
    reason: str,
    by: Actor,
    now: datetime,
    complete_by: date | None = None,
    version: int | None = None,
) -> Matter:
    """Grant before the papers are complete, because a period is about to end or a measure cannot wait (法律援助法 44).

    `reason`: `limitation`, `preservation`, `advance_enforcement`. The law refuses what is not urgent (`not_urgent`).
    """
    matter, by = _fetch_for_decision(ref, "grant_first", by, now, version)
    today = now.astimezone(SHANGHAI).date()
    limitation = matter.application.limitation
    place = matter.agency.division_id
    answer = urgency.may_grant_first(reason, limitation, today, calendar(), region=place, book=book())
    if not answer.allowed:
        raise LawForbids(answer.says, code="not_urgent")
    if complete_by is None or complete_by <= today:
        raise BadInput({"complete_by": _("请写明申请人补齐手续的最后一天，要在今天以后。")})
    assessment = assessments.assess(matter, "grant_first", now)
    assessments.stop_where_law_stops(assessment)
    assessment.citations = [*answer.citations, *assessment.citations]
    assessment.save()
    advance(matter, "grant_first", by=by, now=now)
    _decide(matter, "grant_first", assessment, by, now, reason=reason)
    assign_by = timers.start(matter, "assign", "T04", now=now).due_on
    last_day = timers.start(matter, "complete_papers", "T20", now=now, until=complete_by).due_on
    data = {**_grant_data(assessment, assign_by), "complete_by": last_day}
    issue(matter, "grant_decision", by=by, now=now, data=data)
    tell_applicant(matter, "granted_first", now=now, data={"date": chinese_day(last_day)})
    return matter
