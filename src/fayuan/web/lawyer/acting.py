"""What the pages of a lawyer's acts share: the form as sent or fresh, the page of the act, the way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from fayuan.core.errors import NotAllowed
from fayuan.matters.models import Matter
from fayuan.matters.operations import check_step
from fayuan.matters.queries import timeline
from fayuan.web.lawyer.frame import show
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.pieces import Entry
from fayuan.web.shared.request import Request
from fayuan.web.shared.timeline import entries
from fayuan.web.shared.words import about, whose

ACT = ("GET", "HEAD", "POST")


def done(request: Request, ref: str, said: str) -> HttpResponse:
    """Back to the case, with a sentence that says what was done."""
    messages.success(request, said)
    return redirect("lawyer:case", ref)


def show_act(
    request: Request,
    matter: Matter,
    form: ActForm,
    *,
    title: str,
    button: str,
    template: str = "act.html",
    **context: Any,
) -> HttpResponse:
    """The page of an act; a stale form stands beside what has changed since it was opened."""
    return show(
        request,
        template,
        "cases",
        status=form.status,
        matter=matter,
        form=form,
        title=title,
        button=button,
        whose=whose(matter),
        about=about(matter),
        changes=_changes(request, matter, form),
        **context,
    )


def _changes(request: Request, matter: Matter, form: ActForm) -> list[Entry]:
    """What has happened since a stale form was opened."""
    if not form.is_stale or form.seen is None:
        return []
    return entries(timeline(matter, request.actor).filter(at__gt=form.seen))


def require_step(matter: Matter, step: str, steps: tuple[str, ...], says: str) -> None:
    """Raise `WrongState` where the matter does not admit the step, `NotAllowed` where it is not the actor's."""
    if step not in steps:
        check_step(matter, step)
        raise NotAllowed(says)
