"""Why it was decided so, for whom it concerns: every step of the reckoning in plain words with its article, and which
fees fall away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.dossier.papers.citations import cited
from fayuan.intake import facts
from fayuan.intake.models import Assessment, Decision
from fayuan.law.fees import entitlements
from fayuan.law.refusal import refusal_grounds
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request
from fayuan.web.shared.rules import rule_url

GRANTED = frozenset({"grant", "grant_first", "notify"})
OVER = frozenset({"terminated", "archived", "closed"})
UNCHECKED = "待核实"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step in plain words, its article, where the rule stands in public, and whether nobody has verified it."""

    says: str
    article: str
    url: str
    unchecked: bool


@page("citizen")
def why(request: Request, ref: str) -> HttpResponse:
    """How it came to the decision; before there is one, how it looks by what was handed in."""
    found = own_matter(request, ref)
    decision: Decision | None = found.decisions.select_related("assessment").order_by("-pk").first()
    last: Assessment | None = found.assessments.order_by("-pk").first()
    assessment = (decision and decision.assessment) or last
    if assessment is None:
        raise NotFound
    today = local_day(request.now)
    context: dict[str, Any] = {
        "matter": found,
        "title": _title(decision),
        "ground": _ground(decision, found),
        "explained": decision.reason if decision and decision.kind == "refuse" else "",
        "reasons": reasons(assessment, found),
        "is_decided": decision is not None,
        "fees": fees(found, today)
        if decision and decision.kind in GRANTED and found.state not in OVER
        else (),
    }
    return render(request, "portal/why.html", context)


def _title(decision: Decision | None) -> str:
    if decision is None:
        return _("按您说的情况怎么算")
    return _("为什么同意") if decision.kind in GRANTED else _("为什么没有同意")


def _ground(decision: Decision | None, matter: Matter) -> str:
    """The ground of a refusal, with its article."""
    if decision is None or not decision.code:
        return ""
    known = refusal_grounds(local_day(decision.at), matter.agency.division_id, book()).get(decision.code)
    return f"{known.chinese}（{cited([known.article])}）" if known else ""


def reasons(assessment: Assessment, matter: Matter) -> Sequence[Reason]:
    """The steps of the reckoning; those that rest on a rule lead to it as it stood then."""
    on, place = local_day(assessment.at), matter.agency.division_id
    return [_reason(step, on, place) for step in assessment.workings]


def _reason(step: Mapping[str, Any], on: date, place: str) -> Reason:
    article, mark = step["article"], step["mark"]
    url = rule_url(step["rule"], place, on) if mark else ""
    return Reason(step["says"], cited([article]) if article else "", url, mark == UNCHECKED)


def fees(matter: Matter, today: date) -> Sequence[Reason]:
    """Which fees of courts, arbitration bodies and notaries fall away for somebody who was granted aid."""
    if matter.origin == Matter.Origin.NOTICE:
        return ()
    place = matter.agency.division_id
    told = facts.application(matter, matter.application)
    return [
        Reason(each.says, cited([each.article]), rule_url(each.rule, place, today), unchecked=False)
        for each in entitlements(told, today, recipient=True, book=book())
    ]
