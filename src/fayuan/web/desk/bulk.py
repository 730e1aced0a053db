"""Acts on many matters at once, those that ask for nothing but the act: each row with its own result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.assignment.operations import propose_lawyer
from fayuan.cases.operations import archive_case
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Refusal
from fayuan.intake.operations import receive_application
from fayuan.matters.access import seen_by
from fayuan.matters.worklists import numbered
from fayuan.web.desk.frame import show
from fayuan.web.desk.scope import at_desk
from fayuan.web.shared.forms import Words
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

MOST = 100


@dataclass(frozen=True, slots=True)
class Bulk:
    """An act for many rows: its words, the operation, whose work it is, in which states it is offered."""

    words: Words
    change: Callable[..., object]
    role: str
    states: frozenset[str]


ACTS: Mapping[str, Bulk] = {
    "receive": Bulk(gettext_lazy("受理"), receive_application, "clerk", frozenset({"submitted"})),
    "propose": Bulk(
        gettext_lazy("列出推荐名单"), propose_lawyer, "assigner", frozenset({"awaiting_assignment"})
    ),
    "archive": Bulk(
        gettext_lazy("归档"), archive_case, "closing_reviewer", frozenset({"closed", "terminated", "upheld"})
    ),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row."""

    number: str
    url: str
    says: str
    is_done: bool


def offered(states: frozenset[str], actor: Actor) -> list[tuple[str, Words]]:
    """The acts that fit a view's states and this person's posts."""
    return [(name, act.words) for name, act in ACTS.items() if act.states & states and actor.has(act.role)]


@page("desk", methods=("POST",))
def bulk(request: Request) -> HttpResponse:
    """Take the act for every ticked row, each in a transaction of its own; show what became of each."""
    act = ACTS.get(request.POST.get("act", ""))
    refs = list(dict.fromkeys(request.POST.getlist("row")))[:MOST]
    if act is None or not refs:
        raise BadInput({"row": _("请先勾选要办的件，再选怎么办。")})
    results = [attempt_one(request, act, ref, number) for ref, number in numbers(request, refs).items()]
    done = sum(result.is_done for result in results)
    return show(request, "bulk.html", "todo", title=act.words, results=results, done=done)


def numbers(request: Request, refs: list[str]) -> dict[str, str]:
    """The short numbers of those matters that the desk sees, in the order in which they were ticked."""
    seen = seen_by(at_desk(request.actor), request.now).filter(ref__in=refs)
    found = {matter.ref: numbered(matter) for matter in seen}
    return {ref: found[ref] for ref in refs if ref in found}


def attempt_one(request: Request, act: Bulk, ref: str, number: str) -> Result:
    """One row: done, or the sentence that says why not."""
    url = reverse("desk:workspace", args=[ref])
    once = request.POST.get("once_key")
    by = request.actor.with_key(f"{once}-{ref}"[:80] if once else None)
    try:
        act.change(ref=ref, by=by, now=request.now)
    except Refusal as refusal:
        return Result(number, url, refusal.says, is_done=False)
    return Result(number, url, _("已办"), is_done=True)
