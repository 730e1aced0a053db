"""What every page of an authority carries around its own words: the main navigation."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.web.shared.pieces import NavItem
from fayuan.web.shared.request import Request


def show(
    request: Request, template: str, current: str = "", *, status: int = 200, **context: object
) -> HttpResponse:
    """A page of the authority from its template and context."""
    ways = (("notices", _("通知"), "authority:notices"), ("new", _("发新通知"), "authority:new"))
    nav = [NavItem(words, reverse(name), key == current) for key, words, name in ways]
    return render(request, f"authority/{template}", {"nav": nav, **context}, status=status)
