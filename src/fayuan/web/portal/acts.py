"""What the applicant can do about a matter now: the one thing that waits for them, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.assignment.access import acts_for as of_assignment
from fayuan.assignment.access import may_wish
from fayuan.assignment.queries import open_choice
from fayuan.cases.access import may_rate
from fayuan.core.actor import Actor
from fayuan.dossier.signatures import waiting_for
from fayuan.intake.access import acts_for as of_intake
from fayuan.law.lifecycles import STATES
from fayuan.matters.models import Matter, Timer
from fayuan.web.portal.until import by_day, by_moment
from fayuan.web.shared.clocks import clock_of, clock_till
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.pieces import Clock, Way


@dataclass(frozen=True, slots=True)
class NextAct:
    """The one thing to do now, with its clock where one runs."""

    title: str
    words: Sequence[str]
    button: str
    url: str
    clock: Clock | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """What waits for the applicant, what else is open, and whether the application can be taken back."""

    first: NextAct | None
    ways: Sequence[Way]
    can_withdraw: bool


def acts_of(matter: Matter, clocks: Sequence[Timer], by: Actor, now: datetime) -> Acts:
    """The acts that the matter's state and the actor's place in it admit; each of them works."""
    steps = frozenset({*of_intake(matter, by), *of_assignment(matter, by)})
    by_name = {timer.name: timer for timer in clocks}
    rates = may_rate(by, matter)
    first = (
        _sign(matter, by, now) or _first(matter, steps, by_name, now) or (_rate(matter) if rates else None)
    )
    return Acts(first, _ways(matter, steps, may_wish(by, matter)), "withdraw" in steps)


def _first(matter: Matter, steps: frozenset[str], clocks: dict[str, Timer], now: datetime) -> NextAct | None:
    if "choose" in steps:
        return _choose(matter, now)
    if "supplement" in steps:
        words = (_("还缺材料，一次补齐就行。"), _("可以拍照上传，也可以交到窗口。"))
        clock = clocks.get("supplement") or clocks.get("complete_papers")
        return _next(matter, "supplement", _("请您补交材料"), words, _("去补交"), clock, now)
    if "object" in steps:
        can = (_("不同意这个决定，可以向司法局提出异议。"),)
        clock = clocks.get("object_until")
        return _next(matter, "object", _("您可以提出异议"), can, _("提出异议"), clock, now)
    return None


def _sign(matter: Matter, by: Actor, now: datetime) -> NextAct | None:
    """Sign the paper that waits for one's signature."""
    asked = waiting_for(by, now).filter(paper__matter=matter).select_related("paper").first()
    if asked is None:
        return None
    words = (_("请签：%(paper)s") % {"paper": asked.paper.name}, _("在手机上看完就能签，不用跑一趟。"))
    until = by_day(local_day(asked.good_until), local_day(now))
    url = reverse("paper", args=[asked.paper.ref])
    return NextAct(_("有文书等您签名"), words, _("去看，去签"), url, clock_till(asked.good_until, now), until)


def _rate(matter: Matter) -> NextAct:
    """Say how one was helped: nothing depends on it, and no clock runs."""
    words = (_("您满意吗？说一句就行。"), _("律师办完案以前看不到。"))
    return NextAct(_("请您评价律师"), words, _("去评价"), reverse("portal:rate", args=[matter.ref]))


def _choose(matter: Matter, now: datetime) -> NextAct:
    """Choose a lawyer while the choice is open."""
    words = (_("有律师可以接您的事。"), _("不选，中心会替您选。"))
    act = _next(matter, "choose", _("请您选一位律师"), words, _("去选律师"), None, now)
    choice = open_choice(matter)
    if choice is None:
        return act
    return replace(act, clock=clock_till(choice.until, now), until=by_moment(choice.until, now))


def _next(
    matter: Matter,
    page: str,
    title: str,
    words: Sequence[str],
    button: str,
    timer: Timer | None,
    now: datetime,
) -> NextAct:
    url = reverse(f"portal:{page}", args=[matter.ref])
    if timer is None:
        return NextAct(title, words, button, url)
    until = by_day(timer.due_on, local_day(now)) if timer.due_on else ""
    return NextAct(title, words, button, url, clock_of(timer, now), until)


def _ways(matter: Matter, steps: frozenset[str], wishes: bool) -> list[Way]:
    ways = []
    if wishes and "choose" not in steps:
        url = reverse("portal:wish", args=[matter.ref])
        ways.append(Way(_("说说想要什么样的律师"), url, "ask", _("女律师、男律师，或者认识的律师")))
    if STATES[matter.state].phase in {"application", "aid"} and "supplement" not in steps:
        url = reverse("portal:add_files", args=[matter.ref])
        ways.append(Way(_("再交材料"), url, "file", _("可以拍照")))
    ways.append(Way(_("留言"), reverse("portal:messages", args=[matter.ref]), "mail", _("写给律师或者中心")))
    if "ask_replacement" in steps:
        url = reverse("portal:replacement", args=[matter.ref])
        ways.append(Way(_("请求换一位律师"), url, "ask", _("五日内答复您")))
    ways.append(
        Way(_("投诉"), reverse("portal:complain", args=[matter.ref]), "ask", _("律师或者工作人员做得不对"))
    )
    if "next_stage" in steps:
        url = reverse("portal:next_stage", args=[matter.ref])
        ways.append(Way(_("接着打官司，申请下一阶段"), url, "arrow", _("不用重新填写")))
    agency = matter.agency
    if agency.phone:
        ways.append(
            Way(_("打电话给中心"), f"tel:{agency.phone}", "phone", f"{agency.phone}　{agency.address}")
        )
    return ways
