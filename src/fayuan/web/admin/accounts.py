"""The system administrator's pages of accounts: who has one, opening, new passwords, closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.paging import sheet
from fayuan.people import operations, registers
from fayuan.people.models import Account
from fayuan.web.admin.forms import AccountForm, ConfirmForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.admin.words import facts, held, seen, standing
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Filter, Leaf
from fayuan.web.shared.request import Request


@page("administrator")
def accounts(request: Request) -> HttpResponse:
    """The accounts of staff, of one office or all, a page at a time."""
    asked, now = request.GET, request.now
    found = registers.staff(now)
    if asked.get("state") == "idle":
        found = registers.without_post(found, now)
    if office := asked.get("office", "").strip():
        found = registers.at_office(found, office, now)
    page_ = sheet(found, "username", before=asked.get("before", ""), after=asked.get("after", ""))
    rows = [(each, held(registers.held_now(each)), standing(each), seen(each, now)) for each in page_.rows]
    states = [("", _("全部")), ("idle", _("没有岗位"))]
    return show(
        request,
        "accounts.html",
        "accounts",
        rows=rows,
        leaf=Leaf(len(rows), before=page_.before, after=page_.after),
        filters=[Filter("state", _("状态"), states, asked.get("state", ""))],
        office=office,
    )


@page("administrator", methods=ACT)
def open_account(request: Request) -> HttpResponse:
    """Open an account; its one-time password stands on the answer and nowhere else."""
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(request, form, operations.open_staff_account, **form.given())
        if made is not None:
            return opened(request, made)
    lead = _("开好以后，请安全管理员授予岗位。没有岗位的账户什么也看不到。")
    back = reverse("admin:accounts")
    return show_act(
        request, form, "accounts", title=_("开设账户"), button=_("开设账户"), back=back, lead=lead
    )


def opened(request: Request, account: Account) -> HttpResponse:
    """The password of an account, on the answer to the form that asked for it: shown once, never to be found again."""
    return show(request, "password.html", "accounts", account=account, password=account.first_password)


@page("administrator")
def account(request: Request, ref: str) -> HttpResponse:
    """One account."""
    found = registers.account(ref, request.now)
    audit.record(request.actor, request.now, "view_account", subject=found)
    profile = getattr(found.person, "lawyer", None)
    return show(
        request, "account.html", "accounts", account=found, facts=facts(found, request.now), profile=profile
    )


@page("administrator", methods=ACT)
def renew_password(request: Request, ref: str) -> HttpResponse:
    """Give a new one-time password to somebody who lost theirs."""
    found = registers.account(ref, request.now)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(request, form, operations.renew_password, ref=ref)
        if made is not None:
            return opened(request, made)
    return show_act(
        request,
        form,
        "accounts",
        title=_("重发一次性密码"),
        button=_("重发密码"),
        back=reverse("admin:account", args=[ref]),
        lead=_("原来的密码马上失效，已经登录的会退出。请当面或打电话核实是本人。"),
        facts=facts(found, request.now),
    )


@page("administrator", methods=ACT)
def close_account(request: Request, ref: str) -> HttpResponse:
    """Close the account of somebody who leaves."""
    found = registers.account(ref, request.now)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(request, form, operations.close_account, ref=ref) is not None:
        messages.success(request, _("账户已停用，岗位已全部收回。"))
        return redirect("admin:account", ref)
    return show_act(
        request,
        form,
        "accounts",
        title=_("停用账户"),
        button=_("停用账户"),
        back=reverse("admin:account", args=[ref]),
        lead=_("停用后马上不能登录，所有岗位同时收回。经手的记录都保留。停用后不能恢复，回来要另开账户。"),
        facts=facts(found, request.now),
        is_grave=True,
    )
