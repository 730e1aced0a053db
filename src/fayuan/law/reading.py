"""Reads what people write (a file for ``fayuan law``, a test case) into facts; every fault is a plain
sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import yaml

from fayuan.law.facts import (
    Agent,
    Application,
    Asset,
    Disability,
    Forum,
    HouseholdMember,
    Means,
    Notice,
    Opponent,
    Person,
)
from fayuan.law.places import NATION, is_code
from fayuan.law.rules import RuleBook
from fayuan.law.words import (
    AUTHORITIES,
    CHANNELS,
    DISABILITIES,
    FORMS,
    FORUMS,
    GROUPS,
    HARDSHIPS,
    MATERIALS,
    MATTERS,
    RELATIONS,
    STAGES,
    URGENT_REASONS,
)

ABSURD_INCOME_FEN = 100_000_000
"""A million yuan a month: nobody asks for legal aid with that; it is a slip of the pen."""
OLDEST = 120


class Unreadable(ValueError):
    """What was written cannot be used; ``faults`` are sentences for whoever wrote it."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class AmountAsked:
    """What a file asks of the subsidy; costs in fen."""

    on: date
    region: str
    service: str
    stage: str | None
    members: int
    quality: str | None
    payee: str
    supplements: tuple[str, ...]
    costs: Mapping[str, int]


class _AsWritten(yaml.SafeLoader):
    """A safe loader that keeps decimals exact and takes ``on`` for the word that it is, not for 'true'."""


_AsWritten.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_AsWritten.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_AsWritten.add_constructor("tag:yaml.org,2002:float", lambda loader, node: str(node.value))


def written(text: str) -> Any:
    """What a YAML text holds; raises yaml.MarkedYAMLError, or ValueError for an impossible date."""
    return yaml.load(text, Loader=_AsWritten)


