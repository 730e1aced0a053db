"""Pages of examination and decision: the verdict beside the form, the person decides."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.intake.assessments import denied, stops
from fayuan.intake.models import Assessment, Examination
from fayuan.intake.operations import (
    examine_application,
    grant_application,
    grant_first,
    refuse_application,
)
from fayuan.law.refusal import refusal_grounds
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.intake import DecisionForm, ExaminationForm, FirstGrantForm
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

CHECKED_BY = {"exempt": "exempt", "no_means_test": "exempt"}  # the path claimed, and how means are looked at


@page("desk", methods=ACT)
def examine(request: Request, ref: str) -> HttpResponse:
    """The examiner's opinion; its reasons are proposed from the verdict."""
    matter = opened_for(request, ref, "examine")
    last: Assessment | None = matter.assessments.order_by("-id").first()
    outcome, stop = (last.outcome, stops(last)) if last else ("", "")
    form = filled(request, ExaminationForm, matter, initial=proposed(matter), outcome=outcome, stop=stop)
    if sent(request, form, examine_application, ref=ref):
        return done(request, matter, _("审查意见已交审批。"))
    after = [_("审批岗的同事看到这件，不能是您本人"), _("同意后自动开始三日指派期限")]
    return show_act(request, matter, form, title=_("审查意见"), button=_("交审批"), after=after)


def proposed(matter: Matter) -> dict[str, str]:
    """The opinion as the verdict suggests it; which way to decide is left open."""
    last: Assessment | None = matter.assessments.order_by("-id").first()
    if last is None:
        return {}
    says = "".join(str(step["says"]) for step in last.workings)
    return {"opinion": says, "means_check": CHECKED_BY.get(last.path, "shared_data")}


@page("desk", methods=ACT)
def decide(request: Request, ref: str) -> HttpResponse:
    """Grant or refuse."""
    matter = opened_for(request, ref, "decide")
    form = filled(request, DecisionForm, matter, grounds=grounds(matter, request))
    if form.is_valid() and send_decision(request, ref, form):
        return done(request, matter, _("决定已作出，决定书已发出。"))
    after = [
        _("发出决定书，写明理由、依据和救济途径"),
        _("申请人收到短信，不含案情"),
        _("给予的，三日内指派"),
    ]
    examination: Examination | None = matter.examinations.order_by("-id").first()
    return show_act(
        request,
        matter,
        form,
        title=_("作出决定"),
        button=_("作出决定"),
        template="decide.html",
        after=after,
        examination=examination,
    )


def grounds(matter: Matter, request: Request) -> list[tuple[str, str]]:
    """The grounds on which the law lets aid be refused here today, each with its article; not those that the reckoning
    has found not to be there."""
    known = refusal_grounds(local_day(request.now), matter.agency.division_id, book())
    last: Assessment | None = matter.assessments.order_by("-id").first()
    return [
        (key, f"{ground.chinese}（{ground.article}）")
        for key, ground in known.items()
        if last is None or not denied(last, key)
    ]


def send_decision(request: Request, ref: str, form: DecisionForm) -> Matter | None:
    """The operation of the outcome that was chosen."""
    given: dict[str, Any] = form.given()
    if given["outcome"] == "grant":
        return attempt(request, form, grant_application, ref=ref, reason=given["reason"])
    words = {"reason": given["ground"], "explanation": given["reason"]}
    return attempt(request, form, refuse_application, ref=ref, **words)


@page("desk", methods=ACT)
def first(request: Request, ref: str) -> HttpResponse:
    """Grant before the papers are complete, where it cannot wait."""
    matter = opened_for(request, ref, "grant_first")
    form = filled(request, FirstGrantForm, matter)
    if sent(request, form, grant_first, ref=ref):
        return done(request, matter, _("已决定先行提供法律援助，请尽快指派。"))
    after = [_("马上进入指派"), _("申请人在期限内补齐手续；补不齐的，终止援助")]
    return show_act(request, matter, form, title=_("先行援助"), button=_("决定先行援助"), after=after)
