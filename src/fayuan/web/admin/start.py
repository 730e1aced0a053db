"""The first page of each administrator: what their duty is, and what waits for them."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core import queue
from fayuan.core.sealing import standing
from fayuan.core.trail import Asked, rows
from fayuan.matters.unmasking import alarms
from fayuan.people import registers
from fayuan.people.models import Role
from fayuan.web.admin.frame import show
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Way
from fayuan.web.shared.request import Request

MOST_COUNTED = 1000
SOON = timedelta(days=30)


@page("admin")
def start(request: Request) -> HttpResponse:
    """Where an administrator begins."""
    return show(request, "start.html", "start", title=title(request), ways=list(ways(request)))


def title(request: Request) -> str:
    """The duty in one word."""
    role = next(role for role in (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR) if request.actor.has(role))
    return str(role.label)


def ways(request: Request) -> Iterator[Way]:
    """What waits, each a way with its figure; nothing here tells of a case."""
    now = request.now
    if request.actor.has(Role.ADMINISTRATOR):
        idle = registers.without_post(registers.staff(now), now)[:MOST_COUNTED].count()
        yield Way(_("账户"), reverse("admin:accounts"), "file", _("按单位查、开设、停用、重发密码"))
        yield Way(
            _("没有岗位的账户"), reverse("admin:accounts") + "?state=idle", "ask", _("%(n)d个") % {"n": idle}
        )
        yield Way(_("法律援助人员"), reverse("admin:lawyers"), "book", _("执业信息、擅长、每周接案数"))
        yield Way(_("单位"), reverse("admin:offices"), "pin", _("电话、开放时间、位置"))
        yield Way(_("文件存储"), reverse("admin:files"), "check", _("查毒、等待检查的文件、存储核对"))
        dead = queue.dead()[:MOST_COUNTED].count()
        yield Way(_("后台任务"), reverse("admin:jobs"), "day", _("没有做成的%(n)d项") % {"n": dead})
    if request.actor.has(Role.SECURITY):
        unused = registers.posts(now, unused=True)[:MOST_COUNTED].count()
        ending = registers.tokens().filter(until__gt=now, until__lt=now + SOON).count()
        yield Way(_("谁有什么岗位"), reverse("admin:access_review"), "file", _("按单位、岗位复核"))
        unused_url = reverse("admin:access_review") + "?unused=on"
        yield Way(_("90天没有登录"), unused_url, "day", _("%(n)d个岗位，请核实后收回") % {"n": unused})
        told = len(alarms(now))
        yield Way(_("看全号的异常"), reverse("admin:unmasks"), "ask", _("24小时内%(n)d人") % {"n": told})
        yield Way(_("接口令牌"), reverse("admin:tokens"), "mail", _("30天内到期%(n)d个") % {"n": ending})
    if request.actor.has(Role.AUDITOR):
        day = Asked(since=now - timedelta(days=1), until=now, result="refused")
        refused = rows(day)[:MOST_COUNTED].count()
        yield Way(_("审计记录"), reverse("admin:trail"), "search", _("谁在什么时候做了、看了、查了什么"))
        waiting = standing().waiting
        yield Way(_("审计封存"), reverse("admin:seals"), "check", _("%(n)d条等待封存") % {"n": waiting})
        refused_url = reverse("admin:trail") + "?result=refused"
        yield Way(_("被拒绝的操作"), refused_url, "ask", _("24小时内%(n)d次") % {"n": refused})
