"""Asking an agency in writing, and reading its answers."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.intake.models import Consultation
from fayuan.intake.operations import ask_question
from fayuan.intake.queries import answer_by, own_consultations
from fayuan.network.queries import agencies, full_name
from fayuan.web.portal.forms import AskForm
from fayuan.web.portal.until import by_moment
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

MOST = 30


@page("citizen")
def questions(request: Request) -> HttpResponse:
    """What the person asked, with the answers or the moment by which they come."""
    rows = [
        {"asked": asked, "until": by_moment(due, request.now) if (due := _due(asked)) else ""}
        for asked in own_consultations(request.actor)[:MOST]
    ]
    audit.record(request.actor, request.now, "list_own_questions")
    return render(request, "portal/questions.html", {"rows": rows})


def _due(asked: Consultation) -> datetime | None:
    """When an answer that is awaited has to be there."""
    return None if asked.answered_at else answer_by(asked)


@page("citizen", methods=("GET", "HEAD", "POST"))
def ask(request: Request) -> HttpResponse:
    """A new question to an agency."""
    offices = [(each.pk, full_name(each.division)) for each in agencies(local_day(request.now))]
    form = AskForm(request.POST or None, offices=offices)
    if form.is_valid():
        asked = attempt(request, form, ask_question, **form.given())
        if asked is not None:
            messages.success(request, _("问题已经交给律师。答复后发短信告诉您。"))
            return redirect("portal:questions")
    return render(request, "portal/ask.html", {"form": form}, status=form.status)
