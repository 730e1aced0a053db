"""When a time limit runs out: start not counted, pauses added, then one roll to the next working day."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from fayuan.law.calendar import Calendar
from fayuan.law.clocks import NAMES, Clock, UnknownClock, clock, rule_of
from fayuan.law.places import NATION
from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook, national
from fayuan.law.shapes import UNITS

__all__ = ["NAMES", "Due", "UnknownClock", "due", "rule_of"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY_FREE = "民法典 201"
ROLLS = "民法典 203"
_ONE_DAY = timedelta(days=1)
_FURTHEST = date(2999, 12, 31)
_LONGEST = 36_525
"""What lies beyond is a slip of the pen: the longest period that the law knows is twenty years."""
_MIDNIGHT = time(tzinfo=SHANGHAI)

Pause = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out, and how that was reckoned.

    ``on`` is the last day (None where the law fixes none); ``at`` the instant from which it has run out: for
    day clocks 00:00 in Shanghai of the day after ``on``, for hour clocks the exact instant. ``provisional``:
    the official rest days of that time are not published, and nothing may lapse by it. ``stray``: a pause lies
    outside the time that was running.
    """

    clock: Clock
    start: datetime
    on: date | None
    at: datetime
    provisional: bool
    unrolled: date | None
    paused: int
    length: int
    fixed: date | None = None
    stray: bool = False

    @property
    def rule(self) -> str:
        """The id in the clock table."""
        return self.clock.rule

    @property
    def basis(self) -> str:
        """The instrument and article that set this limit."""
        return self.clock.basis

    @property
    def mark(self) -> str:
        """How far the wording of that article is known."""
        return self.clock.mark

    @property
    def steps(self) -> tuple[Step, ...]:
        """The reckoning, step by step."""
        return tuple(_steps(self))

    @property
    def says(self) -> str:
        """The reckoning in one sentence."""
        return "".join(step.says for step in self.steps)


def due(
    rule_id: str,
    start: datetime,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    days: int | None = None,
    until: date | None = None,
    region: str = NATION,
    book: RuleBook | None = None,
) -> Due:
    """When the clock ``rule_id`` (``T01``, or a name such as ``decide``) runs out.

    ``start`` is the aware moment of the trigger, ``pauses`` are pairs (day of the notice, day of the return),
    ``days`` another length than the table's, ``until`` a date fixed in a notice, which rolls too. Raises
    NotCovered where no rule was in force at the start, ValueError for what cannot be reckoned (the message is
    a sentence for people).
    """
    if start.tzinfo is None:
        raise ValueError("起算时间必须带时区。")
    local = start.astimezone(SHANGHAI)
    first = local.date()
    found = clock(rule_of(rule_id), first, region, book or national())
    length = found.length if days is None else days
    if length < 0:
        raise ValueError("期限长度不能是负数。")
    if length > _LONGEST or max(first, until or first, *(back for _, back in pauses)) > _FURTHEST:
        raise ValueError("日期太远或者天数太多，算不出来，请核对。")
    if until is not None:
        return _fixed(found, local, until, calendar)
    if found.unit == "H":
        return _hours(found, local, length, pauses)
    if found.unit in ("at_once", "none") or (found.unit == "set" and days is None):
        return _without_length(found, local)
    paused = paused_days(pauses)
    last, published = _last_day(found, first, length, calendar)
    last += timedelta(days=paused)
    reckoned = _rolled(found, local, last, calendar, paused=paused, length=length, published=published)
    return replace(reckoned, stray=True) if paused and _is_stray(pauses, first, last) else reckoned


def _is_stray(pauses: Sequence[Pause], first: date, last: date) -> bool:
    """Whether a pause begins before the clock does, or after it had run out: reckoned all the same, and said."""
    earliest, latest = sorted((first, last))
    return any(notice < earliest or notice > latest for notice, _ in pauses)


def paused_days(pauses: Sequence[Pause]) -> int:
    """How many days pauses take out: day of return less day of notice, overlapping pauses counted once."""
    total, reached = 0, date.min
    for notice, back in sorted(pauses):
        if back < notice:
            raise ValueError(f"扣除期间的结束日 {back:%Y-%m-%d} 早于开始日 {notice:%Y-%m-%d}。")
        total += max((back - max(notice, reached)).days, 0)
        reached = max(reached, back)
    return total


def _hours(found: Clock, start: datetime, length: int, pauses: Sequence[Pause]) -> Due:
    if pauses:
        raise ValueError(f"“{found.name}”按小时计算，连续计时，不扣除任何期间。")
    at = start + timedelta(hours=length)
    return Due(found, start, at.date(), at, False, at.date(), 0, length)


