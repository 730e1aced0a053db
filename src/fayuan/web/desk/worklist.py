"""The worklist: what has to be done today and soon, in views, and the way to the next one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.law.words import MATTERS
from fayuan.matters.models import Grant, Matter
from fayuan.matters.worklists import (
    Tally,
    due_within,
    of_offices,
    overdue_below,
    shelf,
    tallies,
    with_matters,
)
from fayuan.people.identity import mask_name
from fayuan.people.models import DESK_ROLES
from fayuan.web.desk import acts, saved, views
from fayuan.web.desk.bulk import offered
from fayuan.web.desk.frame import show
from fayuan.web.desk.here import bureaus_of, here_of, overdue, rail_of
from fayuan.web.desk.rail import sum_of
from fayuan.web.desk.rows import Row, groups, row
from fayuan.web.desk.scope import BUREAU, behind_seals, holders
from fayuan.web.desk.today import also_today, on_behalf
from fayuan.web.desk.views import View
from fayuan.web.shared.clocks import clock_of, clock_words
from fayuan.web.shared.dates import full_day, local_day
from fayuan.web.shared.exports import xlsx_file
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Column, Filter, Leaf
from fayuan.web.shared.request import Request

MOST_ROWS = 5000  # of an exported list
MOST_BELOW = 200  # overdue duties listed; all are counted
LOOK_AHEAD = 20  # how many of one's own matters are tried for the next one to do


@page("desk")
def worklist(request: Request) -> HttpResponse:
    """The view named in the address, narrowed by its filters, one page by keys."""
    actor, now = request.actor, request.now
    view = views.find(request.GET.get("view", ""), actor)
    narrowed = narrow(waiting(actor, view), request)
    found = shelf(narrowed, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    tally = sum_of(view, tallies(narrowed, now)) if view.counted else None
    here = here_of(request)
    begins = view == views.first(actor)
    also = [*overdue(request, here, tally), *also_today(request)] if begins else []
    return show(
        request,
        "worklist.html",
        "todo",
        title=headline(tally, besides=bool(also)) if tally and not view.key else view.words_for(actor),
        view=view.words_for(actor),
        today=full_day(local_day(now)),
        groups=list(groups(found.grants, tally, now)),
        leaf=Leaf(len(found.grants), tally.total if tally else None, found.before, found.after),
        filters=filters(request),
        columns=columns(),
        acts=offered(view.states, actor),
        plain=ActForm(),
        also=also,
        on_behalf=on_behalf(request),
        keeping=keeping(request),
        rail=rail_of(request, view.key, here),
        live=live(request, tally),
    )


@page("desk")
def counts(request: Request) -> HttpResponse:
    """The counts of the rail as they are now: an open list asks for them by itself. The rows stay as they are, so that
    nobody's place or ticks are lost; where the list has other rows by now, that is said."""
    view = views.find(request.GET.get("view", ""), request.actor)
    groups = rail_of(request, view.key, here_of(request))
    total = sum_of(view, tallies(narrow(waiting(request.actor, view), request), request.now)).total
    shown = request.GET.get("shown", "")
    is_other = view.counted and shown.isdecimal() and int(shown) != total
    counted = [item for group in groups for item in group.items if item.mark and item.count is not None]
    return show(request, "counts.html", "todo", counted=counted, total=total, is_other=is_other)


@page("desk")
def export(request: Request) -> HttpResponse:
    """The list as it is narrowed, as a workbook: names masked, sealed matters left out, the export recorded.

    A row at the end says how many sealed ones the actor sees that the same filters would let through.
    """
    view = views.find(request.GET.get("view", ""), request.actor)
    narrowed = narrow(waiting(request.actor, view), request).exclude(matter__label=Matter.Label.SEALED)
    grants = with_matters(narrowed).order_by("due_at", "matter_id")
    rows = [exported(row(grant, request.now)) for grant in grants[:MOST_ROWS]]
    left_out = narrow(waiting(request.actor, views.SEALED), request).filter(state__in=view.states).count()
    details = {"view": view.key, "rows": len(rows), "left_out": left_out}
    audit.record(request.actor, request.now, "export_worklist", details=details)
    if left_out:
        rows.append([_("另有%(count)d件封存的案件没有导出") % {"count": left_out}])
    return xlsx_file(view.words_for(request.actor), [column.words for column in columns()], rows)


