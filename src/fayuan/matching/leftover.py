"""Why a case of a batch is left over: the rules in the way, and how many people each keeps from it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fayuan.law.qualification import Exclusion

RULES: Mapping[str, str] = {
    "not_qualified": "办案资格",
    "conflict_of_interest": "利益冲突",
    "on_leave": "休假",
    "at_capacity": "每周上限",
    "language": "语言",
    "wish": "受援人的意愿",
    "declined": "已经谢绝",
}


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A case (by its place in the list) that nobody gets; `rules` says how many people each rule keeps from it, and
    `alone` how many are kept by that rule alone."""

    case: int
    says: str
    rules: Mapping[str, int]
    alone: Mapping[str, int]


def why_left(case: int, people: Iterable[tuple[Exclusion, ...]]) -> LeftOver:
    """The rules in conflict, from every reason against everybody."""
    rules, alone, able = Counter[str](), Counter[str](), 0
    for reasons in people:
        codes = {reason.code for reason in reasons}
        rules.update(codes)
        able += not codes
        if len(codes) == 1:
            alone.update(codes)
    if able:
        says = f"有{able}人可以承办，但都排满了，或者已经接了同案的另一方。规则没有放宽。"
    elif alone:
        only = "、".join(f"{RULES.get(code, code)}（{count}人）" for code, count in alone.most_common())
        says = f"没有人可以承办。只差一条的：{only}。规则没有放宽。"
    else:
        said = "、".join(f"{RULES.get(code, code)}（{count}人）" for code, count in rules.most_common())
        says = f"没有人可以承办：{said}。规则没有放宽。" if said else "名册里没有人。"
    return LeftOver(case, says, dict(rules), dict(alone))
