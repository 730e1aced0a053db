"""A matter at each stage of its life, brought there by the operations, for tests that begin in the middle."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cast import NOW, Cast

from fayuan.intake import operations as intake
from fayuan.intake.inputs import ApplicationInput, OpponentInput, PersonInput
from fayuan.matters.models import Matter

MINUTE = timedelta(minutes=1)


def application(cast: Cast, **changes: Any) -> ApplicationInput:
    """A work injury of a migrant worker, with all papers: exempt from the means check, competent here."""
    given = ApplicationInput(
        agency=cast.agency.pk,
        applicant=PersonInput(id=cast.people["applicant"].pk),
        channel="window",
        subject="work_injury",
        form="arbitration",
        forum_kind="labour_arbitration",
        forum_place=cast.agency.division_id,
        facts="操作机器时手指轧伤，单位未支付停工留薪期工资",
        opponents=(OpponentInput("某机械公司"),),
        claim_fen=1_860_000,
        materials=("application_form", "id_card", "group_proof", "case_papers"),
    )
    return replace(given, **changes)


def submitted(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Handed in by the clerk at the window."""
    return intake.submit_application(application=application(cast, **changes), by=cast.clerk, now=now)


def received(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """With its receipt."""
    matter = submitted(cast, now, **changes)
    return intake.receive_application(ref=matter.ref, by=cast.clerk, now=now + MINUTE)


def examined(cast: Cast, now: datetime = NOW, *, result: str = "grant", **changes: Any) -> Matter:
    """With the examiner's opinion."""
    matter = received(cast, now, **changes)
    return intake.examine_application(
        ref=matter.ref, means_check="exempt", result=result, by=cast.examiner, now=now + 2 * MINUTE
    )


def granted(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Granted and awaiting its lawyer."""
    matter = examined(cast, now, **changes)
    return intake.grant_application(ref=matter.ref, by=cast.approver, now=now + 3 * MINUTE)


def refused(cast: Cast, now: datetime = NOW, **changes: Any) -> Matter:
    """Refused as out of the means; the message has not gone out yet."""
    matter = examined(cast, now, result="refuse", **changes)
    return intake.refuse_application(
        ref=matter.ref, reason="means_exceeded", by=cast.approver, now=now + 3 * MINUTE
    )
