"""A running period as a component shows it: shape, word and number, from the timer that counts it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fayuan.core.clock import SHANGHAI
from fayuan.matters.models import Timer
from fayuan.matters.timers import days_left
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.pieces import Clock, Level

SOON = 2  # days left from which a clock stands out
UNCHECKED = "待核实"


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