class _Pad:
    """Takes fields out of what was written and notes what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def mapping(self, data: Any, called: str) -> Mapping[str, Any]:
        if data is None:
            return {}
        if isinstance(data, Mapping):
            return data
        self.faults.append(f"{called}应写成“名称: 内容”的样子。")
        return {}

    def items(self, data: Any, called: str) -> list[Any]:
        if data is None:
            return []
        if isinstance(data, Sequence) and not isinstance(data, str):
            return list(data)
        self.faults.append(f"{called}应写成清单。")
        return []

    def word(self, data: Any, known: Iterable[str], called: str, default: Any = None) -> Any:
        if data is None:
            return default
        if isinstance(data, str) and data in known:
            return data
        self.faults.append(f"不认识的{called}“{data}”。")
        return default

    def words(self, data: Any, known: Iterable[str], called: str) -> frozenset[str]:
        named = (self.word(item, known, called) for item in self.items(data, called))
        return frozenset(word for word in named if word)

    def text(self, data: Any, called: str, default: str = "") -> str:
        if data is None:
            return default
        if isinstance(data, str | int) and not isinstance(data, bool):
            return str(data)
        self.faults.append(f"{called}应是文字。")
        return default

    def flag(self, data: Any, called: str) -> bool | None:
        if data is None or isinstance(data, bool):
            return data
        self.faults.append(f"{called}“{data}”应写 true 或 false。")
        return None

    def day(self, data: Any, called: str) -> date | None:
        if data is None or (isinstance(data, date) and not isinstance(data, datetime)):
            return data
        try:
            return date.fromisoformat(str(data)[:10])
        except ValueError:
            self.faults.append(f"{called}“{data}”不是日期，应写成 2026-06-12 的样子。")
            return None

    def place(self, data: Any, called: str, default: str = NATION) -> str:
        code = str(data) if data is not None else default
        if is_code(code):
            return code
        self.faults.append(f"{called}“{data}”不是六位区划代码。")
        return NATION

    def fen(self, data: Any, called: str) -> int:
        try:
            amount = Decimal(str(data).removesuffix("元").strip()) * 100
        except InvalidOperation:
            self.faults.append(f"{called}“{data}”不是金额。")
            return 0
        if not amount.is_finite() or amount != amount.to_integral_value():
            self.faults.append(f"{called}“{data}”应精确到分。")
            return 0
        if amount < 0:
            self.faults.append(f"{called}不能是负数（{data}）。")
            return 0
        return int(amount)

    def count(self, data: Any, called: str, default: int) -> int:
        if data is None:
            return default
        if isinstance(data, int) and not isinstance(data, bool) and data >= 0:
            return data
        self.faults.append(f"{called}“{data}”应是不小于 0 的整数。")
        return default


def read_application(data: Any, book: RuleBook) -> tuple[Application, date]:
    """The application and the day from ``{place, on, applicant, application}``; raises Unreadable."""
    pad = _Pad()
    whole = pad.mapping(data, "文件")
    on, place = _when_where(pad, whole)
    written = pad.mapping(whole.get("application"), "application（申请）")
    if not written:
        pad.faults.append("没有写 application（申请）。")
    applicant = _person(pad, pad.mapping(whole.get("applicant"), "applicant（申请人）"), on)
    application = _application(pad, written, applicant, place, on, book)
    if pad.faults or on is None:
        raise Unreadable(pad.faults)
    return application, on


def read_notice(data: Any, book: RuleBook) -> tuple[Notice, date]:
    """The notice and the day from ``{place, on, authority: {kind, place}, notice}``; raises Unreadable."""
    pad = _Pad()
    whole = pad.mapping(data, "文件")
    on, place = _when_where(pad, whole)
    written = pad.mapping(whole.get("notice"), "notice（通知）")
    authority = pad.mapping(whole.get("authority"), "authority（办案机关）")
    person = _person(pad, pad.mapping(written.get("person"), "person（被通知人）"), on)
    notice = Notice(
        pad.word(written.get("form"), ("defence", "compulsory_treatment"), "通知种类", "defence"),
        pad.text(written.get("reason"), "reason（通知的情形）"),
        person,
        place,
        pad.word(authority.get("kind"), AUTHORITIES, "办案机关", "court"),
        pad.place(authority.get("place"), "办案机关所在地", place),
        pad.word(written.get("stage"), STAGES, "阶段"),
        pad.flag(written.get("applied"), "applied（本人是否申请）"),
    )
    if pad.faults or on is None:
        raise Unreadable(pad.faults)
    return notice, on


def read_amount(data: Any) -> AmountAsked:
    """What is asked of the subsidy from ``{place, on, service, stage, members, …}``; raises Unreadable."""
    pad = _Pad()
    whole = pad.mapping(data, "文件")
    on, place = _when_where(pad, whole)
    costs = pad.mapping(whole.get("costs"), "costs（费用）")
    if not whole.get("service"):
        pad.faults.append("没有写 service（服务种类）。")
    asked = AmountAsked(
        on or date.min,
        place,
        pad.text(whole.get("service"), "service（服务种类）"),
        pad.word(whole.get("stage"), STAGES, "阶段"),
        _members(pad, whole.get("members")),
        pad.text(whole.get("quality"), "quality（质量等级）") or None,
        pad.text(whole.get("payee"), "payee（收款人）", "lawyer"),
        tuple(
            pad.text(item, "增加的项目")
            for item in pad.items(whole.get("supplements"), "supplements（增加）")
        ),
        {str(name): pad.fen(cost, f"费用“{name}”") for name, cost in costs.items()},
    )
    if pad.faults:
        raise Unreadable(pad.faults)
    return asked


def read_person(data: Any, on: date) -> Person:
    """A person from a story's cast member as of a day; raises Unreadable."""
    pad = _Pad()
    person = _person(pad, pad.mapping(data, "人员"), on)
    if pad.faults:
        raise Unreadable(pad.faults)
    return person


def _when_where(pad: _Pad, whole: Mapping[str, Any]) -> tuple[date | None, str]:
    on = pad.day(whole.get("on"), "on（日期）")
    if whole.get("on") is None:
        pad.faults.append("没有写 on（日期）。")
    if whole.get("place") is None:
        pad.faults.append("没有写 place（机构所在地的区划代码）。")
    return on, pad.place(whole.get("place"), "place（机构所在地）")


