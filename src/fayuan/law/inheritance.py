"""What a region may do to a national rule: shorten an office's duty, lengthen a citizen's period; never the
reverse."""

from collections.abc import Sequence

from fayuan.law.places import NATION
from fayuan.law.rulefiles import Fault, Parameter


def inheritance_faults(entries: Sequence[Parameter]) -> list[Fault]:
    """The regional clocks that worsen a citizen's position against the national clock in force at their
    start."""
    nation = [entry for entry in entries if entry.region == NATION and entry.key.startswith("clock.")]
    regional = (entry for entry in entries if entry.region != NATION and entry.key.startswith("clock."))
    return [fault for entry in regional if (fault := _fault(entry, nation))]


def _fault(entry: Parameter, nation: Sequence[Parameter]) -> Fault | None:
    reason = ""
    for national in nation:
        if national.key == entry.key and _meet(entry, national):
            reason = reason or _reason(entry, national)
    return Fault(entry.source, entry.line, f"“{entry.key}”{reason}") if reason else None


def _meet(one: Parameter, other: Parameter) -> bool:
    """Whether two entries are in force on some common day."""
    begins = max(one.valid_from, other.valid_from)
    return one.covers(begins) and other.covers(begins)


def _reason(entry: Parameter, national: Parameter) -> str:
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
