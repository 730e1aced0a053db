"""Rules entered here: proposed with the effect they would have, approved by somebody else, or turned down."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.errors import NotFound
from fayuan.core.paging import sheet
from fayuan.intake.operations import try_rule_entry
from fayuan.law.places import NATION, is_code, lies_in
from fayuan.law.plainly import name_of, title
from fayuan.law.shapes import shape_of
from fayuan.matters import rulemaking
from fayuan.matters.models import RuleEntry
from fayuan.matters.rules import as_parameter, book, left_out
from fayuan.web.admin.forms import ConfirmForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.admin.rule_forms import RuleChoiceForm, RuleEntryForm, WithdrawalForm
from fayuan.web.admin.rule_words import about, effects
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request
from fayuan.web.shared.rules import place_names, told, validity

HERE = "rules"
MOST_RIVALS = 5


@page("rules")
def rules(request: Request) -> HttpResponse:
    """All entries, the newest first, with what became of them."""
    rulemaking.require_maker(request.actor)
    asked, entries = request.GET, RuleEntry.objects.select_related("proposed_by")
    found = sheet(entries, "-id", before=asked.get("before", ""), after=asked.get("after", ""))
    names, lost = place_names(each.region for each in found.rows), left_out(found.rows)
    rows = [
        (
            each,
            title(as_parameter(each)),
            names[each.region],
            validity(each.valid_from, each.valid_to),
            lost.get(each.ref),
        )
        for each in found.rows
    ]
    leaf = Leaf(len(rows), before=found.before, after=found.after)
    return show(request, "rules.html", HERE, rows=rows, leaf=leaf)


@page("rules")
def choose(request: Request) -> HttpResponse:
    """Which rule for which place is to be entered."""
    province = rulemaking.require_maker(request.actor)
    form = RuleChoiceForm(request.GET or None, book=book(), province=province)
    if form.is_valid():
        return redirect("admin:propose_rule", form.cleaned_data["rule"], form.cleaned_data["place"])
    return show(request, "rule_choose.html", HERE, form=form)


@page("rules", methods=ACT)
def propose(request: Request, key: str, region: str) -> HttpResponse:
    """Write the entry, beginning with what holds now."""
    province = rulemaking.require_maker(request.actor)
    if shape_of(key) is None or not is_code(region) or not (region == NATION or lies_in(region, province)):
        raise NotFound
    now = book().find(key, local_day(request.now), region)
    form = RuleEntryForm(request.POST if request.method == "POST" else None, key=key, book=book(), now=now)
    if form.is_valid():
        made = attempt(request, form, rulemaking.propose_rule_entry, key=key, region=region, **form.entry())
        if made is not None:
            messages.success(request, _("已经提出。请看看它的影响，再请另一位核准。"))
            return redirect("admin:rule_entry", made.ref)
    place = place_names([region])[region]
    facts = [Fact(_("地方"), place, strong=True), Fact(_("规则名称"), key)]
    words, back = _("提出这一条"), reverse("admin:choose_rule")
    lead = _("下面先填好了现在的规定，只改要改的。") if now else _("这个地方现在没有这一条。")
    heading = title(now) if now else name_of(key)
    return show_act(request, form, HERE, title=heading, button=words, back=back, lead=lead, facts=facts)


def fetch(request: Request, ref: str) -> RuleEntry:
    """The entry, for somebody who makes rules; `NotFound` when there is none."""
    rulemaking.require_maker(request.actor)
    found = RuleEntry.objects.select_related("proposed_by", "closed_by").filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


@page("rules")
def entry(request: Request, ref: str) -> HttpResponse:
    """One entry: what it says, what holds without it, what it would do, and what can be done with it."""
    found, rule_book = fetch(request, ref), book()
    own = as_parameter(found)
    now = rule_book.find(found.key, max(found.valid_from, local_day(request.now)), found.region)
    names = place_names([found.region, now.region] if now else [found.region])
    is_open, found_effects = found.status == RuleEntry.Status.PROPOSED, effects(found, rule_book)
    context: dict[str, Any] = {
        "entry": found,
        "title": title(own),
        "facts": about(found, names, local_day(request.now)),
        "new": replace(told(own, rule_book, names), source="") if is_open else told(own, rule_book, names),
        "now": told(now, rule_book, names) if now and is_open else None,
        "is_open": is_open,
        "is_mine": found.proposed_by_id == request.actor.person_id,
        "is_retroactive": is_open and rulemaking.is_retroactive(found, request.now),
        "needs_trial": is_open and rulemaking.needs_trial(found, request.now),
        "corrects": rulemaking.replaced_by(found) if is_open else None,
        "rivals": rulemaking.rivals(found).select_related("proposed_by")[:MOST_RIVALS] if is_open else (),
        "effects": found_effects,
        "is_running": any(each.is_running for each in found_effects),
        "why_left_out": left_out([found]).get(ref, ""),
    }
    return show(request, "rule_entry.html", HERE, **context)


@page("rules", methods=("POST",))
def try_out(request: Request, ref: str) -> HttpResponse:
    """Ask what the entry would do."""
    fetch(request, ref)
    form = ConfirmForm(request.POST)
    if form.is_valid() and attempt(request, form, try_rule_entry, ref=ref) is not None:
        messages.success(request, _("正在推算，过一会儿就有结果。"))
    return redirect("admin:rule_entry", ref)


@page("rules", methods=ACT)
def approve(request: Request, ref: str) -> HttpResponse:
    """Put the entry into force; the second pair of eyes."""
    found = fetch(request, ref)
    form = ConfirmForm(request.POST if request.method == "POST" else None, version=rulemaking.approvals())
    if form.is_valid() and attempt(request, form, rulemaking.approve_rule_entry, ref=ref) is not None:
        messages.success(request, _("已经核准，从下一次查询起按这一条算。"))
        return redirect("admin:rule_entry", ref)
    lead = _("核准后不能改，只能再录一条更正。请对照公布的原文，一个字一个字核对。")
    return _act(request, form, found, _("核准"), lead)


@page("rules", methods=ACT)
def withdraw(request: Request, ref: str) -> HttpResponse:
    """Take the proposal back, or turn it down."""
    found = fetch(request, ref)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    change = rulemaking.withdraw_rule_entry
    if form.is_valid() and attempt(request, form, change, ref=ref, **form.given()) is not None:
        messages.success(request, _("已经撤回。"))
        return redirect("admin:rule_entry", ref)
    return _act(request, form, found, _("撤回"), is_grave=True)


def _act(
    request: Request,
    form: ConfirmForm | WithdrawalForm,
    found: RuleEntry,
    words: str,
    lead: str = "",
    *,
    is_grave: bool = False,
) -> HttpResponse:
    """The page of one act on an entry, with what the entry says beside it."""
    names, today = place_names([found.region]), local_day(request.now)
    own = told(as_parameter(found), book(), names)
    facts = [*about(found, names, today), *own.facts, Fact(_("依据"), found.basis)]
    back = reverse("admin:rule_entry", args=[found.ref])
    heading = f"{words}：{own.title}"
    return show_act(
        request, form, HERE, title=heading, button=words, back=back, lead=lead, facts=facts, is_grave=is_grave
    )
