"""The security administrator's pages of tokens: which system of which authority may send notices by machine."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.paging import sheet
from fayuan.people import registers
from fayuan.people.models import ApiToken
from fayuan.people.operations import end_token as end
from fayuan.people.operations import make_token as make
from fayuan.web.admin.forms import ConfirmForm, TokenForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request


@page("security")
def tokens(request: Request) -> HttpResponse:
    """All tokens, the newest first, those that have ended too."""
    asked, today = request.GET, local_day(request.now)
    found = sheet(registers.tokens(), "-id", before=asked.get("before", ""), after=asked.get("after", ""))
    rows = [(each, last_day(each, today), used(each, today), each.until > request.now) for each in found.rows]
    leaf = Leaf(len(rows), before=found.before, after=found.after)
    return show(request, "tokens.html", "tokens", rows=rows, leaf=leaf)


def last_day(token: ApiToken, today: date) -> str:
    """The last day on which it works, or worked."""
    return day(local_day(token.until - timedelta(microseconds=1)), today)


def used(token: ApiToken, today: date) -> str:
    """The last day it was used."""
    return day(token.used_on, today) if token.used_on else _("没有用过")


@page("security", methods=ACT)
def make_token(request: Request) -> HttpResponse:
    """Make a token; it stands on the answer and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.given()
        made = attempt(request, form, make, **given | {"institution": given["institution"].pk})
        if made is not None:
            return show(request, "token.html", "tokens", token=made, secret=made.secret)
    lead = _("令牌相当于这个机关的钥匙：凭它能发通知、看本机关的通知，别的都不能。")
    back, words = reverse("admin:tokens"), _("生成令牌")
    return show_act(request, form, "tokens", title=words, button=words, back=back, lead=lead)


@page("security", methods=ACT)
def end_token(request: Request, ref: str) -> HttpResponse:
    """End a token at once."""
    token = registers.token(ref, request.now)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(request, form, end, ref=ref) is not None:
        messages.success(request, _("令牌已作废。"))
        return redirect("admin:tokens")
    about = [Fact(_("办案机关"), token.institution.name, strong=True), Fact(_("系统"), token.name)]
    back, words = reverse("admin:tokens"), _("作废令牌")
    lead = _("作废后，用它的系统马上连不上。")
    return show_act(
        request, form, "tokens", title=words, button=words, back=back, lead=lead, facts=about, is_grave=True
    )
