"""The views of the worklist: which states each shows, and whose work they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fayuan.core.actor import Actor
from fayuan.matters.worklists import ENDED, OPEN
from fayuan.people.models import DESK_ROLES

Words = str | Promise


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at an office's matters: its states, the posts whose work they are, and a span of due moments.

    `mine` are the words for those who hold one of the posts. Without posts it is nobody's work, only a look.
    """

    key: str
    words: Words
    states: frozenset[str]
    roles: frozenset[str] = frozenset()
    mine: Words = ""
    span: str = ""
    counted: bool = True

    def words_for(self, actor: Actor) -> str:
        """The view's name as this person reads it."""
        return str(self.mine if self.mine and self.is_mine(actor) else self.words)

    def is_mine(self, actor: Actor) -> bool:
        """Whether the actor holds a post whose work this is."""
        return any(role in self.roles for role, _place in actor.posts)


def _view(key: str, words: Words, states: str, roles: str = "", mine: Words = "") -> View:
    return View(key, words, frozenset(states.split()), frozenset(roles.split()), mine)


AGENCY: Sequence[View] = (
    _view("new", _("新收到"), "submitted", "clerk"),
    _view("supplement", _("等申请人补正"), "awaiting_supplement"),
    _view("examine", _("等审查"), "received", "examiner", _("等我审查")),
    _view("decide", _("等决定"), "examined corrected", "approver", _("等我决定")),
    _view("assign", _("等指派"), "awaiting_assignment", "assigner", _("等我指派")),
    _view("answer", _("等律师答复、签约"), "assigned"),
    _view("handling", _("承办中"), "handling suspended"),
    _view("closing", _("结案材料待看"), "closing", "closing_reviewer"),
    _view("settle", _("待支付、归档"), "closed terminated", "finance closing_reviewer"),
    _view("objected", _("异议审查中"), "objected"),
    View("late", _("超期"), OPEN, span="late"),
    View("ended", _("已决、已办结"), ENDED, counted=False),
)
BUREAU: Sequence[View] = (_view("objections", _("异议审查"), "objected", "bureau", _("等我审查的异议")),)
COUNTED = frozenset[str]().union(*(view.states for view in (*AGENCY, *BUREAU) if view.counted))
SEALED = View("sealed", _("封存的案件"), OPEN | ENDED)  # seen by the agency's heads and whoever is named
NEAR = _("今天和近期")
WAITING = frozenset({"awaiting_supplement", "suspended", "objected"})  # nothing runs against the office


def works_at_agency(actor: Actor) -> bool:
    """Whether the actor holds a desk post at an agency."""
    return any(role in DESK_ROLES for role, _place in actor.posts)


def first(actor: Actor) -> View:
    """The view one begins with: all that is this person's work; the bureau's objections where that is
    their work.
    """
    if not works_at_agency(actor) and actor.has("bureau"):
        return BUREAU[0]
    states = frozenset[str]().union(*(view.states for view in AGENCY if view.is_mine(actor)))
    return View("", NEAR, states or OPEN - WAITING)


def find(key: str, actor: Actor) -> View:
    """The view of that key among those of the actor's offices, or the one to begin with."""
    own = (*((*AGENCY, SEALED) if works_at_agency(actor) else ()), *(BUREAU if actor.has("bureau") else ()))
    return next((view for view in own if view.key == key), first(actor))
