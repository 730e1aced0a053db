"""Pages of questions that are answered later, and of those who come again."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.core.clock import SHANGHAI
from fayuan.intake import queries
from fayuan.intake.access import require_answering
from fayuan.intake.models import Consultation
from fayuan.intake.operations import answer_consultation, appoint_consultation
from fayuan.matters.worklists import day_end
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.consultations import HERE, who
from fayuan.web.desk.forms.pieces import HourField, text
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.clocks import clock_till
from fayuan.web.shared.fields import DateField
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

MOST_WAITING = 100
AHEAD = timedelta(days=6)  # today and the six days after


class AnswerForm(ActForm):
    """The answer, and whether to apply."""

    answer = text(gettext_lazy("怎样解答的"), rows=6)
    advise_to_apply = forms.BooleanField(label=gettext_lazy("建议申请法律援助"), required=False)


class AppointmentForm(ActForm):
    """Day and hour at which they come again."""

    on = DateField(label=gettext_lazy("哪一天再来"))
    hour = HourField(label=gettext_lazy("几点"))

    @property
    def at(self) -> datetime:
        """The moment of the appointment."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["hour"], SHANGHAI)


@page("desk")
def waiting(request: Request) -> HttpResponse:
    """The questions that wait for an answer, the oldest first, and who comes in the days ahead."""
    found = list(queries.unanswered(request.actor)[:MOST_WAITING])
    dues = queries.answers_by(found)
    clocks = [clock_till(due, request.now) if due else None for due in dues]
    rows = list(zip(found, dues, clocks, strict=True))
    coming = queries.appointments(request.actor, request.now, day_end(request.now) + AHEAD)[:MOST_WAITING]
    return show(request, "waiting.html", HERE, rows=rows, coming=list(coming))


@page("desk", methods=ACT)
def answer(request: Request, ref: str) -> HttpResponse:
    """Answer a question that was left open."""
    found = opened(request, ref)
    form = AnswerForm(typed(request))
    if sent(request, form, answer_consultation, ref=ref):
        messages.success(request, _("已答复。留了联系方式的，会收到通知。"))
        return redirect("desk:consultation", ref)
    return show(
        request,
        "answer.html",
        HERE,
        status=form.status,
        found=found,
        who=who(found),
        form=form,
        title=_("答复咨询"),
        button=_("答复"),
    )


@page("desk", methods=ACT)
def appoint(request: Request, ref: str) -> HttpResponse:
    """Fix when they come again."""
    found = opened(request, ref)
    form = AppointmentForm(typed(request))
    made = attempt(request, form, appoint_consultation, ref=ref, at=form.at) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("已约好，留了联系方式的，会收到通知。"))
        return redirect("desk:consultation", ref)
    return show(
        request,
        "answer.html",
        HERE,
        status=form.status,
        found=found,
        who=who(found),
        form=form,
        title=_("约下次再来"),
        button=_("约好"),
    )


def opened(request: Request, ref: str) -> Consultation:
    """The consultation in scope, for those who answer there; its opening is written down."""
    found = queries.consultation(ref, request.actor)
    require_answering(request.actor, found.agency)
    audit.record(request.actor, request.now, "view_consultation", subject=found)
    return found
