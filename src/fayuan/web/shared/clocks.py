"""A running period as a component shows it: shape, word and number, from its timer; what it is called, and who may
know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.clock import SHANGHAI
from fayuan.law.clocks import NAMES
from fayuan.law.reasons import MARK_MEANS
from fayuan.matters.models import Timer
from fayuan.matters.timers import days_left
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.pieces import Clock, Level
from fayuan.web.shared.rules import rule_url

SOON = 2  # days left from which a clock stands out
UNCHECKED = "待核实"
Reader = Literal["lawyer", "recipient", "authority"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a clock is called, and who may know of it beside the office."""

    words: str | Promise
    told: frozenset[Reader] = frozenset()


def _known(words: str | Promise, *told: Reader) -> Known:
    return Known(words, frozenset(told))


CLOCKS: Mapping[str, Known] = {
    "decide": _known(gettext_lazy("决定"), "recipient"),
    "supplement": _known(gettext_lazy("补充材料"), "recipient"),
    "assign": _known(gettext_lazy("指派"), "recipient", "lawyer"),
    "reply_authority": _known(gettext_lazy("回复办案机关"), "lawyer", "authority"),
    "sign_agreement": _known(gettext_lazy("签委托协议"), "recipient", "lawyer"),
    # a recipient who asks for another lawyer would have to fear that the one they have reads it
    "decide_replacement": _known(gettext_lazy("决定是否更换"), "recipient"),
    "object_until": _known(gettext_lazy("提出异议"), "recipient", "lawyer"),
    "decide_objection": _known(gettext_lazy("审查异议"), "recipient", "lawyer"),
    "submit_closing": _known(gettext_lazy("交结案材料"), "lawyer"),
    "review_closing": _known(gettext_lazy("审核结案材料"), "lawyer"),
    "complete_papers": _known(gettext_lazy("补办手续"), "recipient", "lawyer"),
    "name_lawyer": _known(gettext_lazy("确定承办人"), "lawyer"),
    "cooperation": _known(gettext_lazy("函复协作函"), "lawyer"),
    "own_counsel": _known(gettext_lazy("被告人另行委托律师"), "lawyer", "authority"),
}


def clock_of(timer: Timer, now: datetime) -> Clock:
    """The clock of a timer: ‖ 停算, ■ 超期 1天, ■ 今天 17:30止, ▲ 临近 2天, ○ 充裕 6天."""
    unchecked = timer.mark == UNCHECKED
    if timer.status == Timer.Status.PAUSED:
        return Clock("rest", (_("停算"),), unchecked)
    left = days_left(timer, now)
    if timer.status == Timer.Status.RUN_OUT or timer.due_at <= now:
        return Clock("late", (_("超期"), _("%(days)d天") % {"days": max(-left, 1)}), unchecked)
    if left == 0:
        return Clock("late", (_("今天"), _until(timer.due_at)), unchecked)
    level: Level = "soon" if left <= SOON else "ok"
    word = _("临近") if level == "soon" else _("充裕")
    return Clock(level, (word, _("%(days)d天") % {"days": left}), unchecked)


def clock_till(at: datetime, now: datetime) -> Clock:
    """The clock of a moment that no timer counts, as an answer awaited: ■ 已过, ■ 今天 17:30止, ▲ 临近 1天."""
    left = (local_day(at) - local_day(now)).days
    if at <= now:
        return Clock("late", (_("已过"),))
    if left == 0:
        return Clock("late", (_("今天"), _until(at)))
    level: Level = "soon" if left <= SOON else "ok"
    word = _("临近") if level == "soon" else _("充裕")
    return Clock(level, (word, _("%(days)d天") % {"days": left}))


def _until(due_at: datetime) -> str:
    """17:30止; midnight is the end of the day before it."""
    last = (due_at - timedelta(microseconds=1)).astimezone(SHANGHAI)
    return (
        _("24:00止")
        if last.hour == 23 and last.minute == 59
        else f"{due_at.astimezone(SHANGHAI):%H:%M}{_('止')}"
    )


@dataclass(frozen=True, slots=True)
class Running:
    """One clock with its duty, article, last day and how far the article's wording is known; `url` leads to its
    rule."""

    duty: str
    basis: str
    url: str
    source: str
    until: date | None
    provisional: bool
    clock: Clock


def running(timers: Iterable[Timer], now: datetime) -> list[Running]:
    """The clocks of a matter as its page shows them, in the order given."""
    words = clock_words()
    return [
        Running(
            duty=words.get(timer.name, timer.name),
            basis=timer.basis,
            url=rule_url(f"clock.{timer.rule}", timer.matter.agency.division_id, local_day(timer.started_at)),
            source=MARK_MEANS["○"] if timer.mark == "○" else "",
            until=timer.due_on,
            provisional=timer.provisional,
            clock=clock_of(timer, now),
        )
        for timer in timers
    ]


def clock_words() -> Mapping[str, str]:
    """What the clocks of the law are called where people read them, by their names."""
    words = {name: str(known.words) for name, known in CLOCKS.items()}
    return words | {rule: words[name] for name, rule in NAMES.items() if name in words}


def told_to(reader: Reader, timers: Iterable[Timer]) -> list[Timer]:
    """Those clocks of which the reader may know, in the order given; one that nobody knows is the office's alone."""
    return [timer for timer in timers if timer.name in CLOCKS and reader in CLOCKS[timer.name].told]