def _person(pad: _Pad, data: Mapping[str, Any], on: date | None) -> Person:
    person = Person(
        born=pad.day(data.get("born"), "出生日期"),
        sex=pad.word(data.get("sex"), ("m", "f"), "性别"),
        groups=pad.words(data.get("groups"), GROUPS, "人群"),
        disability=_disability(pad, data.get("disability")),
        capacity=pad.word(data.get("capacity"), ("full", "limited", "none"), "民事行为能力", "full"),
        died=pad.flag(data.get("died"), "died（已经去世）") is True,
        name=pad.text(data.get("name"), "姓名"),
    )
    if on is not None:
        pad.faults.extend(person_faults(person, on))
    return person


def person_faults(person: Person, on: date) -> list[str]:
    """What in a person's facts cannot be true together on a day, as sentences."""
    age = person.age(on)
    if age is None:
        return []
    if age < 0:
        return [f"出生日期 {person.born:%Y-%m-%d} 晚于 {on:%Y-%m-%d}。"]
    checks = (
        (age > OLDEST, f"出生日期 {person.born:%Y-%m-%d} 表示已 {age} 岁，请核对。"),
        ("veteran" in person.groups and age < 18, f"退役军人不可能只有 {age} 岁，请核对出生日期或者人群。"),
        ("elderly" in person.groups and age < 60, f"只有 {age} 岁，不是老年人（六十周岁以上）。"),
        ("minor" in person.groups and age >= 18, f"已满 {age} 岁，不是未成年人。"),
    )
    return [sentence for holds, sentence in checks if holds]


def _disability(pad: _Pad, data: Any) -> Disability | None:
    if data is None:
        return None
    written = pad.mapping(data, "disability（残疾）")
    kind = pad.word(written.get("kind"), DISABILITIES, "残疾类别", "")
    level = pad.count(written.get("level"), "残疾等级", 0) or None
    if level is not None and level > 4:
        pad.faults.append(f"残疾等级“{level}”应是 1 到 4。")
    return Disability(kind, level)


def _application(
    pad: _Pad, data: Mapping[str, Any], applicant: Person, place: str, on: date | None, book: RuleBook
) -> Application:
    opponents = tuple(_opponent(pad, item) for item in pad.items(data.get("opponents"), "opponents（对方）"))
    others = [*_names(data.get("opponents"))]
    return Application(
        matter=_matter(pad, data.get("matter"), book),
        agency_place=place,
        applicant=applicant,
        form=pad.word(data.get("form"), FORMS, "援助形式", "litigation"),
        channel=pad.word(data.get("channel"), CHANNELS, "申请渠道", "window"),
        forum=_forum(pad, data.get("forum")),
        cause_place=pad.place(data["cause_place"], "事由发生地") if data.get("cause_place") else None,
        opponents=opponents,
        means=_means(pad, data.get("means"), opponents),
        pledge=pad.flag(data.get("pledge"), "pledge（诚信承诺）") is True,
        materials=_materials(pad, data),
        agent=_agent(pad, data.get("agent"), others),
        member_count=_members(pad, data.get("members")),
        limitation=pad.day(data.get("limitation"), "时效届满日"),
        urgent=pad.word(data.get("urgent"), URGENT_REASONS, "紧急情形"),
        detained=bool(data.get("detained_at")),
        stage=pad.word(data.get("stage"), STAGES, "阶段"),
        retrial_ordered=pad.flag(data.get("retrial_ordered"), "retrial_ordered（已决定再审）"),
        false_pledge_before=pad.flag(data.get("false_pledge_before"), "false_pledge_before") is True,
    )


def _matter(pad: _Pad, data: Any, book: RuleBook) -> str:
    if data is None:
        pad.faults.append("没有写 matter（事项）。")
        return "other"
    known = str(data) in MATTERS or bool(book.history(f"scope.{data}"))
    return str(pad.word(data, (data,) if known else (), "事项", "other"))


def _materials(pad: _Pad, data: Mapping[str, Any]) -> frozenset[str] | None:
    return pad.words(data["materials"], MATERIALS, "材料") if data.get("materials") is not None else None


