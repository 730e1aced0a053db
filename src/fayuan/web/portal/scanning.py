"""Somebody scanned the code of a poster: the application opens at its agency."""

from django.http import HttpResponse
from django.shortcuts import redirect

from fayuan.intake.operations import open_poster
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

POSTER = "poster"  # in the session: the reference of the poster whose code was scanned


@page("anyone")
def scan(request: Request, ref: str) -> HttpResponse:
    """Count it, remember the poster until the application begins, and go on to what it takes."""
    poster = open_poster(ref=ref, by=request.actor, now=request.now)
    request.session[POSTER] = poster.ref
    return redirect("portal:start")
