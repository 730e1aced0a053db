"""Saying what kind of lawyer one would like."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.assignment.access import require_wishing
from fayuan.assignment.operations import say_wish
from fayuan.assignment.queries import open_to_choice, wish_of
from fayuan.web.portal.changes import changes_since
from fayuan.web.portal.forms import WishForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def wish(request: Request, ref: str) -> HttpResponse:
    """A woman or a man, somebody by name; POST tells the agency."""
    matter = own_matter(request, ref)
    lawyers = [
        (each.person_id, f"{each.person.name}　{each.unit.name}")
        for each in open_to_choice(matter, request.now)
    ]
    form = WishForm(
        request.POST or None,
        version=matter.version,
        changed_at=matter.changed_at,
        said=wish_of(matter),
        lawyers=lawyers,
    )
    if request.method == "POST" and form.is_valid():
        if attempt(request, form, say_wish, ref=ref, **form.given()) is not None:
            messages.success(request, _("记下了。安排律师时会考虑。"))
            return redirect("portal:matter", ref)
    elif request.method != "POST":
        require_wishing(request.actor, matter)
    about = {"matter": matter, "form": form, "changes": changes_since(matter, form, request)}
    return render(request, "portal/wish.html", about, status=form.status)
