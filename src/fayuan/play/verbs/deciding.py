"""Examination, decision, objection."""

from datetime import timedelta

from fayuan.intake import operations as intake
from fayuan.law.refusal import refusal_grounds
from fayuan.matters.rules import book
from fayuan.play.stage import Act

TEN_DAYS = timedelta(days=10)


def examine(act: Act) -> None:
    """The examiner's opinion."""
    said = act.step.details
    intake.examine_application(
        ref=act.ref,
        result=said.get("result", "grant"),
        means_check=said.get("means_check", ""),
        opinion=said.get("opinion", ""),
        by=act.by,
        now=act.now,
    )


def grant(act: Act) -> None:
    """Grant aid."""
    intake.grant_application(ref=act.ref, reason=act.step.details.get("reason", ""), by=act.by, now=act.now)


def refuse(act: Act) -> None:
    """Refuse aid; a reason in words of one's own is the explanation of the ground that the law found."""
    said = act.step.details
    reason, explanation = said.get("reason", ""), said.get("explanation", "")
    grounds = refusal_grounds(act.now.date(), act.matter.agency.division_id, book())
    if reason not in grounds:
        found = act.matter.assessments.order_by("-id").values_list("reason", flat=True).first()
        explanation = explanation or reason
        reason = found if found in grounds else "means_exceeded"
    intake.refuse_application(ref=act.ref, reason=reason, explanation=explanation, by=act.by, now=act.now)


def grant_first(act: Act) -> None:
    """Grant before the papers are complete."""
    said = act.step.details
    intake.grant_first(
        ref=act.ref,
        reason=said.get("reason", "limitation"),
        complete_by=said.get("complete_by") or (act.now + TEN_DAYS).date(),
        by=act.by,
        now=act.now,
    )


def object_to(act: Act) -> None:
    """Object to a refusal or a termination."""
    reason = act.step.details.get("reason", "不同意这个决定")
    intake.object_to_decision(ref=act.ref, reason=reason, by=act.by, now=act.now)


def decide_objection(act: Act) -> None:
    """The bureau's answer to an objection."""
    said = act.step.details
    intake.decide_objection(
        ref=act.ref,
        outcome=said.get("outcome", "uphold"),
        reason=said.get("reason", ""),
        by=act.by,
        now=act.now,
    )
