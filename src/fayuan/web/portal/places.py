"""Where to go: agencies and stations by a place's name or the phone's position; firms and panel lawyers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.assignment.queries import handled, practising_at
from fayuan.law.words import MATTERS
from fayuan.network.models import Institution
from fayuan.network.queries import (
    agencies,
    nearest,
    offices_called,
    places_called,
    points_around,
    stations_of,
    units_near,
)
from fayuan.web.portal.distances import away
from fayuan.web.portal.profiles import Profile, public
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.forms import Form
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

MOST, NEAR = 200, 8
FEW = 10  # agencies up to which their stations are listed with them


class PositionForm(Form):
    """Where the phone is; sent in the body, so that it stands in no address and no log."""

    latitude = forms.FloatField(min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(min_value=-180, max_value=180, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the list shows it: how far, and the stations that are listed with it."""

    place: Institution
    far: str = ""
    stations: Sequence[Institution] = ()


@page("anyone", methods=("GET", "HEAD", "POST"))
def offices(request: Request) -> HttpResponse:
    """All agencies, those of a place, or the agencies and stations nearest to the phone."""
    asked = request.GET.get("place", "").strip()[:40]
    form = PositionForm(request.POST or None)
    today = local_day(request.now)
    is_near = form.is_bound and form.is_valid()
    if is_near:
        found = _near(form.cleaned_data["latitude"], form.cleaned_data["longitude"], today)
    else:
        known = offices_called(asked, today) if asked else agencies(today)
        found = _with_stations(list(known[:MOST]), asked)
    about = {"offices": found, "asked": asked, "form": form, "is_near": is_near}
    return render(request, "portal/offices.html", about)


def _near(latitude: float, longitude: float, today: date) -> list[Office]:
    """The nearest agencies and points, among them at least one agency: an application is decided there."""
    around = [*agencies(today), *points_around(latitude, longitude, today)]
    found = nearest(around, latitude, longitude)
    first = [near for near in found if near.office.kind == Institution.Kind.AGENCY][:1]
    shown = found[:NEAR] if not first or first[0] in found[:NEAR] else [*found[: NEAR - 1], *first]
    return [Office(near.office, away(near)) for near in shown]


def _with_stations(found: Sequence[Institution], asked: str) -> list[Office]:
    """With their stations; those that have the words asked for in name or address come first."""
    stations: dict[int | None, list[Institution]] = {}
    if len(found) <= FEW:
        for station in stations_of([agency.pk for agency in found])[:MOST]:
            stations.setdefault(station.parent_id, []).append(station)
    for listed in stations.values():
        listed.sort(key=lambda each: asked not in each.name + each.address)
    return [Office(agency, stations=stations.get(agency.pk, ())) for agency in found]


class DirectoryForm(Form):
    """A place's name, and the kind of matter for which somebody is looked for."""

    place = forms.CharField(label=gettext_lazy("地名"), max_length=40, required=False)
    subject = forms.ChoiceField(
        label=gettext_lazy("哪类事"),
        choices=[("", gettext_lazy("所有的事")), *((key, words) for key, words in MATTERS.items())],
        required=False,
    )


@page("anyone")
def directory(request: Request) -> HttpResponse:
    """The law firms, legal service offices and panel lawyers of a place, each with their profile."""
    form = DirectoryForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    asked, subject = given.get("place", "").strip(), given.get("subject", "")
    units = list(units_near(asked, local_day(request.now))[:MOST]) if asked else []
    people = _people(units, subject, request.now)
    about = {
        "form": DirectoryForm(initial={"place": asked, "subject": subject}),
        "asked": asked,
        "units": [(unit, people.get(unit.pk, ())) for unit in units],
        "places": [each.name for each in places_called(asked)[:3]] if asked and not units else (),
    }
    return render(request, "portal/directory.html", about)


def _people(units: Sequence[Institution], subject: str, now: datetime) -> dict[int, list[Profile]]:
    """Who practises at each unit (by id), with the cases of the subject, or all, that they have finished."""
    known = list(practising_at([unit.pk for unit in units], now)[:MOST])
    finished = handled([profile.person_id for profile in known], subject)
    people: dict[int, list[Profile]] = {}
    for profile in known:
        said = _finished(finished.get(profile.person_id, 0), subject)
        people.setdefault(profile.unit_id, []).append(public(profile, said, now))
    return people


def _finished(count: int, subject: str) -> str:
    if not count:
        return _("还没有办结过这类法律援助案件") if subject else ""
    words = _("办结过这类法律援助案件%(count)d件") if subject else _("办结法律援助案件%(count)d件")
    return words % {"count": count}
