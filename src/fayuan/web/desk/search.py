"""Search by number, name, telephone or identity number; what one looks for stays out of addresses and of
the trail.
"""

from django.http import HttpResponse
from django.urls import reverse

from fayuan.core import audit
from fayuan.matters.models import Matter
from fayuan.matters.search import MOST
from fayuan.matters.search import search as find
from fayuan.matters.worklists import numbered
from fayuan.web.desk.frame import show
from fayuan.web.desk.scope import at_desk
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import listed, listed_about


@page("desk", methods=("GET", "HEAD", "POST"))
def search(request: Request) -> HttpResponse:
    """The matters that a term names, in the desk's scope."""
    term = request.POST.get("q", "").replace("\x00", "").strip()[:100]
    found = find(term, at_desk(request.actor), request.now) if term else []
    if term:
        details = {"term": audit.digest(term), "found": len(found)}
        audit.record(request.actor, request.now, "search", details=details)
    rows = [row(matter) for matter in found]
    return show(request, "search.html", "todo", term=term, rows=rows, is_cut=len(rows) == MOST)


def row(matter: Matter) -> dict[str, object]:
    """One matter as the results show it: of a sensitive one a surname, of a sealed one not even what it is about."""
    return {
        "url": reverse("desk:workspace", args=[matter.ref]),
        "number": numbered(matter),
        "whose": listed(matter),
        "about": listed_about(matter),
        "matter": matter,
    }
