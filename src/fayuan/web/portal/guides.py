"""What to bring and how long it takes, from the law's own data; where the offices are."""

from django.http import HttpResponse
from django.shortcuts import render

from fayuan.law.clocks import clock
from fayuan.law.materials import BY_PATH
from fayuan.matters.rules import book
from fayuan.network.queries import agencies
from fayuan.web.portal.papers import name
from fayuan.web.portal.telling import MADE_HERE
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

NATION = "000000"
CLOCKS = {"decide": "T01", "assign": "T04", "sign": "T12", "object": "T14", "notice": "T07"}
MOST = 200


@page("anyone")
def guide(request: Request) -> HttpResponse:
    """Who can get help, what to bring, how long each step takes, what it costs, where to object."""
    today = local_day(request.now)
    days = {key: clock(rule, today, NATION, book()).length for key, rule in CLOCKS.items()}
    bring = {
        path: [name(paper) for paper in needed if paper not in MADE_HERE] for path, needed in BY_PATH.items()
    }
    return render(request, "portal/guide.html", {"days": days, "bring": bring})


@page("anyone")
def offices(request: Request) -> HttpResponse:
    """The agencies with address, hours and telephone; a place's name narrows the list."""
    asked = request.GET.get("place", "").strip()[:40]
    found = agencies(local_day(request.now))
    if asked:
        found = found.filter(name__contains=asked)
    return render(request, "portal/offices.html", {"offices": found[:MOST], "asked": asked})
