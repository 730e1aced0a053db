"""Pages of assignment: a proposal with its reasons, the person who decides; a choice offered; a unit
asked.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.assignment.access import acts_for
from fayuan.assignment.operations import assign_lawyer, assign_unit, offer_choice, open_call, propose_lawyer
from fayuan.assignment.queries import last_proposal, open_choice, running, wish_of
from fayuan.matters.models import Matter
from fayuan.web.desk import proposals
from fayuan.web.desk.acting import ACT, done, filled, kept, opened_for, sent, show_act
from fayuan.web.desk.forms.assignment import AssignForm, UnitForm
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def assign(request: Request, ref: str) -> HttpResponse:
    """Put a lawyer in charge, following the proposal or not."""
    matter = opened_for(request, ref, "assign")
    profiles = proposals.panel(matter, request.now)
    form = filled(request, AssignForm, matter, **names(matter, profiles))
    if sent(request, form, assign_lawyer, ref=ref):
        return done(request, matter, _("已指派。指派通知书和公函已发出。"))
    return show_assign(request, matter, form, profiles)


def names(matter: Matter, profiles: proposals.Profiles) -> dict[str, Any]:
    """Whom the form offers: the proposed, and everybody on the panel."""
    proposed = proposals.cards(last_proposal(matter), profiles)
    return {"panel": proposals.choices(profiles), "proposed": proposed}


@page("desk", methods=("POST",))
def propose(request: Request, ref: str) -> HttpResponse:
    """Let the product rank who may take the case; nothing is assigned."""
    matter = opened_for(request, ref, "assign")
    form = filled(request, ActForm, matter)
    if sent(request, form, propose_lawyer, ref=ref):
        messages.success(request, _("推荐名单已列出。"))
        return redirect("desk:assign", ref)
    return show_assign(request, matter, form, proposals.panel(matter, request.now))


@page("desk", methods=("POST",))
def offer(request: Request, ref: str) -> HttpResponse:
    """Let the applicant choose."""
    matter = opened_for(request, ref, "assign")
    form = filled(request, ActForm, matter)
    if sent(request, form, offer_choice, ref=ref):
        return done(request, matter, _("已请受援人自己选律师。"))
    return show_assign(request, matter, form, proposals.panel(matter, request.now))


@page("desk", methods=("POST",))
def call(request: Request, ref: str) -> HttpResponse:
    """Ask several lawyers at once; the first who accepts has the case."""
    matter = opened_for(request, ref, "assign")
    form = filled(request, ActForm, matter)
    if sent(request, form, open_call, ref=ref):
        return done(request, matter, _("已向合适的律师征集，先接先得。"))
    return show_assign(request, matter, form, proposals.panel(matter, request.now))


@page("desk", methods=("POST",))
def unit(request: Request, ref: str) -> HttpResponse:
    """Give the case to a firm or an office, whose head names the person."""
    matter = opened_for(request, ref, "assign")
    profiles = proposals.panel(matter, request.now)
    form = filled(request, UnitForm, matter, units=proposals.units(profiles))
    if sent(request, form, assign_unit, ref=ref):
        return done(request, matter, _("已交给该单位，由它确定承办人。"))
    return show_assign(request, matter, form, profiles)


def show_assign(
    request: Request, matter: Matter, form: ActForm, profiles: proposals.Profiles
) -> HttpResponse:
    """The page of assignment; `form` is the one that was sent, the others are fresh."""
    proposal, choice = last_proposal(matter), open_choice(matter)
    fresh = AssignForm(**names(matter, profiles), **kept(matter))
    units = UnitForm(units=proposals.units(profiles), **kept(matter))
    return show_act(
        request,
        matter,
        form,
        title=_("指派律师"),
        button=_("指派"),
        template="assign.html",
        after=[_("发出指派通知书和法律援助公函"), _("受援人和律师收到短信"), _("五日内签订委托协议")],
        proposal=proposal,
        cards=proposals.cards(proposal, profiles),
        excluded=proposals.excluded(proposal, profiles),
        asked=running(matter),
        choice=choice,
        wish=wish_of(matter),
        is_choice_over=choice is not None and choice.until <= request.now,
        can=acts_for(matter, request.actor),
        assigning=form if isinstance(form, AssignForm) else fresh,
        unit_form=form if isinstance(form, UnitForm) else units,
        plain=ActForm(**kept(matter)),
    )
