"""What an authority tells after its notice: a change, a lawyer of the person's own, a refused one, another notice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fayuan.core.actor import Actor
from fayuan.core.errors import WrongState
from fayuan.intake import queries
from fayuan.intake.access import acts_for
from fayuan.intake.operations import change_notice, refuse_lawyer, renotice, report_own_lawyer
from fayuan.matters.models import Matter
from fayuan.matters.queries import timeline
from fayuan.web.authority.forms import ChangeForm, OwnLawyerForm, RefusedLawyerForm, RenoticeForm
from fayuan.web.authority.frame import show
from fayuan.web.authority.standing import STANDING
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.forms import ActForm, Words
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pairs import pairs_of
from fayuan.web.shared.pieces import Entry, Way
from fayuan.web.shared.request import Request
from fayuan.web.shared.timeline import entries


@dataclass(frozen=True)
class Act:
    """One act: its steps in the lifecycle, its words, form and operation, and what is said when it is done."""

    steps: Sequence[str]
    title: Words
    button: Words
    form: type[ActForm]
    change: Callable[..., Matter]
    said: Words


ACTS: Mapping[str, Act] = {
    "change": Act(
        ("change_notice",),
        _("通报变更"),
        _("通报法律援助机构"),
        ChangeForm,
        change_notice,
        _("变更已通报，律师会马上知道。"),
    ),
    "own-lawyer": Act(
        ("report_own_lawyer",),
        _("本人已自行委托律师"),
        _("通报法律援助机构"),
        OwnLawyerForm,
        report_own_lawyer,
        _("已通报，由法律援助机构依法决定是否终止。"),
    ),
    "refused": Act(
        ("refuse_lawyer",),
        _("本人拒绝指派的律师"),
        _("通报法律援助机构"),
        RefusedLawyerForm,
        refuse_lawyer,
        _("已通报法律援助机构。"),
    ),
    "again": Act(
        ("renotice", "renotice_ended"),
        _("再次通知指派"),
        _("发出通知"),
        RenoticeForm,
        renotice,
        _("通知已送达，三日内另行指派律师。"),
    ),
}


def ways(found: Matter, by: Actor) -> list[Way]:
    """The acts that the authority may take now, as links."""
    open_steps = set(acts_for(found, by))
    return [
        Way(str(act.title), reverse("authority:act", args=[found.ref, key]), "note")
        for key, act in ACTS.items()
        if open_steps & set(act.steps)
    ]


@page("authority", methods=("GET", "HEAD", "POST"))
def act(request: Request, ref: str, key: str) -> HttpResponse:
    """The page of one act: its form; sent, it goes to the operation."""
    found = queries.notice(ref, request.actor, request.now)
    known = ACTS[key]
    if request.method != "POST" and not set(known.steps) & set(acts_for(found, request.actor)):
        raise WrongState(str(_("这件通知现在不用再通报这一项。请回到通知页查看进展。")))
    sent = request.POST if request.method == "POST" else None
    today = local_day(request.now)
    form = known.form(sent, version=found.version, changed_at=found.changed_at, initial={"on": today})
    if form.is_valid():
        done = attempt(request, form, known.change, ref=ref, **told(key, form.given()))
        if done is not None:
            messages.success(request, str(known.said))
            return redirect("authority:notice", done.ref)
    context = {"matter": found, "title": known.title, "button": known.button, "form": form}
    stale = {
        "pairs": pairs_of(form, found, STANDING.get(known.form), today),
        "news": news(found, form, request),
    }
    return show(request, "act.html", "notices", status=form.status, **context, **stale)


def news(found: Matter, form: ActForm, request: Request) -> list[Entry]:
    """What has happened since a stale form was opened, as far as the authority may read it."""
    if not form.is_stale or form.seen is None:
        return []
    return entries(timeline(found, request.actor).filter(at__gt=form.seen))


def told(key: str, given: dict[str, Any]) -> dict[str, Any]:
    """The form's words as the operation wants them."""
    if key != "change":
        return given
    value = given["measure"] if given["what"] == "coercive_measure" else given["place"]
    return {"what": given["what"], "value": value, "on": given["on"]}
