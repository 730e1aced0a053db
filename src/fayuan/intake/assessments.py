"""Asking the law about a matter, and keeping what it said."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import LawForbids
from fayuan.intake import facts
from fayuan.intake.models import Assessment
from fayuan.law import eligibility
from fayuan.matters.models import Matter
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book, keep

JUDGED = {"out_of_scope": "scope", "no_right": "standing"}  # grounds to refuse, and the rules that say so
HARD_STOPS = {"not_competent": "jurisdiction", "out_of_scope": "scope"}  # and the rules that say so


def assess(matter: Matter, step: str, now: datetime) -> Assessment:
    """What the law says of the matter as it stands today, kept with every step of the reasoning."""
    today, rules = now.astimezone(SHANGHAI).date(), book()
    if matter.origin == Matter.Origin.NOTICE:
        verdict = eligibility.assess_notice(facts.notice(matter), today, rules)
    else:
        handed_in = facts.application(matter, matter.application)
        verdict = eligibility.assess(handed_in, today, rules, calendar=calendar())
    matter.means_test = verdict.means_test
    return Assessment.objects.create(
        matter=matter,
        at=now,
        step=step,
        outcome=verdict.outcome,
        path=verdict.path,
        reason=verdict.reason or "",
        citations=list(verdict.citations),
        missing=list(verdict.missing),
        workings=_workings(verdict),
        rules_hash=keep(rules, now),
    )


def _workings(verdict: eligibility.Verdict) -> list[dict[str, object]]:
    """The steps as data: rule, article, sentence, inputs, whether it passed, and how far its wording is known."""
    marks = {marked.rule: marked.mark for marked in verdict.marks}
    return [
        {
            "rule": step.rule,
            "article": step.article,
            "says": step.says,
            "inputs": {key: str(value) for key, value in step.inputs.items()},
            "passed": step.passed,
            "mark": marks.get(step.rule, ""),
        }
        for step in verdict.steps
    ]


def stop_where_law_stops(assessment: Assessment) -> None:
    """Raise `LawForbids` when the matter is out of scope, or belongs to another agency."""
    if said := stops(assessment):
        raise LawForbids(said, code=assessment.reason)


def stops(assessment: Assessment) -> str:
    """Why the law forbids to grant whatever people think; empty where it does not."""
    return _reason(assessment) if assessment.reason in HARD_STOPS else ""


def denied(assessment: Assessment, ground: str) -> str:
    """What the reckoning says against a ground to refuse that it has found not to be there; empty where it has not
    looked, or leaves it to people. Only of the means may people judge otherwise."""
    steps = [each for each in assessment.workings if str(each["rule"]).startswith(JUDGED.get(ground, "-"))]
    settled = bool(steps) and all(each["passed"] for each in steps)
    return "".join(str(each["says"]) for each in steps) if settled else ""


def _reason(assessment: Assessment) -> str:
    """The sentence of the step that stops, or a general one."""
    stopping = HARD_STOPS[assessment.reason]
    failed = [each for each in assessment.workings if each.get("passed") is False]
    says = [str(each["says"]) for each in failed if str(each["rule"]).startswith(stopping)]
    return says[-1] if says else _("依照法律援助法，这件事不能在这里办理。")
