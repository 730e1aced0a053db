"""Whether the product is well, for load balancers and whoever watches it; nothing here tells of a person or a case."""

import secrets

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse, JsonResponse

from fayuan.core import health
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

PLAIN = "text/plain; version=0.0.4; charset=utf-8"  # as Prometheus reads it


@page("anyone")
def well(request: Request) -> HttpResponse:
    """200 when the database answers and the work in the background keeps up, else 503."""
    try:
        found = health.is_well(request.now)
    except DatabaseError:
        return JsonResponse({"well": False, "database": False}, status=503)
    return JsonResponse({"well": found, "database": True}, status=200 if found else 503)


@page("anyone")
def metrics(request: Request) -> HttpResponse:
    """Figures, to whoever shows the token of the installation; without one, there is no such page."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(
        shown.encode(), settings.METRICS_TOKEN.encode()
    ):
        raise Http404
    return HttpResponse("".join(map(_line, health.figures(request.now))), content_type=PLAIN)


def _line(figure: health.Figure) -> str:
    label = f'{{state="{figure.label}"}}' if figure.label else ""
    return f"{figure.name}{label} {figure.value:g}\n"