def _members(pad: _Pad, data: Any) -> int:
    count = len(data) if isinstance(data, list) else pad.count(data, "人数", 1)
    if count < 1:
        pad.faults.append("人数至少为 1。")
    return max(count, 1)


def _forum(pad: _Pad, data: Any) -> Forum | None:
    if data is None:
        return None
    written = pad.mapping(data, "forum（办案或者处理机关）")
    if written.get("place") is None:
        return None
    seat = pad.place(written["seat"], "机关驻地") if written.get("seat") else None
    kind = pad.word(written.get("kind"), FORUMS, "机关", "other")
    return Forum(kind, pad.place(written["place"], "机关所在地"), seat)


def _opponent(pad: _Pad, data: Any) -> Opponent:
    written = pad.mapping(data, "对方")
    return Opponent(
        pad.text(written.get("name") or written.get("cast"), "对方姓名"),
        pad.text(written.get("relation"), "对方与申请人的关系") or None,
        pad.flag(written.get("same_household"), "same_household（共同生活）"),
    )


def _names(opponents: Any) -> Iterable[str]:
    for item in opponents if isinstance(opponents, list) else ():
        if isinstance(item, Mapping):
            yield from (str(item[key]) for key in ("name", "cast") if item.get(key))


def _agent(pad: _Pad, data: Any, opponents: Sequence[str]) -> Agent | None:
    if data is None:
        return None
    written = pad.mapping(data, "agent（代为申请的人）")
    relation = pad.word(written.get("relation"), RELATIONS, "代为申请的身份", "entrusted")
    names = [str(written[key]) for key in ("name", "cast") if written.get(key)]
    stated = pad.flag(written.get("is_opponent"), "is_opponent（是对方）")
    is_opponent = stated is True or any(name in opponents for name in names)
    return Agent(relation, is_opponent, names[0] if names else "")


def _means(pad: _Pad, data: Any, opponents: Sequence[Opponent]) -> Means | None:
    if data is None:
        return None
    written = pad.mapping(data, "means（经济状况）")
    inside = {opponent.relation for opponent in opponents if opponent.same_household}
    household = tuple(
        _member(pad, item, inside) for item in pad.items(written.get("household"), "household（家庭）")
    )
    if household and all(member.relation != "self" for member in household):
        pad.faults.append("家庭成员里没有写申请人本人（relation: self）。")
    spending = written.get("spending")
    return Means(
        household,
        tuple(_assets(pad, written.get("assets"))),
        pad.fen(spending, "家庭支出") if spending is not None else None,
        pad.words(written.get("hardships"), HARDSHIPS, "困难情形"),
        pad.flag(written.get("low_income_recognised"), "low_income_recognised（已认定为低收入人口）"),
    )


def _member(pad: _Pad, data: Any, opponents_inside: Iterable[str | None]) -> HouseholdMember:
    written = pad.mapping(data, "家庭成员")
    relation = pad.text(written.get("relation"), "家庭成员的关系")
    if not relation:
        pad.faults.append("有家庭成员没有写 relation（关系）。")
    income = pad.fen(written.get("income", 0), "月收入")
    if income > ABSURD_INCOME_FEN:
        pad.faults.append(f"月收入“{written.get('income')}”不合常理，请核对。")
    stated = pad.flag(written.get("is_opponent"), "is_opponent（是对方）")
    is_opponent = stated is True or (relation != "self" and relation in opponents_inside)
    return HouseholdMember(relation, income, is_opponent)


def _assets(pad: _Pad, data: Any) -> Iterable[Asset]:
    if data is None:
        return
    if isinstance(data, int | float | Decimal):
        yield Asset("other", pad.fen(data, "财产"))
        return
    for item in pad.items(data, "assets（财产）"):
        written = pad.mapping(item, "财产")
        area = written.get("area")
        yield Asset(
            pad.text(written.get("kind"), "财产种类", "other"),
            pad.fen(written.get("value", 0), "财产价值"),
            Fraction(str(area)) if area is not None and str(area).replace(".", "", 1).isdigit() else None,
        )