def exported(row: Row) -> list[str]:
    """A row as the workbook has it, in the order of the columns."""
    due = " ".join(row.clock.words) if row.clock else ""
    known = (due, row.number, mask_name(row.whose), row.subject, row.opponents, row.state)
    return [*known, row.source, row.handler, f"{row.opened:%Y-%m-%d}", row.basis]


def headline(tally: Tally, *, besides: bool) -> str:
    """The day in one sentence; `besides`: there is something else than matters."""
    if not tally.must:
        return _("今天没有到期的案件，还有下面的事") if besides else _("今天没有必须办完的事")
    if not tally.late:
        return _("今天必须办%(must)d件") % {"must": tally.must}
    if not tally.today:
        return _("今天必须办%(must)d件，都已经超期") % {"must": tally.must}
    return _("今天必须办%(must)d件，其中%(late)d件已经超期") % {"must": tally.must, "late": tally.late}


def waiting(actor: Actor, view: View) -> QuerySet[Grant]:
    """The grants of the actor's offices that the view shows."""
    bureau = view in views.BUREAU
    held = holders(actor, BUREAU if bureau else DESK_ROLES) if view != views.SEALED else behind_seals(actor)
    grants = of_offices(held, "bureau" if bureau else "agency").filter(state__in=view.states)
    return grants.select_related("matter__application")


def narrow(grants: QuerySet[Grant], request: Request) -> QuerySet[Grant]:
    """Only what the filters in the address let through; a value that is no choice is passed over."""
    view, asked = views.find(request.GET.get("view", ""), request.actor), request.GET
    if asked.get("subject") in MATTERS:
        grants = grants.filter(matter__subject=asked["subject"])
    if asked.get("origin") in Matter.Origin.values:
        grants = grants.filter(matter__origin=asked["origin"])
    return due_within(grants, view.span or asked.get("due", ""), request.now)


def filters(request: Request) -> list[Filter]:
    """The filters above the list, with the choices in force."""
    every = ("", _("全部"))
    subjects = [every, *MATTERS.items()]
    origins = [every, *((value, str(words)) for value, words in Matter.Origin.choices)]
    spans = [every, ("late", _("超期")), ("today", _("今天")), ("near", _("三天内")), ("later", _("从容"))]
    asked = request.GET
    return [
        Filter("subject", _("事项"), subjects, asked.get("subject", "")),
        Filter("origin", _("来源"), origins, asked.get("origin", "")),
        Filter("due", _("期限"), spans, asked.get("due", "")),
    ]


def columns() -> list[Column]:
    """The heads of the list."""
    words = (
        *(_("期限"), _("编号"), _("申请人"), _("事项"), _("对方")),
        *(_("环节"), _("来源"), _("承办"), _("收到"), _("依据")),
    )
    return [Column(word) for word in words]


def live(request: Request, tally: Tally | None) -> str:
    """Where the open list asks how much waits by now: the filters in force, and how much it showed."""
    asked = saved.asked(request.GET.dict()) | {"shown": str(tally.total) if tally else ""}
    return f"{reverse('desk:counts')}?{urlencode(asked)}"


def keeping(request: Request) -> saved.SaveForm | None:
    """The form that keeps the filters in force; None where there is nothing to keep."""
    asked = saved.asked(request.GET.dict())
    return saved.SaveForm(initial=asked) if asked else None


@page("desk")
def following(request: Request) -> HttpResponse:
    """Open the most urgent matter in which this person has a step to take."""
    actor = request.actor
    grants = shelf(waiting(actor, views.first(actor)), size=LOOK_AHEAD).grants
    for grant in grants:
        if acts.is_next_for(grant.matter, actor):
            return redirect("desk:workspace", grant.matter.ref)
    messages.info(request, _("眼下没有等您办的事。"))
    return redirect("desk:worklist")


@page("desk")
def below(request: Request) -> HttpResponse:
    """What is overdue at the agencies that the officer's bureau set up: where and what, never whose."""
    words, here = clock_words(), here_of(request)
    late = overdue_below(bureaus_of(request.actor), request.now).select_related("matter__agency")
    rows = [
        (timer, words.get(timer.name, timer.name), clock_of(timer, request.now))
        for timer in late[:MOST_BELOW]
    ]
    rail = rail_of(request, "below", here)
    return show(request, "below.html", "todo", late=rows, total=here.below, rail=rail)
