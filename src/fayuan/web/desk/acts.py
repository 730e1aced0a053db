"""What can be done next with a matter: the desk's pages, each for the steps that it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fayuan.assignment.access import acts_for as of_assignment
from fayuan.assignment.access import may_wish
from fayuan.cases.access import acts_for as of_cases
from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed
from fayuan.intake.access import acts_for as of_intake
from fayuan.matters.models import Matter
from fayuan.matters.operations import check_step


@dataclass(frozen=True, slots=True)
class Act:
    """A page on which one of `steps` is taken.

    `is_next`: it carries the matter on, the others are by the way. `at_window`: it is written down for the
    applicant, which is the work of those who sit at the window.
    """

    name: str
    words: str | Promise
    steps: frozenset[str]
    is_next: bool = False
    is_grave: bool = False
    at_window: bool = False


def _next(name: str, words: Promise, *steps: str) -> Act:
    return Act(name, words, frozenset(steps), is_next=True)


def _other(name: str, words: Promise, step: str, *, is_grave: bool = False) -> Act:
    return Act(name, words, frozenset({step}), is_grave=is_grave)


def _for_them(name: str, words: Promise, *, is_grave: bool = False) -> Act:
    return Act(name, words, frozenset({name}), is_grave=is_grave, at_window=True)


ACTS: Sequence[Act] = (  # the first that is open to somebody is their one filled button
    _next("decide_objection", _("审查异议"), "decide_objection"),
    _next("replace", _("决定是否更换律师"), "keep"),
    _next("receive", _("受理，出具凭证"), "receive"),
    _next("examine", _("写审查意见"), "examine"),
    _next("decide", _("作出决定"), "grant", "refuse"),
    _next("resume", _("恢复援助"), "resume"),
    _next("assign", _("指派律师"), "assign"),
    _next("review_closing", _("审核结案材料"), "accept_closing", "return_closing"),
    _next("pay", _("支付补贴"), "pay"),
    _next("archive", _("归档"), "archive"),
    _other("ask_supplement", _("补正通知"), "ask_supplement"),
    _for_them("supplement", _("代收补充材料")),
    _other("redirect", _("转其他机构"), "redirect"),
    _other("grant_first", _("先行援助"), "grant_first"),
    _for_them("wish", _("登记对律师的意愿")),
    _for_them("ask_replacement", _("登记更换请求")),
    _other("replace", _("更换律师"), "replace"),
    _for_them("object", _("登记异议")),
    _for_them("next_stage", _("申请下一阶段")),
    _other("follow_up", _("回访"), "follow_up"),
    _other("reopen", _("重新打开案卷"), "reopen"),
    _other("ask_cooperation", _("发协作函"), "ask_cooperation"),
    _other("find_false_pledge", _("认定虚假承诺"), "find_false_pledge", is_grave=True),
    _for_them("withdraw", _("登记撤回"), is_grave=True),
    _other("suspend", _("中止援助"), "suspend", is_grave=True),
    _other("terminate", _("终止援助"), "terminate", is_grave=True),
)


@dataclass(frozen=True, slots=True)
class Way:
    """An act as the workspace shows it."""

    words: str | Promise
    url: str
    is_grave: bool


def open_to(matter: Matter, actor: Actor) -> list[Act]:
    """The acts that this person could take now, each page once: what is shown works."""
    steps = {*of_intake(matter, actor), *of_assignment(matter, actor), *of_cases(matter, actor)}
    steps |= {"wish"} if may_wish(actor, matter) else set()
    at_window = actor.has("clerk", matter.agency_id)
    acts: dict[str, Act] = {}
    for act in ACTS:
        if act.steps & steps and (at_window or not act.at_window):
            acts.setdefault(act.name, act)
    return list(acts.values())


def require_open(name: str, matter: Matter, actor: Actor) -> None:
    """Raise `WrongState` when the matter's state admits no step of the page, `NotAllowed` when they are
    not theirs.
    """
    if any(act.name == name for act in open_to(matter, actor)):
        return
    for step in sorted(step for act in ACTS if act.name == name for step in act.steps):
        check_step(matter, step)
    raise NotAllowed(gettext("这一步不属于您的岗位，或者现在不用办。请从案件页面进入。"))


def is_act(name: str) -> bool:
    """Whether a page of that name takes a step, as those beside it (propose, keep) do not on their own."""
    return any(act.name == name for act in ACTS)


def words_of(name: str) -> str:
    """What the act is called where people read it; nothing for a name that is none."""
    return next((str(act.words) for act in ACTS if act.name == name), "")


def ways(matter: Matter, acts: Sequence[Act]) -> tuple[Way | None, list[Way]]:
    """The one filled button, if anything carries the matter on, and the other acts as links."""
    made = [
        (act, Way(act.words, reverse(f"desk:{act.name}", args=[matter.ref]), act.is_grave)) for act in acts
    ]
    first = next((way for act, way in made if act.is_next), None)
    return first, [way for _act, way in made if way is not first]


def is_next_for(matter: Matter, actor: Actor) -> bool:
    """Whether the actor has a step to take that carries the matter on."""
    return any(act.is_next for act in open_to(matter, actor))