def _without_length(found: Clock, start: datetime) -> Due:
    if found.unit == "set":
        raise ValueError(f"“{found.name}”没有法定天数，请给出通知所定的日期。")
    return Due(found, start, None, start, False, None, 0, 0)


def _fixed(found: Clock, start: datetime, until: date, calendar: Calendar) -> Due:
    if found.unit == "H":
        raise ValueError(f"“{found.name}”按小时计算，不能另定日期。")
    if until < start.date():
        raise ValueError(f"所定日期 {until:%Y-%m-%d} 早于起算日 {start:%Y-%m-%d}。")
    day, published = calendar.working_day_from(until)
    return Due(found, start, day, _after(day), not published, until, 0, 0, until)


def _last_day(found: Clock, first: date, length: int, calendar: Calendar) -> tuple[date, bool]:
    """The last day before pauses and rolling, and whether the days counted over are published."""
    sign = -1 if found.before else 1
    if found.unit == "WD":
        return calendar.working_days_away(first, sign * length)
    if found.unit in ("D", "set"):
        return first + timedelta(days=sign * length), True
    months = length * (12 if found.unit == "Y" else 1)
    return corresponding_day(first, sign * months), True


def corresponding_day(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day where there is none (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rolled(
    found: Clock,
    start: datetime,
    last: date,
    calendar: Calendar,
    *,
    paused: int,
    length: int,
    published: bool,
) -> Due:
    on = last
    if found.rolls or (found.unit == "WD" and paused):
        on, seen = calendar.working_day_from(last)
        published = published and seen
    return Due(found, start, on, _after(on), not published, last, paused, length)


@lru_cache(maxsize=16_384)
def _after(day: date) -> datetime:
    """00:00 in Shanghai of the day after: the instant from which the day is over."""
    return datetime.combine(day + _ONE_DAY, _MIDNIGHT)


def _steps(found: Due) -> list[Step]:
    start = found.start
    if found.on is None:
        no_days = "，不是期限" if found.clock.unit == "none" else "起应当立即办理，法律没有规定天数"
        says = f"{found.clock.name}：{found.clock.starts}{no_days}。"
        return [Step(f"clock.{found.rule}", found.basis, says)]
    if found.clock.unit == "H":
        says = (
            f"{found.clock.name}：自 {start:%Y-%m-%d %H:%M} 起连续计算 {found.length} 小时，"
            f"到 {found.at:%Y-%m-%d %H:%M} 为止，夜间和节假日照算。"
        )
        return [Step(f"clock.{found.rule}", found.basis, says, {"start": f"{start:%Y-%m-%d %H:%M}"})]
    return [_count(found), *_pause_steps(found), *_roll_steps(found)]


def _count(found: Due) -> Step:
    inputs = {"start": found.start.date().isoformat(), "length": found.length, "unit": found.clock.unit}
    if found.fixed:
        says = f"{found.clock.name}：通知所定的日期是 {found.fixed:%Y-%m-%d}。"
        return Step(f"clock.{found.rule}", found.basis, says, {"until": found.fixed.isoformat()})
    assert found.unrolled is not None  # only clocks without a length have no last day
    last = found.unrolled - timedelta(days=found.paused)
    unit = UNITS["D" if found.clock.unit == "set" else found.clock.unit]
    way = (
        f"之前 {found.length} {unit}，最迟" if found.clock.before else f"的次日起算 {found.length} {unit}，到"
    )
    says = f"{found.clock.name}：自{found.clock.starts}（{found.start:%Y-%m-%d}）{way} {last:%Y-%m-%d}。"
    return Step(f"clock.{found.rule}", found.basis, says, inputs)


def _pause_steps(found: Due) -> list[Step]:
    if not found.paused:
        return []
    assert found.unrolled is not None  # as in _count
    says = f"其间 {found.paused} 日不计入，顺延到 {found.unrolled:%Y-%m-%d}。"
    if not found.clock.pauses:
        says += "条文没有写明这一期限可以扣除，请核对。"
    if found.stray:
        says += "有的扣除期间不在这一期限之内，请核对。"
    return [Step("pauses", found.basis, says, {"paused": found.paused})]


def _roll_steps(found: Due) -> list[Step]:
    assert found.on is not None  # as in _count
    assert found.unrolled is not None
    steps = []
    if found.on != found.unrolled:
        says = f"该日是休息日，以其后第一个工作日 {found.on:%Y-%m-%d} 为最后一日。"
        steps.append(
            Step("roll", ROLLS, says, {"from": found.unrolled.isoformat(), "to": found.on.isoformat()})
        )
    if found.provisional:
        says = "届时的放假安排尚未公布，这个日期是暂定的，公布后重新计算；在此之前不因它产生不利后果。"
        steps.append(Step("provisional", "全国年节及纪念日放假办法", says, {}, None))
    return steps
