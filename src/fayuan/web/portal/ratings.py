"""Rating the lawyer's work once it is done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.cases.access import require_rating
from fayuan.cases.operations import rate_case
from fayuan.cases.queries import rating_of
from fayuan.web.portal.forms import RatingForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def rate(request: Request, ref: str) -> HttpResponse:
    """Five levels, none chosen beforehand, and room for words; afterwards what was said."""
    matter = own_matter(request, ref)
    given = rating_of(matter)
    if given is None and request.method != "POST":
        require_rating(request.actor, matter)
    form = RatingForm(request.POST or None)
    if form.is_valid() and attempt(request, form, rate_case, ref=ref, **form.given()) is not None:
        messages.success(request, _("谢谢您的评价。"))
        return redirect("portal:matter", ref)
    about = {"matter": matter, "form": form, "given": given}
    return render(request, "portal/rate.html", about, status=form.status)
