"""What every page of the desk carries around its own words: the main navigation."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.matters.rulemaking import province_of
from fayuan.web.desk.views import works_at_agency
from fayuan.web.shared.pieces import NavItem
from fayuan.web.shared.request import Request
from fayuan.web.shared.sending import received


def navigation(actor: Actor, current: str) -> Sequence[NavItem]:
    """The ways of the top bar; `current` is the key of the one where the page belongs."""
    ways = [("todo", _("待办"), "desk:worklist")]
    if works_at_agency(actor) or actor.has("hotline_agent") or actor.has("duty_lawyer"):
        ways.append(("consultations", _("咨询"), "desk:consultations"))
    if works_at_agency(actor):
        ways.append(("letters", _("协作函"), "desk:letters"))
    if actor.has("assigner") or actor.has("approver"):
        ways.append(("lawyers", _("律师"), "desk:fairness"))
    if works_at_agency(actor) or actor.has("bureau"):
        ways.append(("mail", _("来信"), "desk:mail"))
    if province_of(actor) is not None:
        ways.append(("rules", _("规则"), "admin:rules"))
    return [NavItem(words, reverse(name), key == current) for key, words, name in ways]


def typed(request: Request) -> QueryDict | None:
    """What was sent by a form, an empty one too; None when the page was only opened."""
    return request.POST if request.method == "POST" else None


def uploaded(request: Request) -> MultiValueDict[str, Any] | None:
    """The files that were sent with a form; None when the page was only opened."""
    return received(request) if request.method == "POST" else None


def show(
    request: Request, template: str, current: str = "", *, status: int = 200, **context: object
) -> HttpResponse:
    """A page of the desk from its template and context."""
    around = {"nav": navigation(request.actor, current)}
    return render(request, f"desk/{template}", around | context, status=status)
