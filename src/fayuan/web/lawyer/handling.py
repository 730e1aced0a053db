"""The lawyer's acts while a case is handled: agreement, record, hearings, reports."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.cases import operations
from fayuan.cases.access import acts_for
from fayuan.matters.models import Matter
from fayuan.web.lawyer.acting import ACT, done, require_step, show_act
from fayuan.web.lawyer.forms import CauseForm, HearingForm, LogForm, ReportForm
from fayuan.web.lawyer.scope import opened
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


def _opened_for(request: Request, ref: str, step: str) -> Matter:
    """The case, for an act that its state admits; what was sent is judged by the operation."""
    matter = opened(request, ref)
    if request.method != "POST":
        require_step(matter, step, acts_for(matter, request.actor), _("这一步现在不能办。"))
    return matter


@page("lawyer", methods=ACT)
def agreement(request: Request, ref: str) -> HttpResponse:
    """Sign the agreement and the power of attorney."""
    matter = _opened_for(request, ref, "sign_agreement")
    form = ActForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if form.is_valid() and attempt(request, form, operations.sign_agreement, ref=ref) is not None:
        return done(request, ref, _("委托手续已签，文书正在生成。"))
    late = matter.timers.filter(name="sign_agreement", ended_at=None, run_out_at__isnull=False).exists()
    return show_act(
        request,
        matter,
        form,
        title=_("签委托手续"),
        button=_("已经和受援人签好"),
        template="agreement.html",
        is_late=late,
    )


@page("lawyer", methods=ACT)
def cause(request: Request, ref: str) -> HttpResponse:
    """Say why the agreement was not signed in time."""
    matter = opened(request, ref)
    form = CauseForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if form.is_valid():
        kept = attempt(request, form, operations.record_late_agreement_cause, ref=ref, **form.given())
        if kept is not None:
            return done(request, ref, _("原因已经记下。"))
    return show_act(request, matter, form, title=_("说明没有按期签的原因"), button=_("保存原因"))


@page("lawyer", methods=ACT)
def log(request: Request, ref: str) -> HttpResponse:
    """Write one line of the handling record."""
    matter = _opened_for(request, ref, "log")
    form = LogForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if form.is_valid() and attempt(request, form, operations.write_log, ref=ref, **form.given()) is not None:
        return done(request, ref, _("已经记下。"))
    return show_act(request, matter, form, title=_("记办案记录"), button=_("保存这条记录"))


@page("lawyer", methods=ACT)
def hearing(request: Request, ref: str) -> HttpResponse:
    """Write down hour and place of a hearing."""
    matter = _opened_for(request, ref, "log")
    form = HearingForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if form.is_valid():
        given = {"at": form.at(), "place": form.cleaned_data["place"]}
        if attempt(request, form, operations.plan_hearing, ref=ref, **given) is not None:
            return done(request, ref, _("开庭已经登记，受援人会收到通知。"))
    return show_act(request, matter, form, title=_("登记开庭"), button=_("登记开庭"))


@page("lawyer", methods=ACT)
def report(request: Request, ref: str) -> HttpResponse:
    """Report to the agency what must be reported."""
    matter = _opened_for(request, ref, "report")
    form = ReportForm(request.POST or None, version=matter.version, changed_at=matter.changed_at)
    if (
        form.is_valid()
        and attempt(request, form, operations.report_case, ref=ref, **form.given()) is not None
    ):
        return done(request, ref, _("已经报告给中心。"))
    return show_act(request, matter, form, title=_("向中心报告"), button=_("提交报告"))
