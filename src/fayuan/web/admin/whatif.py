"""What if the line of a place were another: asked here, worked out by a job, answered in words with its assumptions."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import NotFound
from fayuan.intake.operations import try_other_line
from fayuan.law.means import line_in_words
from fayuan.law.population import ASSUMPTIONS
from fayuan.law.rules import Parameter
from fayuan.matters.models import RuleTrial
from fayuan.matters.rulemaking import require_maker
from fayuan.matters.rules import book
from fayuan.web.admin.frame import ACT, show
from fayuan.web.admin.rule_forms import PlaceField, WhatIfForm
from fayuan.web.admin.rule_words import asked_about, effect
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.forms import Form
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request
from fayuan.web.shared.rules import place_names, told

HERE = "what_if"
NO_NUMBER = frozenset({"status", "unknown"})


class PlaceForm(Form):
    """For which place."""

    place = PlaceField(label=gettext_lazy("地方"), required=True, help_text=gettext_lazy("本省的县、市、省"))

    def __init__(self, *args: object, province: str, **kwargs: object) -> None:
        self.province = province
        super().__init__(*args, **kwargs)

    def adapt(self) -> None:
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.province = self.province


@page("rules", methods=ACT)
def what_if(request: Request) -> HttpResponse:
    """The place, its line as it is, and the number to try instead."""
    province, today = require_maker(request.actor), local_day(request.now)
    asked_for = request.GET.get("place") or place_names([province])[province]
    places = PlaceForm({"place": asked_for}, province=province)
    place = places.cleaned_data["place"] if places.is_valid() else province
    formula = line_of(place, today)
    form = (
        WhatIfForm(request.POST if request.method == "POST" else None, formula=formula) if formula else None
    )
    if form is not None and form.is_valid():
        given = {"region": place, "on": today, "changes": form.changes()}
        made = attempt(request, form, try_other_line, **given, households=form.cleaned_data["households"])
        if made is not None:
            return redirect("admin:trial", made.ref)
    names = place_names([place, formula.region] if formula else [place])
    now = told(formula, book(), names) if formula else None
    context = {
        "places": places,
        "place": names[place],
        "now": now,
        "worked": line_in_words(today, place, book()),
        "form": form,
        "assumptions": ASSUMPTIONS,
    }
    return show(request, "what_if.html", HERE, status=form.status if form else 200, **context)


def line_of(place: str, on: date) -> Parameter | None:
    """The line in force, where it is one that a number can change."""
    found = book().find("hardship.formula", on, place)
    return found if found and found.value["base"] not in NO_NUMBER else None


@page("rules")
def trial(request: Request, ref: str) -> HttpResponse:
    """How far the answer has come, or the answer."""
    require_maker(request.actor)
    found = RuleTrial.objects.filter(ref=ref, entry=None).first()
    if found is None:
        raise NotFound
    facts = asked_about(found, local_day(request.now))
    back = f"{reverse('admin:what_if')}?place={found.asked['region']}"
    title = _("推算结果")
    return show(
        request, "trial.html", HERE, title=title, facts=facts, effect=effect(found, book()), back=back
    )
