"""How the agency finds lawyers: its head reads it and says otherwise."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.assignment.operations import set_policy
from fayuan.assignment.queries import policy_of
from fayuan.core import audit
from fayuan.core.errors import NotAllowed
from fayuan.network.models import Institution
from fayuan.web.desk.acting import ACT
from fayuan.web.desk.forms.policy import PolicyForm
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def policy(request: Request) -> HttpResponse:
    """The mode and its numbers, to read and to change."""
    agency = own_agency(request, "approver")
    standing = policy_of(agency)
    form = PolicyForm.of(standing, typed(request))
    if form.is_valid() and attempt(request, form, set_policy, agency=agency.pk, **form.given()) is not None:
        messages.success(request, _("指派办法已确定。已经开始的案件照原办法走完。"))
        return redirect("desk:policy")
    audit.record(request.actor, request.now, "view_policy", subject=agency)
    return show(
        request, "policy.html", "lawyers", status=form.status, form=form, policy=standing, agency=agency
    )


def own_agency(request: Request, *roles: str) -> Institution:
    """The agency where the actor holds one of the posts; 403 for whoever holds none."""
    held = sorted(place for role, place in request.actor.posts if role in roles)
    found = Institution.objects.filter(pk__in=held, kind="agency").order_by("pk").first()
    if found is None:
        raise NotAllowed(_("这一页由本中心的审批岗和指派岗查看。"))
    return found
