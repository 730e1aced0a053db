"""What a region may do to a national rule: add, shorten an office's duty, lengthen a citizen's period; never the
reverse. And that rules name only matters that some rule covers."""

from collections.abc import Iterator, Sequence

from fayuan.law.places import NATION
from fayuan.law.rulefiles import Fault, Parameter
from fayuan.law.words import MATTERS

_NOT_TO_BE_REPLACED = ("scope.", "exempt.", "no_means_test.", "urgency.ground.", "refusal.")
_NAMES_MATTERS = ("matters", "own_matters")


def inheritance_faults(entries: Sequence[Parameter]) -> list[Fault]:
    """The regional entries that worsen somebody's position against a national entry in force at the same time."""
    nation: dict[str, list[Parameter]] = {}
    for entry in entries:
        if entry.region == NATION:
            nation.setdefault(entry.key, []).append(entry)
    regional = (entry for entry in entries if entry.region != NATION)
    return [fault for entry in regional if (fault := _fault(entry, nation.get(entry.key, ())))]


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


def _fault(entry: Parameter, nation: Sequence[Parameter]) -> Fault | None:
    reasons = (_reason(entry, national) for national in nation if _meet(entry, national))
    reason = next((reason for reason in reasons if reason), "")
    return Fault(entry.source, entry.line, f"“{entry.key}”{reason}") if reason else None


def _meet(one: Parameter, other: Parameter) -> bool:
    """Whether two entries are in force on some common day."""
    begins = max(one.valid_from, other.valid_from)
    return one.covers(begins) and other.covers(begins)


def _reason(entry: Parameter, national: Parameter) -> str:
    if entry.key.startswith(_NOT_TO_BE_REPLACED):
        return "是全国规则，地方不得改写；地方增加的内容请另起名称"
    if entry.key.startswith("clock."):
        return _clock_reason(entry, national)
    if entry.key == "urgency.days_left" and entry.value["count"] < national.value["count"]:
        return f"少于全国规则的 {national.value['count']} 日：地方只能放宽先行援助的条件"
    if entry.key.startswith("qualification.") and entry.value.get("years", 0) < national.value.get(
        "years", 0
    ):
        return f"短于全国规则的 {national.value['years']} 年：地方不得降低承办人的条件"
    return ""


def _clock_reason(entry: Parameter, national: Parameter) -> str:
    own, theirs = entry.value, national.value
    if own["duty"] != theirs["duty"]:
        return "的义务人与全国规则不同"
    if "length" not in theirs:
        return ""
    if own["unit"] != theirs["unit"] or bool(own.get("roll")) != bool(theirs.get("roll")):
        return "的计算单位或者顺延与全国规则不同，无法比较长短"
    if own["duty"] == "office" and own["length"] > theirs["length"]:
        return f"长于全国规则的 {theirs['length']}：地方只能缩短机构的办理期限"
    if own["duty"] == "citizen" and own["length"] < theirs["length"]:
        return f"短于全国规则的 {theirs['length']}：地方只能延长当事人的期限"
    return ""
