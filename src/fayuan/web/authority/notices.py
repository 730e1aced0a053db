"""An authority's notices: the list, a new one, and how far one of them has come."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.intake import queries
from fayuan.intake.inputs import NoticeInput, PersonInput
from fayuan.intake.operations import file_notice
from fayuan.law.words import STAGES
from fayuan.matters.models import Matter
from fayuan.matters.queries import open_timers
from fayuan.matters.rules import book
from fayuan.network.models import Institution
from fayuan.web.authority.acts import ways
from fayuan.web.authority.forms import NoticeForm
from fayuan.web.authority.frame import show
from fayuan.web.shared.clocks import clock_of
from fayuan.web.shared.dates import full_day, local_day
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request

ACT = ("GET", "HEAD", "POST")


@page("authority")
def notices(request: Request) -> HttpResponse:
    """The authority's own notices, the last first."""
    found, following = queries.notices_page(request.actor, request.now, after=request.GET.get("after", ""))
    audit.record(request.actor, request.now, "list_notices")
    after = f"{reverse('authority:notices')}?after={following}" if following else ""
    leaf = Leaf(shown=len(found), after=after)
    return show(request, "notices.html", "notices", found=found, leaf=leaf, stages=STAGES)


@page("authority", methods=ACT)
def new(request: Request) -> HttpResponse:
    """Write a notice; it is with the agency the moment it is sent."""
    today = local_day(request.now)
    sent = request.POST if request.method == "POST" else None
    form = NoticeForm(sent, authorities=authorities(request), reasons=reasons(today), today=today)
    if form.is_valid():
        made = attempt(request, form, file_notice, notice=notice_of(form.given()))
        if made is not None:
            messages.success(request, _("通知已送达法律援助机构，三日内指派律师并函复。"))
            return redirect("authority:notice", made.ref)
    return show(request, "new.html", "new", status=form.status, form=form)


def authorities(request: Request) -> list[tuple[str, str]]:
    """The institutions for which the officer may write."""
    held = [place for role, place in request.actor.posts if role == "authority"]
    found = Institution.objects.filter(pk__in=held).order_by("pk")
    return [(str(each.pk), each.name) for each in found]


def reasons(today: date) -> list[tuple[str, str]]:
    """The situations in which the law has a lawyer notified, with their articles."""
    entries = book().under("notice", today, "000000")
    return [
        (entry.key.rpartition(".")[2], f"{entry.value['name']}（{entry.value['article']}）")
        for entry in entries
    ]


def notice_of(given: dict[str, Any]) -> NoticeInput:
    """The form as the operation wants it."""
    person = {"name": given["name"], "sex": given["sex"], "born": given["born"]}
    if given["disability"]:
        person |= {"disability_kind": given["disability"], "groups": ["disabled"]}
    return NoticeInput(
        authority=int(given["authority"]),
        form=given["form"],
        reason=given["reason"],
        stage=given["stage"],
        person=PersonInput(details=person),
        offence=given["offence"],
        hearing=given["hearing"],
        case_number=given["case_number"],
        detained_at=given["detained_at"],
        co_defendants=given["co_defendants"],
        letter_number=given["letter_number"],
        contact=given["contact"],
    )


@page("authority")
def notice(request: Request, ref: str) -> HttpResponse:
    """One notice: state, the lawyer and how to reach them, the reply letter, what can be told now."""
    found = queries.notice(ref, request.actor, request.now)
    audit.record(request.actor, request.now, "view_matter", subject=found)
    clock = open_timers(found).filter(name="reply_authority").first()
    return show(
        request,
        "notice.html",
        "notices",
        matter=found,
        facts=facts(found, local_day(request.now)),
        lawyer=lawyer(found),
        letters=found.papers.filter(form__in=("official_letter", "termination_letter")).order_by("issued_at"),
        due=clock_of(clock, request.now) if clock else None,
        changes=found.notice_changes.order_by("-told_at"),
        ways=ways(found, request.actor),
    )


def facts(found: Matter, today: date) -> list[Fact]:
    """What the authority told us, as it told it."""
    told = found.notice
    known = (
        (_("编号"), found.number),
        (_("人员"), found.title_name),
        (_("罪名"), found.offence),
        (_("阶段"), STAGES.get(found.stage, "")),
        (_("案号"), found.case_number),
        (_("通知函号"), told.letter_number),
        (_("羁押地"), found.detained_at),
        (_("开庭"), full_day(told.hearing_on, today) if told.hearing_on else ""),
        (_("收到"), full_day(local_day(found.opened_at), today)),
        (_("办理机构"), found.agency.name),
    )
    return [Fact(words, value) for words, value in known if value]


def lawyer(found: Matter) -> list[Fact]:
    """The lawyer in charge and how to reach them; nothing before the assignment."""
    if found.handler is None:
        return []
    known = (
        (_("姓名"), found.handler.name),
        (_("单位"), found.unit.name if found.unit else ""),
        (_("电话"), found.handler.phone or (found.unit.phone if found.unit else "")),
    )
    return [Fact(words, value) for words, value in known if value]
