"""The clock table as rules of law: how long, in which unit, whether the last day rolls, whom it binds."""

from dataclasses import dataclass
from datetime import date

from fayuan.law.places import NATION
from fayuan.law.reasons import Mark
from fayuan.law.rules import NotCovered, RuleBook

NAMES = {
    "decide": "T01",
    "supplement": "T03",
    "assign": "T04",
    "reply_authority": "T07",
    "sign_agreement": "T12",
    "decide_replacement": "T13",
    "object_until": "T14",
    "decide_objection": "T15",
    "submit_closing": "T18",
    "review_closing": "T19",
    "complete_papers": "T20",
    "cooperation": "T23",
}
"""The names that the rooms and stories use for clocks. ``assign`` is T04 after a decision, T07 after a
notice."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit as it stood on a day in a region; ``length`` counts ``unit``s and is 0 where none is
    fixed."""

    rule: str
    name: str
    length: int
    unit: str
    rolls: bool
    before: bool
    pauses: bool
    duty: str
    starts: str
    effect: str
    basis: str
    mark: Mark


class UnknownClock(NotCovered):
    """No clock of this id is in the rule set at all."""

    def __init__(self, rule: str, on: date, region: str) -> None:
        super().__init__(f"clock.{rule}", on, region)
        self.says = f"没有编号为“{rule}”的期限规则；编号如 T01、T16a、D04、C01。"


def rule_of(name: str, *, by_notice: bool = False) -> str:
    """The clock id for a name of the table above, or the id itself; ``assign`` after a notice is T07."""
    if name == "assign" and by_notice:
        return "T07"
    return NAMES.get(name, name)


_CLOCKS: dict[tuple[str, str, date, str], Clock] = {}


def clock(rule: str, on: date, region: str, book: RuleBook) -> Clock:
    """The clock in force on the day it starts; raises NotCovered before its instrument came into force."""
    asked = (book.hash, rule, on, region)
    try:
        return _CLOCKS[asked]
    except KeyError:
        if len(_CLOCKS) > 65_536:
            _CLOCKS.clear()
        found = _CLOCKS[asked] = _read(rule, on, region, book)
        return found


def _read(rule: str, on: date, region: str, book: RuleBook) -> Clock:
    if not book.history(f"clock.{rule}"):
        raise UnknownClock(rule, on, region)
    entry = book.value(f"clock.{rule}", on, region or NATION)
    value = entry.value
    return Clock(
        rule,
        value["name"],
        value.get("length", 0),
        value["unit"],
        value.get("roll", False),
        value.get("before", False),
        bool(value.get("pauses")),
        value["duty"],
        value["starts"],
        value.get("effect", ""),
        entry.basis,
        entry.mark,
    )
