"""Asking for another lawyer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.assignment.access import acts_for
from fayuan.assignment.operations import ask_replacement
from fayuan.core.errors import NotFound
from fayuan.web.portal.changes import changes_since
from fayuan.web.portal.forms import ReplacementForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def replacement(request: Request, ref: str) -> HttpResponse:
    """Why another lawyer is wanted; POST sends it to the agency."""
    matter = own_matter(request, ref)
    form = ReplacementForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if request.method == "POST" and form.is_valid():
        changed = attempt(request, form, ask_replacement, ref=ref, **form.given())
        if changed is not None:
            messages.success(request, _("已经收到。五日内答复您。"))
            return redirect("portal:matter", ref)
    elif "ask_replacement" not in acts_for(matter, request.actor):
        raise NotFound(_("现在没有可以更换的律师，或者已经提过了。"))
    about = {"matter": matter, "form": form, "changes": changes_since(matter, form, request)}
    return render(request, "portal/replacement.html", about, status=form.status)
