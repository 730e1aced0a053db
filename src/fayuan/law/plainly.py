"""A rule in plain words: what it is called, and each item of its value as a label with what people read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fayuan.law.means import BASES
from fayuan.law.rules import Parameter, RuleBook
from fayuan.law.shapes import DUTIES, UNITS, Check, shape_of
from fayuan.law.words import AUTHORITIES, DISABILITIES, FORMS, GROUPS, HARDSHIPS, MATTERS, STAGES

Row = tuple[str, str]
"""A label and what stands under it."""

ITEMS: Mapping[str, str] = {
    "name": "名称",
    "article": "条款",
    "duty": "谁的期限",
    "unit": "单位",
    "length": "长度",
    "roll": "最后一天是休息日的，顺延到下一个工作日",
    "before": "往前倒算",
    "pauses": "不计入的时间",
    "starts": "从何时起算",
    "effect": "要做的事",
    "field": "领域",
    "any_group": "其中一种人群",
    "all_groups": "同时属于",
    "matters": "限于事项",
    "min_age": "年满（周岁）",
    "below_age": "不满（周岁）",
    "members_from": "人数至少",
    "hardships": "困难情形",
    "no_means_declared": "没有申报家庭经济状况",
    "proof_handed_in": "提交了证明",
    "not_notified": "不适用于通知辩护",
    "aliases": "通知书里的其他写法",
    "must": "办案机关",
    "sent_by": "通知机关",
    "stages": "阶段",
    "disabilities": "残疾类别",
    "level_to": "残疾等级在几级以内",
    "on_application": "本人申请的才算",
    "base": "以什么为准",
    "amount": "金额",
    "per": "金额按",
    "multiple": "倍数",
    "below": "收入等于标准的",
    "lag_years": "用几年前的数",
    "months": "收入看几个月",
    "burden_multiple": "有特殊困难时的倍数",
    "floor": "只是下限，地方可以定得更高",
    "opponent_inside": "对方是家里人时",
    "own_matters": "只看本人收入的事项",
    "homes_from": "住房达到几套即超过",
    "home_area_from": "住房面积达到（平方米）即超过",
    "total_over": "财产超过",
    "to": "取整到",
    "count": "数目",
    "holds": "适用",
    "match": "机构级别",
    "body": "办理机关",
    "years": "年数",
    "of": "条件",
    "papers": "哪些文书",
    "needs": "须有的材料",
    "hearing": "开过庭的还要有",
    "settled": "和解的可以代之以",
    "withdrawal": "撤诉的可以代之以",
    "approval": "审批卷",
    "handling": "承办卷",
    "required": "不能空着的",
    "class": "保管期限",
    "each_further": "每多一人（件）加",
    "cap": "最多",
    "only_direct": "只报销直接费用",
    "fixed": "固定金额",
    "relief": "减免方式",
    "share_from": "减交的份额至少",
    "recipient": "限受援人",
}
_MATTERS = frozenset({"matters", "own_matters"})
_CLOCK_NAMES = ("unit", "length", "roll", "before")
_UNREAD = frozenset({"name", "article", "aliases", *_CLOCK_NAMES})
"""Items that stand elsewhere on a page, or that only programs read."""

CHOICES: Mapping[str, Mapping[str, str]] = {
    "unit": UNITS | {"none": "不是期限"},
    "duty": DUTIES,
    "field": {"civil": "民事", "administrative": "行政", "compensation": "国家赔偿", "criminal": "刑事"},
    "base": {**BASES, "unknown": "还不知道"},
    "per": {"month": "月", "year": "年"},
    "opponent_inside": {"own": "只看申请人本人的收入", "leave_out": "不算对方的收入"},
    "to": {"yuan": "元", "fen": "分"},
    "match": {
        "same_level": "与办案机关同级",
        "city_for_higher_courts": "中级以上机关的案件由市级以上机构办理",
        "place": "只看所在地，不看级别",
    },
    "relief": {"waive": "免交", "reduce": "减交", "defer": "缓交"},
    "of": {
        "defence": "刑事辩护经历",
        "minors": "熟悉未成年人身心特点",
        "lawyer": "律师",
        "practising": "正在执业",
        "open_to_choice": "已开放点援",
        "conflict": "没有利益冲突",
    },
    "any_group": GROUPS,
    "all_groups": GROUPS,
    "hardships": HARDSHIPS,
    "sent_by": AUTHORITIES,
    "disabilities": DISABILITIES,
    "forms": FORMS,
    "stages": {**STAGES, "trial": "审判阶段", "any": "不分阶段"},
}
"""What the words of a value are called, by item."""

KINDS: Mapping[str, str] = {
    "clock": "期限",
    "scope": "援助事项",
    "no_means_test": "不看经济状况的情形",
    "exempt": "免予核查的情形",
    "notice": "通知辩护的情形",
    "base": "标准所依的金额",
    "jurisdiction.reserved": "由上级办理的事项",
    "jurisdiction.province_level": "由省级机构受理的事项",
    "jurisdiction.principle": "管辖原则",
    "urgency.ground": "先行援助的情形",
    "priority": "优先办理的事项",
    "refusal": "不予援助的理由",
    "termination": "终止援助的理由",
    "replacement": "更换承办人的理由",
    "suspension": "中止办理的情形",
    "standing": "谁可以申请",
    "qualification": "承办人的条件",
    "closing.date": "结案日期",
    "closing.papers": "结案材料",
    "filing.catalogue": "案卷目录",
    "filing.retention": "案卷保管期限",
    "subsidy.rate": "补贴标准",
    "subsidy.factor": "补贴的质量系数",
    "subsidy.supplement": "补贴的增加",
    "subsidy.payee": "付给谁",
    "fees": "费用的减免",
}
"""The kinds of which there are many rules, each with a name of its own."""

_NAMES: Mapping[str, str] = {
    "subsidy.group": "一批案件的补贴",
    "subsidy.tax": "补贴的税",
    "hardship.formula": "经济困难标准",
    "hardship.household": "家庭收入怎样算",
    "hardship.assets": "家庭财产怎样看",
    "hardship.ceiling": "本地标准没有录入时，高于多少就超过任何已知标准",
    "hardship.rounding": "标准怎样取整",
    "pledge.barred_after_false": "作过虚假承诺的，不再以承诺代替核查",
    "jurisdiction.level": "由哪一级机构办理",
    "urgency.days_left": "时效还剩几天以内算紧急",
    "urgency.cost": "先行援助的费用",
    "group_case.threshold": "几个人以上算群体性案件",
}


def item_words(name: str, stem: str = "") -> str:
    """The label of an item; the forms of a fee relief are no stages, so a stem may tell apart."""
    if name == "forms":
        return "援助形式"
    return "各阶段的金额" if (name, stem) == ("stages", "subsidy.rate") else ITEMS[name]


def title(entry: Parameter) -> str:
    """What a rule is called."""
    return str(entry.value.get("name") or name_of(entry.key))


def name_of(key: str) -> str:
    """What a rule without an entry is called; the key itself where it has no name of its own."""
    return _NAMES.get(key, key)


def rows(entry: Parameter, book: RuleBook) -> tuple[Row, ...]:
    """Each item of a rule's value as label and words, in the order of its kind's shape."""
    shape = shape_of(entry.key) or {}
    first = (("期限", length_words(entry.value)),) if entry.key.startswith("clock.") else ()
    return (*first, *_rows(entry, {name: check for name, (_, check) in shape.items()}, book))


def _rows(entry: Parameter, checks: Mapping[str, Check], book: RuleBook) -> Iterator[Row]:
    stem = entry.key.rpartition(".")[0]
    for name, check in checks.items():
        if name in entry.value and name not in _UNREAD:
            words = _words(name, check, entry.value[name], book)
            if words:
                yield item_words(name, stem), words


def length_words(value: Mapping[str, Any]) -> str:
    """A time limit in words: ``7日；最后一天是休息日的，顺延到下一个工作日``."""
    unit = value["unit"]
    if unit == "at_once":
        return "立即"
    if "length" not in value:
        return "由通知书确定" if unit == "set" else "不是期限"
    told = f"{value['length']}{UNITS[unit]}"
    told = f"提前{told}" if value.get("before") else told
    return f"{told}；{ITEMS['roll']}" if value.get("roll") else told


def _words(name: str, check: Check, value: Any, book: RuleBook) -> str:
    return _READ[check.kind](name, value, book)


def _one(name: str, value: Any, book: RuleBook) -> str:
    if name in _MATTERS:
        return matter_words(str(value), book)
    return CHOICES.get(name, {}).get(str(value), str(value))


def matter_words(matter: str, book: RuleBook) -> str:
    """What a matter is called: by the law's own words, else by the rule of scope that added it."""
    if matter in MATTERS:
        return MATTERS[matter]
    added = book.history(f"scope.{matter}")
    return title(added[-1]) if added else matter


FLAGS: Mapping[str, tuple[str, str]] = {"below": ("不符合", "符合"), "must": ("应当通知", "可以通知")}
"""What yes and no are called where yes and no would say little."""


def _flag(name: str, value: Any, book: RuleBook) -> str:
    yes, no = FLAGS.get(name, ("是", "否"))
    return yes if value else no


def _moneys(name: str, value: Any, book: RuleBook) -> str:
    return "；".join(f"{_one(name, part, book)} {amount}" for part, amount in value.items())


def _several(name: str, value: Any, book: RuleBook) -> str:
    between = "；" if name in _MATTERS else "、"  # matters have commas of their own
    return between.join(_one(name, item, book) for item in value)


def _groups_of_words(name: str, value: Any, book: RuleBook) -> str:
    """Each group's first word is the requirement's name; what meets it is for programs."""
    return "、".join(group[0] for group in value)


_READ: Mapping[str, Callable[[str, Any, RuleBook], str]] = {
    "text": _one,
    "one_of": _one,
    "whole": _one,
    "ratio": _one,
    "money": _one,
    "flag": _flag,
    "moneys": _moneys,
    "texts": _several,
    "listed": _several,
    "text_lists": _groups_of_words,
}
