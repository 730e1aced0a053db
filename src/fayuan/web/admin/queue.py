"""The system administrator's page of work in the background: how much waits, and what failed for good."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from fayuan.core import queue
from fayuan.core.clock import SHANGHAI
from fayuan.core.paging import sheet
from fayuan.web.admin.forms import ConfirmForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.admin.work_words import UPKEEP, WORK
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request

BEHIND = timedelta(minutes=5)  # work that waits longer is late


@page("administrator")
def jobs(request: Request) -> HttpResponse:
    """Figures, and the work that failed for good, the newest first; nothing here tells of a case."""
    asked = request.GET
    found = sheet(
        queue.dead(), "-id", mark="id", before=_number(asked, "before"), after=_number(asked, "after")
    )
    rows = [(each, *words(each), last_try(each)) for each in found.rows]
    leaf = Leaf(len(rows), before=found.before, after=found.after)
    return show(request, "jobs.html", "jobs", facts=facts(request), rows=rows, leaf=leaf)


def facts(request: Request) -> list[Fact]:
    """How the queue stands."""
    now = request.now
    found = queue.state(now)
    behind = found.behind(now)
    waiting = _("%(n)d项，最早的等了%(minutes)d分钟") % {
        "n": found.waiting,
        "minutes": behind.total_seconds() // 60,
    }
    workers = (
        _("%(n)d个在运行") % {"n": found.workers} if found.workers else _("没有在运行，短信和文书都会等着")
    )
    return [
        Fact(_("后台服务"), workers, strong=not found.workers),
        Fact(_("等着做的"), waiting, strong=behind > BEHIND),
        Fact(_("约好时间再做的"), _("%(n)d项") % {"n": found.later}),
        Fact(_("正在做的"), _("%(n)d项") % {"n": found.doing}),
        Fact(_("没有做成的"), _("%(n)d项") % {"n": found.dead}, strong=found.dead > 0),
    ]


def words(job: ProcrastinateJob) -> tuple[str, str]:
    """What the work was, and what it means that it failed."""
    what, means = WORK.get(job.task_name, (job.task_name, UPKEEP))
    return str(what), str(means)


def last_try(job: ProcrastinateJob) -> str:
    """When it was tried last."""
    failed_at = getattr(job, "failed_at", None)
    return f"{failed_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if failed_at else ""


def _number(asked: Mapping[str, str], name: str) -> str:
    """A mark of a page, or none when it is not one."""
    value = asked.get(name, "")
    return value if value.isdecimal() and len(value) < 19 else ""


@page("administrator", methods=ACT)
def try_again(request: Request, ref: int) -> HttpResponse:
    """Have it tried once more."""
    return _act(request, ref, queue.try_again, _("再试一次"), _("已经排进队列，马上会再试一次。"))


@page("administrator", methods=ACT)
def set_aside(request: Request, ref: int) -> HttpResponse:
    """Give it up."""
    return _act(request, ref, queue.set_aside, _("不再做"), _("已经从队列里去掉。"), is_grave=True)


def _act(
    request: Request, job: int, change: "queue.Change", title: str, done: str, *, is_grave: bool = False
) -> HttpResponse:
    found = queue.one_dead(job)
    what, means = words(found)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(request, form, change, job=job) is not None:
        messages.success(request, done)
        return redirect("admin:jobs")
    about = [
        Fact(_("工作"), what, strong=True),
        Fact(_("试过"), _("%(n)d次") % {"n": found.attempts}),
        Fact(_("最后一次"), last_try(found)),
    ]
    back = reverse("admin:jobs")
    return show_act(
        request,
        form,
        "jobs",
        title=title,
        button=title,
        back=back,
        lead=means,
        facts=about,
        is_grave=is_grave,
    )
