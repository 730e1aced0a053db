"""What every lawyer's page carries around its own words: the tabs at the thumb."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.assignment.queries import unnamed, waiting_for
from fayuan.core.actor import Actor
from fayuan.people.models import Role
from fayuan.web.shared.pieces import NavItem
from fayuan.web.shared.request import Request


def navigation(actor: Actor, current: str) -> Sequence[NavItem]:
    """The tabs of whoever takes cases, and of whoever heads a firm; `current` is the key of this page's tab."""
    ways = []
    if actor.has(Role.LAWYER):
        waiting = waiting_for(actor.person).count()
        ways += [
            ("today", _("今天"), "lawyer:today", "day", None),
            ("cases", _("案件"), "lawyer:cases", "file", None),
            ("offers", _("邀请"), "lawyer:offers", "mail", waiting),
        ]
    if actor.has(Role.FIRM_HEAD):
        ways.append(("unit", _("本所"), "lawyer:unit", "book", unnamed(actor).count()))
    if actor.has(Role.LAWYER) and not actor.has(Role.FIRM_HEAD):
        ways.append(("pay", _("补贴"), "lawyer:payments", "coin", None))
    return [
        NavItem(words, reverse(name), key == current, icon, count) for key, words, name, icon, count in ways
    ]


def show(
    request: Request, template: str, current: str = "", *, status: int = 200, **context: object
) -> HttpResponse:
    """A lawyer's page from its template and context."""
    around = {"nav": navigation(request.actor, current)}
    return render(request, f"lawyer/{template}", around | context, status=status)
