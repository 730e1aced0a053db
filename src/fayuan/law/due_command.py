"""``fayuan law due``: when a clock runs out, step by step."""

import argparse
from datetime import date

from fayuan.law import asked
from fayuan.law.answering import print_json, print_lines
from fayuan.law.calendar import Calendar
from fayuan.law.clocks import Clock, clock, rule_of
from fayuan.law.deadlines import Due, due
from fayuan.law.pad import Unreadable
from fayuan.law.reasons import MARK_MEANS, Step
from fayuan.law.rules import RuleBook


def rule_id(written: str, book: RuleBook) -> str:
    """The id of a clock, however it is spelt: ``t01`` is T01."""
    names = book.keys()
    known = {key.removeprefix("clock.").lower(): key.removeprefix("clock.") for key in names}
    return known.get(written.lower(), rule_of(written))


def run(options: argparse.Namespace) -> int:
    """Answers ``due``."""
    book, region = options.book(), asked.region(options.region)
    rule = rule_id(options.rule, book)
    start = asked.moment(options.date)
    if (
        not (options.until or options.days is not None)
        and clock(rule, start.date(), region, book).unit == "set"
    ):
        return _by_notice(clock(rule, start.date(), region, book), options.json)
    without_hour = asked.is_day(options.date) and clock(rule, start.date(), region, book).unit == "H"
    found = due(
        rule,
        start,
        Calendar.official(),
        pauses=[asked.pause(text) for text in options.pause],
        days=options.days,
        until=asked.day(options.until) if options.until else None,
        region=region,
        book=book,
    )
    last: object = found.at if found.clock.unit == "H" else found.on
    steps, ends = found.steps, None if without_hour else found.at
    if without_hour:
        last, steps = _by_the_day(found, options.date)
    says = "".join(step.says for step in steps)
    if options.json:
        told = {"rule": rule, "due": last, "provisional": found.provisional, "steps": steps}
        return print_json(told | {"basis": found.basis, "mark": found.mark, "says": says, "ends_at": ends})
    return print_lines([says, f"依据：{found.basis}（{MARK_MEANS[found.clock.mark]}）"])


def _by_notice(found: Clock, as_json: bool) -> int:
    """A clock whose length stands in a notice, asked without it: the law gives no day."""
    says = (
        f"{found.name}：自{found.starts}起，期限由通知书或者当地规定确定，法律没有规定天数；"
        "请用 --until 写明所定的日期，或者用 --days 写明天数。"
    )
    step = Step(f"clock.{found.rule}", found.basis, says)
    if as_json:
        told = {"rule": found.rule, "due": None, "provisional": False, "steps": [step], "basis": found.basis}
        return print_json(told | {"mark": found.mark, "says": says, "ends_at": None})
    return print_lines([says, f"依据：{found.basis}（{MARK_MEANS[found.mark]}）"])


def _by_the_day(found: Due, written: str) -> tuple[date, tuple[Step, ...]]:
    """The day on which a clock of whole days in hours runs out, where nobody said at which hour it began."""
    if found.length % 24:
        raise Unreadable([f"“{found.rule}”按小时计算，起算时间要写到分，如 {written}T09:00。"])
    says = (
        f"{found.clock.name}：没有写起算的钟点。自 {found.start:%Y-%m-%d} 的那一刻起连续计算 {found.length} 小时，"
        f"到 {found.at:%Y-%m-%d} 的同一时刻为止，夜间和节假日照算。"
    )
    step = Step(
        f"clock.{found.rule}", found.basis, says, {"start": written, "length": found.length, "unit": "H"}
    )
    return found.at.date(), (step,)
