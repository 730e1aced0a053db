"""The batch of an agency: ask for it, watch it, stop it, look at what it proposes, confirm line by line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.assignment.models import Night, NightLine
from fayuan.assignment.operations import ask_night, confirm_night, stop_night
from fayuan.assignment.queries import last_night, waiting_matters
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.matching.levels import LEVELS
from fayuan.web.desk.frame import show, typed
from fayuan.web.desk.policies import own_agency
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import listed, listed_about


class ConfirmForm(ActForm):
    """The lines that are to be assigned."""

    lines = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, known: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lines"]
        field.choices = [(line, line) for line in known]


@page("desk")
def nights(request: Request) -> HttpResponse:
    """The last run and what it proposes; how many matters wait."""
    agency = own_agency(request, "assigner")
    return show_night(request, last_night(agency), ActForm(None))


@page("desk", methods=("POST",))
def ask(request: Request) -> HttpResponse:
    """Have all waiting matters worked out together."""
    agency, form = own_agency(request, "assigner"), ActForm(typed(request))
    if form.is_valid() and attempt(request, form, ask_night, agency=agency.pk) is not None:
        return redirect("desk:nights")
    return show_night(request, last_night(agency), form)


@page("desk", methods=("POST",))
def stop(request: Request) -> HttpResponse:
    """Have the best so far."""
    night, form = own_night(request), ActForm(typed(request))
    if form.is_valid() and attempt(request, form, stop_night, ref=night.ref) is not None:
        return redirect("desk:nights")
    return show_night(request, night, form)


@page("desk", methods=("POST",))
def confirm(request: Request) -> HttpResponse:
    """Assign the ticked lines."""
    night = own_night(request)
    form = ConfirmForm(typed(request), known=list(night.lines.values_list("pk", flat=True)))
    if form.is_valid() and attempt(request, form, confirm_night, ref=night.ref, **form.given()) is not None:
        assigned = night.lines.filter(outcome=NightLine.Outcome.ASSIGNED).count()
        messages.success(
            request, _("已指派%(count)d件。没有指派的写明了原因，仍在待指派里。") % {"count": assigned}
        )
        return redirect("desk:nights")
    return show_night(request, night, form)


def own_night(request: Request) -> Night:
    """The last run of the actor's agency."""
    night = last_night(own_agency(request, "assigner"))
    if night is None:
        raise NotFound
    return night


def show_night(request: Request, night: Night | None, form: ActForm) -> HttpResponse:
    """The page; names of applicants stand masked, as in lists."""
    agency = own_agency(request, "assigner")
    lines = list(night.lines.select_related("matter", "person__lawyer__unit").order_by("pk")) if night else []
    audit.record(request.actor, request.now, "view_night", subject=night or agency)
    return show(
        request,
        "nights.html",
        "lawyers",
        status=form.status if form.is_bound else 200,
        form=form,
        night=night,
        is_running=night is not None and night.status in (Night.Status.WAITING, Night.Status.RUNNING),
        is_ready=night is not None and night.status == Night.Status.READY,
        steps=len(LEVELS),
        rows=[(line, listed(line.matter), listed_about(line.matter)) for line in lines],
        waiting=waiting_matters(agency).count(),
        plain=ActForm(),
    )
