"""How the audit trail is sealed, for the auditor, who takes checkpoints away to where nobody else reaches them."""

import json

from django.db import connection
from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.core import audit, checkpoints, sealing
from fayuan.core.clock import SHANGHAI
from fayuan.core.sealing import LONGEST, MOST, Standing
from fayuan.web.admin.frame import show
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Fact
from fayuan.web.shared.request import Request


@page("auditor")
def seals(request: Request) -> HttpResponse:
    """How far the trail is sealed, what waits, and how long that may take."""
    found = sealing.standing()
    return show(request, "seals.html", "seals", facts=facts(found, late=found.is_late(request.now)))


def facts(found: Standing, *, late: bool) -> list[Fact]:
    """The state of sealing in words."""
    when = f"{found.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if found.at else _("还没有封存过")
    count = _("%(n)d条以上") if found.waiting >= MOST else _("%(n)d条")
    waiting = count % {"n": found.waiting}
    if late:
        waiting = _("%(count)s。封存停了，请系统管理员检查后台任务。") % {"count": waiting}
    return [
        Fact(_("已封存"), _("第%(n)d轮") % {"n": found.round}),
        Fact(_("上次封存"), when),
        Fact(_("等待封存"), waiting, strong=late),
        Fact(_("最长等待"), _("%(n)d分钟。每分钟封存一次。") % {"n": LONGEST.seconds // 60}),
    ]


@page("auditor", methods=("POST",))
def checkpoint(request: Request) -> HttpResponse:
    """A signed checkpoint as a file."""
    connection.ensure_connection()
    taken = checkpoints.take(connection.connection, request.now)
    audit.record(request.actor, request.now, "take_checkpoint", details={"round": taken["round"]})
    response = HttpResponse(json.dumps(taken, indent=1, sort_keys=True), content_type="application/json")
    name = f"checkpoint-{taken['round']:010}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
