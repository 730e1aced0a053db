"""The first page: what can be done here, in large doors; staff go on to their desk."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.web.shared.doors import door
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Way
from fayuan.web.shared.request import Request


@page("anyone")
def home(request: Request) -> HttpResponse:
    """The home page of citizens and visitors."""
    desk = door(request.actor)
    return redirect(desk) if desk else render(request, "portal/home.html", {"ways": ways()})


def ways() -> list[Way]:
    """What else one finds here without signing in."""
    return [
        Way(_("问律师一个问题"), reverse("portal:questions"), "ask", _("一天内答复，不收费")),
        Way(_("找最近的法律援助点"), reverse("portal:offices"), "pin", _("按地名找，看地址、电话和开门时间")),
        Way(_("办事指南"), reverse("portal:guide"), "book", _("谁能申请、要带什么、办多久")),
        Way(_("律师事务所和律师"), reverse("portal:directory"), "search", _("办法律援助的单位和人员")),
        Way(_("法律援助的规定"), reverse("law"), "file", _("每一条规则、依据和出处")),
    ]
