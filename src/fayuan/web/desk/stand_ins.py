"""Pages of stand-ins: who does the work of an absent colleague, from which day to which."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fayuan.people.models import DESK_ROLES, Post
from fayuan.people.operations import end_stand_in, name_stand_in
from fayuan.people.queries import desk_posts, lendable
from fayuan.people.queries import stand_ins as standing
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.forms.stand_ins import StandInForm
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


@page("desk", methods=ACT)
def stand_ins(request: Request) -> HttpResponse:
    """Who stands in at the actor's agencies, now and in the days to come; whoever may names another."""
    posts = lendable(request.actor.person, request.now)
    form = StandInForm(typed(request), posts=choices(posts), people=colleagues(request, posts))
    if sent(request, form, name_stand_in):
        messages.success(request, _("代班已经安排。到时候自动开始，到期自动结束。"))
        return redirect("desk:stand_ins")
    places = [place for role, place in request.actor.posts if role in DESK_ROLES]
    ours = {post.pk for post in posts}
    rows = [(each, each.stands_in_for_id in ours) for each in standing(places, request.now)]
    return show(
        request, "stand_ins.html", "todo", status=form.status, form=form, rows=rows, may_name=bool(posts)
    )


@page("desk", methods=("POST",))
def end(request: Request, ref: str) -> HttpResponse:
    """End one before its day."""
    end_stand_in(ref=ref, by=request.actor, now=request.now)
    messages.success(request, _("代班已经结束。"))
    return redirect("desk:stand_ins")


def choices(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """The posts that may be lent: 审批岗 马某."""
    return [(post.ref, f"{post.get_role_display()}　{post.person.name}") for post in posts]


def colleagues(request: Request, posts: Iterable[Post]) -> list[tuple[str, str]]:
    """Those who work at the same desks, but for the actor: nobody lends anything to themself."""
    places = sorted({post.institution_id for post in posts})
    held = [post for place in places for post in desk_posts(place, request.now)]
    people = {
        str(post.person_id): post.person.name for post in held if post.person_id != request.actor.person_id
    }
    return sorted(people.items(), key=lambda pair: pair[1])


def lent_to(request: Request) -> list[Post]:
    """What the actor does for absent colleagues at this moment."""
    places = [place for _role, place in request.actor.stands_in]
    lent = standing(places, request.now) if places else ()
    return [each for each in lent if each.person_id == request.actor.person_id and each.since <= request.now]
