"""What applicants write to the office: messages that wait for an answer, complaints and corrections."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.intake.models import Complaint
from fayuan.intake.operations import answer_complaint, take_up_complaint
from fayuan.intake.operations.complaints import outcomes_of
from fayuan.intake.queries import complaint as one_complaint
from fayuan.intake.queries import complaint_due, complaints_of, corrections_of
from fayuan.messaging.queries import messages_waiting
from fayuan.people.models import DESK_ROLES
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.forms.pieces import text
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.clocks import clock_till
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Clock, Fact
from fayuan.web.shared.request import Request

HERE = "mail"
MOST = 100


class ComplaintAnswerForm(ActForm):
    """What was found, or why the complaint is not taken up."""

    outcome = forms.ChoiceField(label=gettext_lazy("处理结果"), widget=Radios)
    answer = text(gettext_lazy("答复投诉人"), rows=6)

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        self.outcomes = outcomes_of(complaint)
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, Complaint.Outcome(key).label) for key in self.outcomes]


@page("desk")
def mail(request: Request) -> HttpResponse:
    """The messages that no letter has answered, the complaints and corrections that this person may handle."""
    places = {place for role, place in request.actor.posts if role in DESK_ROLES}
    waiting = list(messages_waiting(places, request.actor)[:MOST])
    complaints = [(each, clock(each, request)) for each in complaints_of(request.actor)[:MOST]]
    corrections = list(corrections_of(request.actor)[:MOST])
    audit.record(request.actor, request.now, "list_complaints")
    return show(request, "mail.html", HERE, waiting=waiting, complaints=complaints, corrections=corrections)


@page("desk", methods=ACT)
def complaint(request: Request, ref: str) -> HttpResponse:
    """One complaint; POST answers it."""
    found = one_complaint(ref, request.actor)
    audit.record(request.actor, request.now, "view_complaint", subject=found)
    form = ComplaintAnswerForm(typed(request), complaint=found)
    if sent(request, form, answer_complaint, ref=ref):
        messages.success(request, _("答复已经告知投诉人。"))
        return redirect("desk:complaint", ref)
    return _show(request, found, form)


@page("desk", methods=("POST",))
def take_up(request: Request, ref: str) -> HttpResponse:
    """Take the complaint up."""
    found = one_complaint(ref, request.actor)
    form = ActForm(typed(request))
    if form.is_valid() and attempt(request, form, take_up_complaint, ref=ref) is not None:
        messages.success(request, _("已经受理，投诉人会收到通知。"))
        return redirect("desk:complaint", ref)
    return _show(request, found, form)


def _show(request: Request, found: Complaint, form: ActForm) -> HttpResponse:
    answering = form if isinstance(form, ComplaintAnswerForm) else ComplaintAnswerForm(complaint=found)
    return show(
        request,
        "complaint.html",
        HERE,
        status=form.status,
        found=found,
        facts=_facts(found, request),
        clock=clock(found, request),
        form=answering,
        taking=ActForm() if isinstance(form, ComplaintAnswerForm) else form,
    )


def clock(complaint: Complaint, request: Request) -> Clock | None:
    """The clock that runs on the complaint, marked where its rule's wording is not verified."""
    due = complaint_due(complaint)
    if due is None:
        return None
    running = clock_till(due.at, request.now)
    return Clock(running.level, running.words, unchecked=due.mark == "待核实")


def _facts(complaint: Complaint, request: Request) -> list[Fact]:
    today = local_day(request.now)
    known = (
        (_("编号"), complaint.number),
        (_("收到"), day(local_day(complaint.at), today)),
        (_("投诉人"), complaint.by.name),
        (_("投诉谁"), complaint.against.name if complaint.against else complaint.matter.agency.name),
        (_("案件"), complaint.matter.number),
        (_("受理"), day(local_day(complaint.accepted_at), today) if complaint.accepted_at else _("还没有")),
    )
    return [Fact(words, value) for words, value in known]
