"""Pages of an application at the desk: receive it, redirect it, record its withdrawal, apply for the next
stage.
"""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.intake.operations import (
    apply_for_next_stage,
    receive_application,
    redirect_application,
    withdraw_application,
)
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.web.desk.acting import ACT, done, filled, opened_for, sent, show_act
from fayuan.web.desk.forms.intake import NextStageForm, RedirectForm, WithdrawalForm
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def receive(request: Request, ref: str) -> HttpResponse:
    """Record what was handed in, with a receipt."""
    matter = opened_for(request, ref, "receive")
    form = filled(request, ActForm, matter)
    if sent(request, form, receive_application, ref=ref):
        return done(request, matter, _("已受理，接收凭证已出具。"))
    after = [_("出具申请材料接收凭证"), _("申请人收到短信，写明最晚哪天答复"), _("交审查岗审查")]
    return show_act(request, matter, form, title=_("受理申请"), button=_("受理，出具凭证"), after=after)


@page("desk", methods=ACT)
def redirect_(request: Request, ref: str) -> HttpResponse:
    """Hand the application over to the competent agency."""
    matter = opened_for(request, ref, "redirect")
    form = filled(request, RedirectForm, matter, agencies=other_agencies(matter))
    if sent(request, form, redirect_application, ref=ref):
        return done(request, matter, _("已转给有权办理的机构，材料一并移交。"))
    after = [_("申请人收到短信，知道转到了哪里"), _("对方机构收到申请和全部材料，不用重填")]
    return show_act(request, matter, form, title=_("转其他机构"), button=_("转过去"), after=after)


def other_agencies(matter: Matter) -> list[tuple[str, str]]:
    """The agencies of the other divisions, by the division's code."""
    found = Institution.objects.filter(kind=Institution.Kind.AGENCY, valid_to=None).exclude(
        pk=matter.agency_id
    )
    return list(found.order_by("division_id").values_list("division_id", "name"))


@page("desk", methods=ACT)
def withdraw(request: Request, ref: str) -> HttpResponse:
    """Record that the applicant takes the application back."""
    matter = opened_for(request, ref, "withdraw")
    form = filled(request, WithdrawalForm, matter)
    if sent(request, form, withdraw_application, ref=ref):
        return done(request, matter, _("已记下撤回。申请人可以重新申请。"))
    return show_act(
        request,
        matter,
        form,
        title=_("登记撤回"),
        button=_("按撤回处理"),
        is_grave=True,
        after=[_("期限停止，这件申请到此为止")],
    )


@page("desk", methods=ACT)
def next_stage(request: Request, ref: str) -> HttpResponse:
    """Apply for the next stage on the applicant's behalf; nothing is told again."""
    matter = opened_for(request, ref, "next_stage")
    form = filled(request, NextStageForm, matter)
    form.fields.pop("seen_version")  # the new matter is one of its own, whatever has changed in this one
    if form.is_valid() and (made := attempt(request, form, apply_for_next_stage, ref=ref, **form.given())):
        return done(request, made, _("下一阶段的申请已提交，原来的材料都带过来了。"))
    after = [_("另立一件，带上当事人、事实和材料"), _("指派时优先考虑原承办律师")]
    return show_act(request, matter, form, title=_("申请下一阶段"), button=_("提交申请"), after=after)
