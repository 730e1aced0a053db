"""Pages about the end of a case: review what the lawyer handed in, pay, archive, reopen, ask the
recipient.
"""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.cases.facts import missing_papers, subsidy_of
from fayuan.cases.operations import (
    accept_closing,
    archive_case,
    follow_up,
    pay_subsidy,
    reopen_case,
    return_closing,
)
from fayuan.cases.queries import closing_of
from fayuan.matters.models import Matter
from fayuan.web.desk.acting import ACT, done, filled, kept, opened_for, sent, show_act
from fayuan.web.desk.forms.cases import FollowUpForm, PaymentForm, ReopenForm, ReturnForm
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import SumRow
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def review(request: Request, ref: str) -> HttpResponse:
    """Accept the closing set."""
    matter = opened_for(request, ref, "review_closing")
    form = filled(request, ActForm, matter)
    if sent(request, form, accept_closing, ref=ref):
        return done(request, matter, _("结案审核通过。"))
    return show_review(request, matter, form)


@page("desk", methods=("POST",))
def give_back(request: Request, ref: str) -> HttpResponse:
    """Return the closing set, naming what is missing."""
    matter = opened_for(request, ref, "review_closing")
    form = filled(request, ReturnForm, matter, papers=lacking(matter, request))
    if sent(request, form, return_closing, ref=ref):
        return done(request, matter, _("已退回补充，律师会收到短信。"))
    return show_review(request, matter, form)


def lacking(matter: Matter, request: Request) -> tuple[str, ...]:
    """The papers that the law misses in what was handed in."""
    closing = closing_of(matter)
    return missing_papers(matter, closing, request.now) if closing else ()


def show_review(request: Request, matter: Matter, form: ActForm) -> HttpResponse:
    """What was handed in, what is missing, and the two ways on."""
    missing = lacking(matter, request)
    fresh = ReturnForm(papers=missing, initial={"missing": missing}, **kept(matter))
    return show_act(
        request,
        matter,
        form,
        title=_("审核结案材料"),
        button=_("审核通过，结案"),
        template="closing.html",
        after=[_("可以支付补贴、归档"), _("可以回访受援人")],
        closing=closing_of(matter),
        missing=missing,
        accepting=ActForm(**kept(matter)) if isinstance(form, ReturnForm) else form,
        returning=form if isinstance(form, ReturnForm) else fresh,
    )


@page("desk", methods=ACT)
def pay(request: Request, ref: str) -> HttpResponse:
    """Pay the subsidy by the schedule on record, with its workings; only without one an amount is typed."""
    matter = opened_for(request, ref, "pay")
    sheet = subsidy_of(matter, request.now)
    form = filled(request, PaymentForm if sheet.total_fen is None else ActForm, matter)
    if sent(request, form, pay_subsidy, ref=ref):
        return done(request, matter, _("补贴已支付，律师会收到短信。"))
    lines = [SumRow(line.name, line.article, _yuan(line.amount_fen)) for line in sheet.lines]
    total = [] if sheet.total_fen is None else [SumRow(_("合计"), "", _yuan(sheet.total_fen), total=True)]
    return show_act(
        request,
        matter,
        form,
        title=_("支付补贴"),
        button=_("支付补贴"),
        template="payment.html",
        sheet=sheet,
        sums=[*lines, *total],
    )


def _yuan(fen: int) -> str:
    return _("%(sum)s元") % {"sum": yuan(fen)}


@page("desk", methods=ACT)
def archive(request: Request, ref: str) -> HttpResponse:
    """Put the file into the archive."""
    matter = opened_for(request, ref, "archive")
    form = filled(request, ActForm, matter)
    if sent(request, form, archive_case, ref=ref):
        return done(request, matter, _("案卷已归档。"))
    return show_act(
        request, matter, form, title=_("归档"), button=_("归档"), after=[_("案卷只读，可以重新打开")]
    )


@page("desk", methods=ACT)
def reopen(request: Request, ref: str) -> HttpResponse:
    """Take an archived file out again."""
    matter = opened_for(request, ref, "reopen")
    form = filled(request, ReopenForm, matter)
    if sent(request, form, reopen_case, ref=ref):
        return done(request, matter, _("案卷已重新打开。"))
    return show_act(request, matter, form, title=_("重新打开案卷"), button=_("重新打开"))


@page("desk", methods=ACT)
def ask_afterwards(request: Request, ref: str) -> HttpResponse:
    """Write down what the recipient said when asked how they were helped."""
    matter = opened_for(request, ref, "follow_up")
    form = filled(request, FollowUpForm, matter)
    if sent(request, form, follow_up, ref=ref):
        return done(request, matter, _("回访已记下。"))
    return show_act(request, matter, form, title=_("回访"), button=_("记下回访"), after=[_("承办律师看不到")])
