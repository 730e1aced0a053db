"""The guide: who, how, with what, how long, what it costs, where to complain; and the forms, empty, to print."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.dossier.papers import catalogue
from fayuan.network.queries import agency_of, bureau_of
from fayuan.web.portal.guide_parts import Guide
from fayuan.web.portal.rules import asked
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request
from fayuan.web.shared.sheets import draw

BLANK = ("application_form", "means_statement", "power_of_attorney")


@page("anyone")
def guide(request: Request) -> HttpResponse:
    """The guide for a place and a day, each line with its article; of a place also where one goes."""
    at = asked(request)
    agency = agency_of(at.place)
    about = {
        "at": at,
        "guide": Guide(at.place, at.on),
        "agency": agency,
        "bureau": bureau_of(agency) if agency else None,
    }
    return render(request, "portal/guide.html", about)


@page("anyone")
def forms(request: Request) -> HttpResponse:
    """The forms that applicants fill, to download."""
    today = local_day(request.now)
    listed = [(key, catalogue.by_key(key, today).title) for key in BLANK]
    return render(request, "portal/forms.html", {"forms": listed})


@page("anyone")
def blank(request: Request, key: str) -> HttpResponse:
    """One form, empty: each of its questions with room for the answer."""
    if key not in BLANK:
        raise NotFound
    form = catalogue.by_key(key, local_day(request.now))
    told = {
        "title": form.title,
        "rows": [_row(field) for field in form.fields],
        "sign": _("签名或者手印"),
        "day": _("日期"),
    }
    answer = HttpResponse(draw("blank", told), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{key}.pdf"'
    return answer


def _row(field: catalogue.Field) -> dict[str, Any]:
    """A question of the form: its words, the boxes to tick, and how much room the answer needs."""
    lines = {"prose": 8, "rows": 6, "list": 4}.get(field.type, 1)
    columns = "、".join(column.label for column in field.columns)
    label = f"{field.label}（{columns}）" if columns else field.label
    return {"label": label, "options": list(field.options.values()), "lines": lines}
