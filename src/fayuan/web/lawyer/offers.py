"""What waits for the lawyer's answer: a choice of the recipient, or an assignment by the office."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment
from fayuan.assignment.operations import accept_assignment, decline_assignment
from fayuan.assignment.queries import open_choice, waiting_for
from fayuan.cases.facts import subsidy_of
from fayuan.core import audit
from fayuan.dossier.facts import forum_words
from fayuan.law.words import FORMS
from fayuan.matters.models import Matter, Party
from fayuan.matters.queries import open_timers
from fayuan.web.lawyer.forms import AcceptForm, DeclineForm
from fayuan.web.lawyer.frame import show
from fayuan.web.lawyer.scope import asked
from fayuan.web.shared.clocks import clock_of, clock_till, told_to
from fayuan.web.shared.dates import day, local_day, moment
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Answer, Clock
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import about, listed_about, whose


@page("lawyer")
def offers(request: Request) -> HttpResponse:
    """What waits for an answer, the oldest first."""
    found = waiting_for(request.actor.person).select_related("matter")
    rows = [
        {"offer": offer, "about": listed_about(offer.matter), "clock": _due(offer, request.now)[0]}
        for offer in found
    ]
    audit.record(request.actor, request.now, "list_offers")
    return show(request, "offers.html", "offers", rows=rows)


@page("lawyer")
def offer(request: Request, ref: str) -> HttpResponse:
    """What the case is about, and the two answers."""
    return _show(request, asked(request, ref), AcceptForm(), DeclineForm())


@page("lawyer", methods=("POST",))
def accept(request: Request, ref: str) -> HttpResponse:
    """Take the case."""
    form = AcceptForm(request.POST)
    if form.is_valid() and attempt(request, form, accept_assignment, ref=ref, **form.given()) is not None:
        messages.success(request, _("已经接受。请在期限内联系受援人，签委托手续。"))
        return redirect("lawyer:case", ref)
    return _show(request, asked(request, ref), form, DeclineForm())


@page("lawyer", methods=("POST",))
def decline(request: Request, ref: str) -> HttpResponse:
    """Do not take the case, for a reason."""
    form = DeclineForm(request.POST)
    if (
        form.is_valid()
        and attempt(
            request,
            form,
            decline_assignment,
            ref=ref,
            reason=form.reason(),
            code=form.cleaned_data["why"],
        )
        is not None
    ):
        messages.success(request, _("已经告诉中心，您不能接这件事。"))
        return redirect("lawyer:offers")
    return _show(request, asked(request, ref), AcceptForm(), form)


def _show(request: Request, found: Assignment, accepting: AcceptForm, declining: DeclineForm) -> HttpResponse:
    matter = found.matter
    clock, until = _due(found, request.now)
    chosen = found.status == Assignment.Status.OFFERED
    broken = accepting if accepting.is_bound else declining
    return show(
        request,
        "offer.html",
        "offers",
        status=broken.status,
        form=broken,
        accepting=accepting,
        declining=declining,
        matter=matter,
        chosen=chosen,
        called=found.mode == Assignment.Mode.CALL,
        whose=whose(matter),
        about=_claim(matter),
        clock=clock,
        until=until,
        known=_known(matter, request.now),
    )


def _due(found: Assignment, now: datetime) -> tuple[Clock | None, str]:
    """Until when the answer is awaited: the end of the offer, or the day by which the agreement is to be signed."""
    offered = found.status == Assignment.Status.OFFERED
    choice = open_choice(found.matter) if offered and found.until is None else None
    end = found.until or (choice.until if choice is not None else None)
    if offered and end is not None:
        words = _("原定%(moment)s前答复，现在还可以答复") if end <= now else _("%(moment)s前答复")
        return clock_till(end, now), words % {"moment": moment(end, local_day(now))}
    timer = next(iter(told_to("lawyer", open_timers(found.matter))), None)
    if timer is None:
        return None, ""
    return clock_of(timer, now), _sign_by(timer.due_on, local_day(now)) if timer.due_on else ""


def _sign_by(last: date, today: date) -> str:
    """Until when the agreement is to be signed; of a day that has passed, that it was meant so."""
    words = _("原定%(day)s前签委托手续") if last < today else _("%(day)s前签委托手续")
    return words % {"day": day(last, today)}


def _claim(matter: Matter) -> str:
    """What is asked for: 请求支付劳动报酬 23,200元."""
    if matter.claim_fen is None:
        return about(matter)
    return _("%(about)s　%(amount)s元") % {"about": about(matter), "amount": yuan(matter.claim_fen)}


def _known(matter: Matter, now: datetime) -> list[Answer]:
    """What a lawyer needs to know to answer; neither telephone nor papers."""
    others = matter.parties.filter(role__in=(Party.Role.OPPONENT, Party.Role.CO_DEFENDANT))
    sheet = subsidy_of(matter, now)
    way = "　".join(text for text in (FORMS.get(matter.form, ""), forum_words(matter)) if text)
    rows = (
        (_("经过"), matter.facts),
        (_("程序"), way),
        (_("补贴"), sheet.says),
        (_("对方，请查利益冲突"), "、".join(other.name for other in others) or _("没有登记")),
    )
    return [Answer(words, value) for words, value in rows if value]
