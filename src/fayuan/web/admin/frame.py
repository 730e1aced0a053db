"""What every page here carries around its own words: the navigation of an administrator's one duty, or of who makes
rules."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fayuan.core.actor import Actor
from fayuan.people.models import Role
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import admits
from fayuan.web.shared.pieces import Fact, NavItem
from fayuan.web.shared.request import Request

ACT = ("GET", "HEAD", "POST")
RULES = (("rules", _("规则")), ("what_if", _("推算")))
WAYS: Mapping[Role, Sequence[tuple[str, Promise]]] = {
    Role.ADMINISTRATOR: (
        *(("accounts", _("账户")), ("lawyers", _("法律援助人员")), ("offices", _("单位"))),
        *(("files", _("文件存储")), ("jobs", _("后台任务"))),
    ),
    Role.SECURITY: (("access_review", _("岗位")), ("tokens", _("接口令牌")), *RULES),
    Role.AUDITOR: (("trail", _("审计记录")), ("seals", _("审计封存"))),
    Role.BUREAU: RULES,
}


def navigation(actor: Actor, current: str) -> Sequence[NavItem]:
    """The ways of the top bar; `current` is the name of the address where the page belongs."""
    own = [way for role, ways in WAYS.items() if actor.has(role) for way in ways]
    ways = [("start", _("首页")), *own] if admits("admin", actor) else own
    return [NavItem(str(words), reverse(f"admin:{name}"), name == current) for name, words in ways]


def show(
    request: Request, template: str, current: str = "", *, status: int = 200, **context: object
) -> HttpResponse:
    """A page from its template and context."""
    around = {"nav": navigation(request.actor, current), "finds": admits("admin", request.actor)}
    return render(request, f"admin/{template}", around | context, status=status)


def show_act(
    request: Request,
    form: ActForm,
    current: str,
    *,
    title: str,
    button: str,
    back: str,
    lead: str = "",
    facts: Sequence[Fact] = (),
    ways: Sequence[tuple[str, str]] = (),
    is_grave: bool = False,
) -> HttpResponse:
    """The page of one act: whom or what it is about, its form, its one button; `back` is the way out, `ways` lead to
    other acts (address and words)."""
    kind = "danger" if is_grave else ""
    about = {
        "title": title,
        "button": button,
        "kind": kind,
        "back": back,
        "lead": lead,
        "facts": facts,
        "ways": ways,
    }
    return show(request, "act.html", current, status=form.status, form=form, **about)
