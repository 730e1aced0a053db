"""What the pages of acts share: open the matter for an act, fill its form, show it (again), leave when it
is done.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Textarea
from django.http import HttpResponse
from django.shortcuts import redirect

from fayuan.core.errors import WrongState
from fayuan.matters import unsent
from fayuan.matters.models import Matter
from fayuan.matters.queries import open_timers, timeline
from fayuan.web.desk import acts, facts, verdict
from fayuan.web.desk.company import company
from fayuan.web.desk.frame import show, typed, uploaded
from fayuan.web.desk.scope import at_desk, opened
from fayuan.web.desk.standing import STANDING
from fayuan.web.desk.trail import trail
from fayuan.web.shared import pieces
from fayuan.web.shared.clocks import clock_of
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import attempt
from fayuan.web.shared.pairs import pairs_of
from fayuan.web.shared.request import Request
from fayuan.web.shared.timeline import entries
from fayuan.web.shared.words import about, whose

F = TypeVar("F", bound=ActForm)
ACT = ("GET", "HEAD", "POST")


def opened_for(request: Request, ref: str, name: str) -> Matter:
    """The matter for the page of that act; 403 when the act is not this person's, 409 when it is not yet its time.

    A form that is sent late goes on to the operation, which knows a double click and says what has changed.
    """
    matter = opened(request, ref)
    try:
        acts.require_open(name, matter, request.actor)
    except WrongState:
        if request.method != "POST":
            raise
    return matter


def kept(matter: Matter) -> dict[str, Any]:
    """What a form remembers of the matter as it stands."""
    return {"version": matter.version, "changed_at": matter.changed_at}


def filled(request: Request, form: type[F], matter: Matter, **given: Any) -> F:
    """The form as it was sent, or fresh; it remembers the matter as it stands now."""
    made = form(typed(request), uploaded(request), **kept(matter), **given)
    if not made.is_bound:
        bring_back(request, made, matter)
    return made


def bring_back(request: Request, form: ActForm, matter: Matter) -> None:
    """Put long texts back that the person typed here and never sent."""
    found = unsent.find(matter, request.actor, request.now, doing=act_of(request))
    if found is None:
        return
    for name, field in form.fields.items():
        if isinstance(field.widget, Textarea) and found.texts.get(name):
            form.initial[name], form.brought_back = found.texts[name], found.kept_at


def sent(request: Request, form: ActForm, change: Callable[..., object], /, **given: object) -> bool:
    """Whether the form was sent, is right, and the operation has taken what was typed."""
    return form.is_valid() and attempt(request, form, change, **form.given(), **given) is not None


def done(request: Request, matter: Matter, said: str) -> HttpResponse:
    """Back to the matter, with a sentence that says what was done; what was kept of the form has been sent."""
    unsent.drop(matter, request.actor, doing=act_of(request))
    messages.success(request, said)
    return redirect("desk:workspace", matter.ref)


def show_act(
    request: Request,
    matter: Matter,
    form: ActForm,
    *,
    title: str,
    button: str,
    template: str = "act.html",
    after: Sequence[str] = (),
    is_grave: bool = False,
    **context: object,
) -> HttpResponse:
    """The page of an act: what one needs to know on one side, the form on the other.

    `after` says what happens once it is sent. A stale form stands beside what has changed since it was
    opened; where a colleague has filled the same fields, with both values.
    """
    return show(
        request,
        template,
        "todo",
        status=form.status,
        form=form,
        title=title,
        button=button,
        kind="danger" if is_grave else "",
        after=after,
        news=news(request, matter, form),
        pairs=pairs_of(form, matter, STANDING.get(type(form)), local_day(request.now)),
        is_over=form.is_stale and is_over(request, matter),
        company=company(request, matter, act_of(request)),
        **head(matter),
        **beside(request, matter),
        **context,
    )


def news(request: Request, matter: Matter, form: ActForm) -> list[pieces.Entry]:
    """What has happened since a stale form was opened."""
    if not form.is_stale or form.seen is None:
        return []
    return entries(timeline(matter, at_desk(request.actor)).filter(at__gt=form.seen))


def is_over(request: Request, matter: Matter) -> bool:
    """Whether the act of this page is not this person's any more: a colleague has taken it."""
    name = act_of(request)
    return acts.is_act(name) and all(act.name != name for act in acts.open_to(matter, request.actor))


def act_of(request: Request) -> str:
    """The name of the page that was asked for, which is that of its act."""
    match = request.resolver_match
    return (match.url_name if match else "") or ""


def head(matter: Matter) -> dict[str, object]:
    """What every page of a matter says first: number, whose, what about, and how far it has come."""
    return {"matter": matter, "whose": whose(matter), "about": about(matter), "trail": trail(matter)}


def beside(request: Request, matter: Matter) -> dict[str, object]:
    """What stands beside the form: the case, the verdict in full, the nearest clock."""
    last = matter.assessments.order_by("-id").first()
    timer = open_timers(matter).first()
    given = getattr(matter, "application", None)
    return {
        "case": facts.case(matter, given, local_day(request.now)),
        "assessment": last,
        "outcome": verdict.outcome(last) if last else "",
        "findings": verdict.findings(last, full=True) if last else [],
        "articles": verdict.articles(last) if last else [],
        "due": clock_of(timer, request.now) if timer else None,
    }
