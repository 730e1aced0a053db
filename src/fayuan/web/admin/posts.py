"""The security administrator's pages of posts: who holds what since when, giving, ending."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.paging import sheet
from fayuan.matters import unmasking
from fayuan.people import registers
from fayuan.people.operations import end_post as end
from fayuan.people.operations import give_post as give
from fayuan.web.admin.forms import ConfirmForm, PostForm, ReviewForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.admin.words import facts, seen
from fayuan.web.shared.dates import full_day, local_day
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Leaf
from fayuan.web.shared.request import Request


@page("security")
def access_review(request: Request) -> HttpResponse:
    """Who holds what since when, and who has not signed in for ninety days: read every quarter."""
    asked, now = request.GET, request.now
    form = ReviewForm(asked)
    narrowed = form.cleaned_data if form.is_valid() else {}
    found = sheet(
        registers.posts(now, **narrowed), "id", before=asked.get("before", ""), after=asked.get("after", "")
    )
    audit.record(request.actor, now, "review_access", details={"shown": len(found.rows)})
    rows = [
        (post, seen(post.person.account, now), registers.is_unused(post.person.account, now))
        for post in found.rows
    ]
    leaf = Leaf(len(rows), before=found.before, after=found.after)
    return show(request, "posts.html", "access_review", form=form, rows=rows, leaf=leaf)


@page("security")
def unmasks(request: Request) -> HttpResponse:
    """Who has seen conspicuously many numbers whole within a day; not whose."""
    found = unmasking.alarms(request.now)
    audit.record(request.actor, request.now, "view_unmasks", details={"shown": len(found)})
    limits = {"alarm": unmasking.ALARM, "most": unmasking.MOST}
    return show(request, "unmasks.html", "access_review", rows=found, **limits)


@page("security")
def holder(request: Request, ref: str) -> HttpResponse:
    """One person's posts."""
    account = registers.account(ref, request.now)
    audit.record(request.actor, request.now, "view_posts", subject=account)
    about = facts(account, request.now)
    posts = registers.held_now(account)
    may_change = account.left_at is None and account.person_id != request.actor.person_id
    return show(
        request, "holder.html", "access_review", account=account, facts=about, posts=posts, may=may_change
    )


@page("security", methods=ACT)
def give_post(request: Request, ref: str) -> HttpResponse:
    """Give the owner of an account a post."""
    account = registers.account(ref, request.now)
    form = PostForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"role": form.cleaned_data["role"], "institution": form.cleaned_data["institution"].pk}
        if attempt(request, form, give, person=account.person_id, **given) is not None:
            messages.success(request, _("岗位已授予，下一次打开页面就生效。"))
            return redirect("admin:holder", ref)
    about = facts(account, request.now)
    back = reverse("admin:holder", args=[ref])
    return show_act(
        request, form, "access_review", title=_("授予岗位"), button=_("授予岗位"), back=back, facts=about
    )


@page("security", methods=ACT)
def end_post(request: Request, ref: str) -> HttpResponse:
    """End one post."""
    post = registers.post(ref, request.now)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    back = reverse("admin:holder", args=[post.person.account.ref])
    if form.is_valid() and attempt(request, form, end, ref=ref) is not None:
        messages.success(request, _("岗位已收回。"))
        return redirect(back)
    about = [
        Fact(_("姓名"), post.person.name, strong=True),
        Fact(_("岗位"), str(post.get_role_display())),
        Fact(_("单位"), post.institution.name),
        Fact(_("自"), full_day(local_day(post.since), local_day(request.now))),
    ]
    lead = _("收回后，凭这个岗位能看的案件马上看不到，手上没办完的请先交接。")
    words = _("收回岗位")
    return show_act(
        request,
        form,
        "access_review",
        title=words,
        button=words,
        back=back,
        lead=lead,
        facts=about,
        is_grave=True,
    )
