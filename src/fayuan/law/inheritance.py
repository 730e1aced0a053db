"""What a region may do to a national rule: add, shorten an office's duty, lengthen a citizen's period; never the
reverse. And that rules name only matters that some rule covers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from fayuan.law.places import NATION, upwards
from fayuan.law.rulefiles import FOREVER, Fault, Parameter
from fayuan.law.words import MATTERS

Find = Callable[[str, date, str], Parameter | None]
"""The entry of a key in force on a day in a place, or inherited there: `RuleBook.find`."""

_NOT_TO_BE_REPLACED = (
    "scope.",
    "exempt.",
    "no_means_test.",
    "urgency.ground.",
    "refusal.",
    "standing.",
    "fees.",
)
_NAMES_MATTERS = ("matters", "own_matters")


def inheritance_faults(entries: Sequence[Parameter], find: Find) -> list[Fault]:
    """The regional entries that worsen somebody's position against what the place would inherit without them, on any
    day on which they are in force."""
    begins: dict[str, list[Parameter]] = {}
    for entry in entries:
        begins.setdefault(entry.key, []).append(entry)
    regional = (entry for entry in entries if entry.region != NATION)
    return [fault for entry in regional if (fault := _fault(entry, begins[entry.key], find))]


def unknown_matters(entries: Sequence[Parameter]) -> list[Fault]:
    """The entries that name a matter which neither the law nor any rule of scope knows."""
    known = {
        *MATTERS,
        *(entry.key.removeprefix("scope.") for entry in entries if entry.key.startswith("scope.")),
    }
    return [
        Fault(entry.source, entry.line, f"“{entry.key}”里有不认识的事项“{matter}”")
        for entry in entries
        for matter in _matters(entry)
        if matter not in known
    ]


def _matters(entry: Parameter) -> Iterator[str]:
    for name in _NAMES_MATTERS:
        yield from entry.value.get(name, ())


def _fault(entry: Parameter, of_key: Sequence[Parameter], find: Find) -> Fault | None:
    above = upwards(entry.region)[1:]
    for day in _changes(entry, [other for other in of_key if other.region in above]):
        inherited = find(entry.key, day, above[0])
        holds = _is(entry, find(entry.key, day, entry.region))
        if holds and inherited is not None and (reason := _reason(entry, inherited)):
            return Fault(entry.source, entry.line, f"“{entry.key}”{reason}")
    return None


def _is(entry: Parameter, found: Parameter | None) -> bool:
    """Whether what was found is this entry: the book closes entries where the next begins, and holds copies."""
    if found is None:
        return False
    ours = (entry.layer, entry.source, entry.line, entry.valid_from)
    return ours == (found.layer, found.source, found.line, found.valid_from)


def _changes(entry: Parameter, above: Sequence[Parameter]) -> list[date]:
    """The days of an entry on which what it would inherit may become another: its first, and those on which an entry
    above begins, or has just ended."""
    ended = (each.valid_to + timedelta(days=1) for each in above if each.valid_to and each.valid_to < FOREVER)
    days = {entry.valid_from, *(each.valid_from for each in above), *ended}
    return sorted(day for day in days if entry.covers(day))


def _reason(entry: Parameter, inherited: Parameter) -> str:
    theirs = "全国规则" if inherited.region == NATION else "上级规则"
    if entry.key.startswith(_NOT_TO_BE_REPLACED):
        return f"是{theirs}，地方不得改写；地方增加的内容请另起名称"
    if entry.key.startswith("clock."):
        return _clock_reason(entry, inherited, theirs)
    if entry.key == "urgency.days_left" and entry.value["count"] < inherited.value["count"]:
        return f"少于{theirs}的 {inherited.value['count']} 日：地方只能放宽先行援助的条件"
    if entry.key.startswith("qualification.") and entry.value.get("years", 0) < inherited.value.get(
        "years", 0
    ):
        return f"短于{theirs}的 {inherited.value['years']} 年：地方不得降低承办人的条件"
    return ""


def _clock_reason(entry: Parameter, inherited: Parameter, called: str) -> str:
    own, theirs = entry.value, inherited.value
    if own["duty"] != theirs["duty"]:
        return f"的义务人与{called}不同"
    if "length" not in theirs:
        return ""
    if own["unit"] != theirs["unit"] or bool(own.get("roll")) != bool(theirs.get("roll")):
        return f"的计算单位或者顺延与{called}不同，无法比较长短"
    if own["duty"] == "office" and own["length"] > theirs["length"]:
        return f"长于{called}的 {theirs['length']}：地方只能缩短机构的办理期限"
    if own["duty"] == "citizen" and own["length"] < theirs["length"]:
        return f"短于{called}的 {theirs['length']}：地方只能延长当事人的期限"
    return ""
