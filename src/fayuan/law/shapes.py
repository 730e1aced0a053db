"""What each kind of rule may contain: the shapes against which entries of rule files are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fayuan.law.money import fen, ratio
from fayuan.law.places import NATION
from fayuan.law.words import AUTHORITIES, DISABILITIES, FORMS, GROUPS, HARDSHIPS, STAGES

UNITS = {
    "D": "日",
    "WD": "个工作日",
    "H": "小时",
    "M": "个月",
    "Y": "年",
    "at_once": "立即",
    "set": "通知所定",
    "none": "",
}
DUTIES = {"office": "机构", "citizen": "当事人"}

Kind = Literal["text", "flag", "whole", "ratio", "money", "moneys", "texts", "text_lists", "listed", "one_of"]


@dataclass(frozen=True, slots=True)
class Check:
    """What one item of a value may be: its kind, the words to choose from where there are any, and why a value
    cannot stand (called with the value; empty when it can)."""

    kind: Kind
    reason: Callable[[Any], str]
    words: tuple[str, ...] = ()

    def __call__(self, value: Any) -> str:
        return self.reason(value)


Shape = Mapping[str, tuple[bool, Check]]


def _text_reason(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "应是文字"


def _flag_reason(value: Any) -> str:
    return "" if isinstance(value, bool) else "应是 true 或 false"


def _whole_reason(value: Any) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if good else "应是不小于 0 的整数"


def _ratio_reason(value: Any) -> str:
    try:
        ratio(value if isinstance(value, str) else str(value) if type(value) is int else "")
    except ValueError as error:
        return str(error)
    return ""


def _money_reason(value: Any) -> str:
    try:
        fen(value if isinstance(value, str) else "")
    except ValueError as error:
        return str(error)
    return ""


def _moneys_reason(value: Any) -> str:
    if not isinstance(value, dict) or not value:
        return "应写成“名称: 金额”"
    return next((reason for reason in map(_money_reason, value.values()) if reason), "")


def _texts_reason(value: Any) -> str:
    good = isinstance(value, list) and value and all(isinstance(item, str) and item for item in value)
    return "" if good else "应是文字的清单"


def _text_lists_reason(value: Any) -> str:
    good = isinstance(value, list) and value and not any(map(_texts_reason, value))
    return "" if good else "应是若干组文字"


def _listed(known: Iterable[str], called: str) -> Check:
    """A list of words of one vocabulary."""
    words = tuple(known)

    def reason(value: Any) -> str:
        if wrong := _texts_reason(value):
            return wrong
        unknown = sorted(set(value) - set(words))
        return f"里有不认识的{called}“{unknown[0]}”" if unknown else ""

    return Check("listed", reason, words)


def _one_of(*words: str) -> Check:
    return Check("one_of", lambda value: "" if value in words else f"只能是：{'、'.join(words)}", words)


_text = Check("text", _text_reason)
_flag = Check("flag", _flag_reason)
_whole = Check("whole", _whole_reason)
_ratio = Check("ratio", _ratio_reason)
_money = Check("money", _money_reason)
_moneys = Check("moneys", _moneys_reason)
_texts = Check("texts", _texts_reason)
_text_lists = Check("text_lists", _text_lists_reason)
_groups = _listed(GROUPS, "人群")
_stages = _listed(STAGES, "阶段")
_authorities = _listed(AUTHORITIES, "办案机关")
_disabilities = _listed(DISABILITIES, "残疾类别")
_hardships = _listed(HARDSHIPS, "困难情形")
_forms = _listed(FORMS, "援助形式")


def _must(check: Check) -> tuple[bool, Check]:
    return True, check


def _may(check: Check) -> tuple[bool, Check]:
    return False, check


_CLAIM: Shape = {
    "name": _must(_text),
    "article": _must(_text),
    "matters": _may(_texts),
    "any_group": _may(_groups),
    "all_groups": _may(_groups),
    "min_age": _may(_whole),
    "below_age": _may(_whole),
    "members_from": _may(_whole),
    "hardships": _may(_hardships),
    "disabilities": _may(_disabilities),
    "level_to": _may(_whole),
    "no_means_declared": _may(_flag),
    "proof_handed_in": _may(_flag),
}
_GROUND: Shape = {
    "name": _must(_text),
    "article": _must(_text),
    "not_notified": _may(_flag),
}
_AMOUNT: Shape = {"amount": _must(_money), "per": _may(_one_of("month", "year")), "name": _must(_text)}
_COUNT: Shape = {"count": _must(_whole), "article": _may(_text)}
_FACT: Shape = {"holds": _must(_flag), "article": _must(_text), "name": _may(_text)}

SHAPES: Mapping[str, Shape] = {
    "clock": {
        "name": _must(_text),
        "duty": _must(_one_of(*DUTIES)),
        "unit": _must(_one_of(*UNITS)),
        "length": _may(_whole),
        "roll": _may(_flag),
        "before": _may(_flag),
        "pauses": _may(_texts),
        "starts": _must(_text),
        "effect": _may(_text),
    },
    "scope": {
        "name": _must(_text),
        "article": _must(_text),
        "field": _must(_one_of("civil", "administrative", "compensation", "criminal")),
        "any_group": _may(_groups),
    },
    "no_means_test": _CLAIM,
    "exempt": _CLAIM,
    "notice": {
        "name": _must(_text),
        "article": _must(_text),
        "aliases": _may(_texts),
        "must": _must(_flag),
        "on_application": _may(_flag),
        "sent_by": _may(_authorities),
        "stages": _may(_stages),
        "disabilities": _may(_disabilities),
        "below_age": _may(_whole),
    },
    "hardship.formula": {
        "name": _must(_text),
        "article": _must(_text),
        "base": _must(
            _one_of(
                "fixed",
                "subsistence_line",
                "minimum_wage",
                "disposable_income",
                "low_income_line",
                "status",
                "unknown",
            )
        ),
        "amount": _may(_money),
        "multiple": _may(_ratio),
        "below": _must(_flag),
        "lag_years": _may(_whole),
        "months": _may(_whole),
        "burden_multiple": _may(_ratio),
        "hardships": _may(_hardships),
        "floor": _may(_flag),
    },
    "hardship.household": {
        "article": _must(_text),
        "opponent_inside": _must(_one_of("own", "leave_out")),
        "own_matters": _may(_texts),
    },
    "hardship.assets": {
        "article": _must(_text),
        "homes_from": _may(_whole),
        "home_area_from": _may(_whole),
        "total_over": _may(_money),
    },
    "hardship.ceiling": {"amount": _must(_money), "article": _must(_text)},
    "hardship.rounding": {"to": _must(_one_of("yuan", "fen")), "article": _must(_text)},
    "base": _AMOUNT,
    "pledge.barred_after_false": _FACT,
    "jurisdiction.level": {
        "match": _must(_one_of("same_level", "city_for_higher_courts", "place")),
        "article": _must(_text),
    },
    "jurisdiction.reserved": {"name": _must(_text), "article": _must(_text), "body": _must(_text)},
    "jurisdiction.province_level": _GROUND,
    "jurisdiction.principle": _GROUND,
    "urgency.days_left": _COUNT,
    "urgency.ground": _GROUND,
    "urgency.cost": _FACT,
    "priority": {"name": _must(_text), "article": _must(_text)},
    "group_case.threshold": _COUNT,
    "refusal": _GROUND,
    "termination": _GROUND,
    "replacement": _GROUND,
    "suspension": _GROUND,
    "standing": _GROUND,
    "qualification": {
        "name": _must(_text),
        "article": _must(_text),
        "years": _may(_whole),
        "of": _may(_text),
    },
    "closing.date": {"name": _must(_text), "article": _must(_text), "papers": _must(_texts)},
    "closing.papers": {
        "name": _must(_text),
        "article": _must(_text),
        "needs": _may(_text_lists),
        "hearing": _may(_text_lists),
        "settled": _may(_text_lists),
        "withdrawal": _may(_text_lists),
    },
    "filing.catalogue": {
        "name": _must(_text),
        "article": _must(_text),
        "approval": _must(_text_lists),
        "handling": _must(_text_lists),
        "required": _may(_texts),
    },
    "filing.retention": {
        "name": _must(_text),
        "article": _must(_text),
        "class": _must(_one_of("永久", "长期", "短期")),
        "years": _may(_whole),
    },
    "subsidy.rate": {"name": _must(_text), "article": _must(_text), "stages": _must(_moneys)},
    "subsidy.group": {
        "article": _must(_text),
        "each_further": _must(_money),
        "cap": _may(_money),
        "name": _must(_text),
    },
    "subsidy.factor": {
        "article": _must(_text),
        "multiple": _may(_ratio),
        "only_direct": _may(_flag),
        "name": _must(_text),
    },
    "subsidy.supplement": {"article": _must(_text), "amount": _must(_money), "name": _must(_text)},
    "subsidy.payee": {
        "article": _must(_text),
        "multiple": _may(_ratio),
        "only_direct": _may(_flag),
        "fixed": _may(_money),
        "name": _must(_text),
    },
    "subsidy.tax": _FACT,
    "fees": {
        "name": _must(_text),
        "article": _must(_text),
        "relief": _must(_one_of("waive", "reduce", "defer")),
        "any_group": _may(_groups),
        "all_groups": _may(_groups),
        "matters": _may(_texts),
        "forms": _may(_forms),
        "hardships": _may(_hardships),
        "share_from": _may(_ratio),
        "recipient": _may(_flag),
    },
}

_ONLY_NATIONAL = ("notice", "termination", "closing.date")


_SINGLE = frozenset(
    {
        "hardship.formula",
        "hardship.household",
        "hardship.assets",
        "hardship.ceiling",
        "hardship.rounding",
        "pledge.barred_after_false",
        "jurisdiction.level",
        "urgency.days_left",
        "urgency.cost",
        "group_case.threshold",
        "subsidy.group",
        "subsidy.tax",
    }
)
"""Kinds of which there is one rule; of the others there are many, each with a name of its own behind a
dot."""


def kind_of(key: str) -> str:
    """The kind of a rule: its key without its own name, or the whole key where there is only one of the kind."""
    return key if key in _SINGLE else key.rpartition(".")[0]


def shape_of(key: str) -> Shape | None:
    """The shape for a key such as ``clock.T01`` or ``hardship.formula``; None for a key that nothing
    reads."""
    kind = kind_of(key)
    return SHAPES.get(kind) if kind == key or (kind not in _SINGLE and not key.endswith(".")) else None


def fault_in(key: str, value: Any, region: str) -> str:
    """Why an entry's value cannot stand under this key in this region; empty when it can."""
    shape = shape_of(key)
    if shape is None:
        return "不是规则里有的名称"
    if region != NATION and key.startswith(_ONLY_NATIONAL):
        return "只能由全国规则规定，地方不得另行规定"
    if not isinstance(value, dict):
        return "的内容应写成“名称: 内容”"
    for name, item in value.items():
        if name not in shape:
            return f"的内容里有不认识的项“{name}”"
        if reason := shape[name][1](item):
            return f"的“{name}”{reason}"
    missing = [name for name, (needed, _) in shape.items() if needed and name not in value]
    return f"的内容缺少“{missing[0]}”" if missing else _contradiction(key, value)


def _contradiction(key: str, value: Mapping[str, Any]) -> str:
    if key.startswith("clock.") and ("length" in value) == (value["unit"] in ("at_once", "set", "none")):
        return "的长度与单位不合：有天数的要写 length，立即或由通知定的不写"
    if key == "hardship.formula" and (value["base"] == "fixed") != ("amount" in value):
        return "的 amount 与 base 不合：base 为 fixed 时才写 amount"
    if (
        key == "hardship.formula"
        and value["base"] not in ("fixed", "status", "unknown")
        and "multiple" not in value
    ):
        return "缺少 multiple（倍数）"
    return ""
