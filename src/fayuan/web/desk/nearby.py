"""The page on which an application is accepted for another agency and handed over at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.core.errors import NotAllowed
from fayuan.intake.operations import accept_nearby
from fayuan.network.models import Institution
from fayuan.web.desk.acting import ACT
from fayuan.web.desk.consultations import HERE, places
from fayuan.web.desk.forms.nearby import NearbyForm
from fayuan.web.desk.frame import show, typed, uploaded
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def accept(request: Request) -> HttpResponse:
    """Write the application down here; the competent agency has it a moment later."""
    agency = window(request)
    others = Institution.objects.filter(kind=Institution.Kind.AGENCY, valid_to=None).exclude(pk=agency.pk)
    codes = list(others.order_by("division_id").values_list("division_id", "name"))
    form = NearbyForm(typed(request), uploaded(request), places=places(agency), agencies=codes)
    if form.is_valid():
        given = form.application(agency.pk)
        made = attempt(request, form, accept_nearby, application=given, to=form.cleaned_data["to"])
        if made is not None:
            messages.success(request, _("已代收并转给有权办理的机构，接收凭证已出具。"))
            return redirect("desk:workspace", made.ref)
    return show(request, "nearby.html", HERE, status=form.status, form=form)


def window(request: Request) -> Institution:
    """The agency at whose window the actor sits (403)."""
    places = sorted(place for role, place in request.actor.posts if role == "clerk")
    if not places:
        raise NotAllowed(_("代收申请由窗口的接待岗办理。"))
    return Institution.objects.select_related("division").get(pk=places[0])
