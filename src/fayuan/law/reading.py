"""Reads what people write (a file for ``fayuan law``, a test case) into facts; every fault is a plain
sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from fayuan.law.filekeys import AMOUNT, APPLICATION, NOTICE, slips
from fayuan.law.pad import Pad, Unreadable
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
    PAYEES,
    QUALITIES,
    RELATIONS,
    SERVICES,
    STAGES,
    URGENT_REASONS,
)

ABSURD_INCOME_FEN = 100_000_000
"""A million yuan a month: nobody asks for legal aid with that; it is a slip of the pen."""
OLDEST = 120


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


class Repeated(ValueError):
    """A key that stands twice in one mapping, so that one of the two would not be read."""

    def __init__(self, node: yaml.Node) -> None:
        self.key, self.line = str(node.value), node.start_mark.line + 1
        super().__init__(self.key)


class _AsWritten(yaml.SafeLoader):
    """A safe loader that keeps decimals exact, takes ``on`` for the word that it is, not for 'true', and a key once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise Repeated(key)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


_AsWritten.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_AsWritten.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_AsWritten.add_constructor("tag:yaml.org,2002:float", lambda loader, node: str(node.value))


def _day_or_words(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
    """A date; one that is in no calendar stays as it was written, so that its key can be named."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return str(node.value)


_AsWritten.add_constructor("tag:yaml.org,2002:timestamp", _day_or_words)


def written(text: str) -> Any:
    """What a YAML text holds; raises yaml.MarkedYAMLError, Repeated, or ValueError for a number without end."""
    return yaml.load(text, Loader=_AsWritten)


def read_application(data: Any, book: RuleBook, *, with_applicant: bool = True) -> tuple[Application, date]:
    """The application and the day from ``{place, on, applicant, application}``; raises Unreadable.

    Without ``with_applicant`` the file may be silent about who applies.
    """
    pad = Pad()
    whole = pad.mapping(data, "文件")
    pad.faults.extend(slips(whole, APPLICATION))
    on, place = _when_where(pad, whole)
    written = pad.mapping(whole.get("application"), "application（申请）")
    if not written:
        pad.faults.append("没有写 application（申请）。")
    if with_applicant and whole.get("applicant") is None:
        pad.faults.append("没有写 applicant（申请人）。")
    applicant = _person(pad, pad.mapping(whole.get("applicant"), "applicant（申请人）"), on)
    application = _application(pad, written, applicant, place, on, book)
    if pad.faults or on is None:
        raise Unreadable(pad.faults)
    return application, on


def read_notice(data: Any, book: RuleBook) -> tuple[Notice, date]:
    """The notice and the day from ``{place, on, authority: {kind, place}, notice}``; raises Unreadable."""
    pad = Pad()
    whole = pad.mapping(data, "文件")
    pad.faults.extend(slips(whole, NOTICE))
    on, place = _when_where(pad, whole)
    written = pad.mapping(whole.get("notice"), "notice（通知）")
    authority = pad.mapping(whole.get("authority"), "authority（办案机关）")
    person = _person(pad, pad.mapping(written.get("person"), "person（被通知人）"), on)
    notice = Notice(
        pad.word(written.get("form"), ("defence", "compulsory_treatment"), "form（通知种类）", "defence"),
        pad.text(written.get("reason"), "reason（通知的情形）"),
        person,
        place,
        pad.word(authority.get("kind"), AUTHORITIES, "authority.kind（办案机关）", "court"),
        pad.place(authority.get("place"), "authority.place（办案机关所在地）", place),
        pad.word(written.get("stage"), STAGES, "stage（阶段）"),
        pad.flag(written.get("applied"), "applied（本人是否申请）"),
    )
    if pad.faults or on is None:
        raise Unreadable(pad.faults)
    return notice, on


def read_amount(data: Any, book: RuleBook) -> AmountAsked:
    """What is asked of the subsidy from ``{place, on, service, stage, members, …}``; raises Unreadable."""
    pad = Pad()
    whole = pad.mapping(data, "文件")
    pad.faults.extend(slips(whole, AMOUNT))
    on, place = _when_where(pad, whole)
    costs = pad.mapping(whole.get("costs"), "costs（费用）")
    if not whole.get("service"):
        pad.faults.append("没有写 service（服务种类）。")
    asked = AmountAsked(
        on or date.min,
        place,
        pad.word(whole.get("service"), _named(book, "subsidy.rate", SERVICES), "service（服务种类）", ""),
        pad.word(whole.get("stage"), STAGES, "stage（阶段）"),
        _members(pad, whole.get("members")),
        pad.word(whole.get("quality"), _named(book, "subsidy.factor", QUALITIES), "quality（质量等级）"),
        pad.word(whole.get("payee"), _named(book, "subsidy.payee", PAYEES), "payee（收款人）", "lawyer"),
        tuple(
            pad.text(item, "supplements（增加）")
            for item in pad.items(whole.get("supplements"), "supplements（增加）")
        ),
        {str(name): pad.fen(cost, f"costs（费用）的“{name}”") for name, cost in costs.items()},
    )
    if pad.faults:
        raise Unreadable(pad.faults)
    return asked


def _named(book: RuleBook, kind: str, words: Mapping[str, str]) -> frozenset[str]:
    """The words of the field, and those that rules of this kind add somewhere."""
    names = book.keys()
    added = (key.removeprefix(f"{kind}.") for key in names if key.startswith(f"{kind}."))
    return frozenset(words).union(added)


def read_person(data: Any, on: date) -> Person:
    """A person from a story's cast member as of a day; raises Unreadable."""
    pad = Pad()
    person = _person(pad, pad.mapping(data, "person（人员）"), on)
    if pad.faults:
        raise Unreadable(pad.faults)
    return person


def _when_where(pad: Pad, whole: Mapping[str, Any]) -> tuple[date | None, str]:
    on = pad.day(whole.get("on"), "on（日期）")
    if whole.get("on") is None:
        pad.faults.append("没有写 on（日期）。")
    if whole.get("place") is None:
        pad.faults.append("没有写 place（机构所在地的区划代码）。")
    return on, pad.place(whole.get("place"), "place（机构所在地）")


def _person(pad: Pad, data: Mapping[str, Any], on: date | None) -> Person:
    person = Person(
        born=pad.day(data.get("born"), "born（出生日期）"),
        sex=pad.word(data.get("sex", data.get("gender")), ("m", "f"), "sex（性别）"),
        groups=pad.words(data.get("groups"), GROUPS, "groups（人群）"),
        disability=_disability(pad, data.get("disability")),
        capacity=pad.word(
            data.get("capacity"), ("full", "limited", "none"), "capacity（民事行为能力）", "full"
        ),
        died=pad.flag(data.get("died"), "died（已经去世）") is True,
        name=pad.text(data.get("name"), "name（姓名）"),
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
        return [f"born（出生日期）{person.born:%Y-%m-%d} 晚于 {on:%Y-%m-%d}。"]
    checks = (
        (age > OLDEST, f"born（出生日期）{person.born:%Y-%m-%d} 表示已 {age} 岁，请核对。"),
        ("veteran" in person.groups and age < 18, f"退役军人不可能只有 {age} 岁，请核对出生日期或者人群。"),
        ("elderly" in person.groups and age < 60, f"只有 {age} 岁，不是老年人（六十周岁以上）。"),
        ("minor" in person.groups and age >= 18, f"已满 {age} 岁，不是未成年人。"),
    )
    return [sentence for holds, sentence in checks if holds]


def _disability(pad: Pad, data: Any) -> Disability | None:
    if data is None:
        return None
    written = pad.mapping(data, "disability（残疾）")
    kind = pad.word(written.get("kind"), DISABILITIES, "disability.kind（残疾类别）", "")
    level = pad.count(written.get("level"), "disability.level（残疾等级）", 0) or None
    if level is not None and level > 4:
        pad.faults.append(f"disability.level（残疾等级）“{level}”应是 1 到 4。")
    return Disability(kind, level)


def _application(
    pad: Pad, data: Mapping[str, Any], applicant: Person, place: str, on: date | None, book: RuleBook
) -> Application:
    opponents = tuple(_opponent(pad, item) for item in pad.items(data.get("opponents"), "opponents（对方）"))
    others = [*_names(data.get("opponents"))]
    return Application(
        matter=_matter(pad, data.get("matter"), book),
        agency_place=place,
        applicant=applicant,
        form=pad.word(data.get("form"), FORMS, "form（援助形式）", "litigation"),
        channel=pad.word(data.get("channel"), CHANNELS, "channel（申请渠道）", "window"),
        forum=_forum(pad, data.get("forum")),
        cause_place=pad.place(data["cause_place"], "cause_place（事由发生地）")
        if data.get("cause_place")
        else None,
        opponents=opponents,
        means=_means(pad, data.get("means"), opponents),
        pledge=pad.flag(data.get("pledge"), "pledge（诚信承诺）") is True,
        materials=_materials(pad, data),
        agent=_agent(pad, data.get("agent"), others),
        member_count=_together(pad, data.get("members"), applicant.name),
        limitation=pad.day(data.get("limitation"), "limitation（时效届满日）"),
        urgent=pad.word(data.get("urgent"), URGENT_REASONS, "urgent（紧急情形）"),
        detained=bool(data.get("detained_at")),
        stage=pad.word(data.get("stage"), STAGES, "stage（阶段）"),
        retrial_ordered=pad.flag(data.get("retrial_ordered"), "retrial_ordered（已决定再审）"),
        false_pledge_before=pad.flag(data.get("false_pledge_before"), "false_pledge_before（曾作虚假承诺）")
        is True,
    )


def _matter(pad: Pad, data: Any, book: RuleBook) -> str:
    if data is None:
        pad.faults.append("没有写 matter（事项）。")
        return "other"
    known = str(data) in MATTERS or bool(book.history(f"scope.{data}"))
    return str(pad.word(data, (data,) if known else (), "matter（事项）", "other"))


def _materials(pad: Pad, data: Mapping[str, Any]) -> frozenset[str] | None:
    return (
        pad.words(data["materials"], MATERIALS, "materials（材料）")
        if data.get("materials") is not None
        else None
    )


def _members(pad: Pad, data: Any) -> int:
    count = len(data) if isinstance(data, list) else pad.count(data, "members（人数）", 1)
    if count < 1:
        pad.faults.append("members（人数）至少为 1。")
    return max(count, 1)


def _together(pad: Pad, data: Any, applicant: str) -> int:
    """How many apply: a number with the applicant counted, or a list, in which the applicant may stand or not."""
    if not isinstance(data, list):
        return _members(pad, data)
    names = [row.get("name") if isinstance(row, Mapping) else row for row in data]
    return 1 + sum(1 for name in names if not applicant or name != applicant)


def _forum(pad: Pad, data: Any) -> Forum | None:
    """The forum; a kind of body that the law does not tell apart is another body, as in stories."""
    if data is None:
        return None
    written = pad.mapping(data, "forum（办案或者处理机关）")
    if written.get("place") is None:
        return None
    seat = pad.place(written["seat"], "forum.seat（机关驻地）") if written.get("seat") else None
    kind = pad.text(written.get("kind"), "forum.kind（机关）", "other")
    return Forum(
        kind if kind in FORUMS else "other", pad.place(written["place"], "forum.place（机关所在地）"), seat
    )


def _opponent(pad: Pad, data: Any) -> Opponent:
    written = pad.mapping(data, "opponents（对方）里的一项")
    return Opponent(
        pad.text(written.get("name") or written.get("cast"), "opponents.name（对方姓名）"),
        pad.text(written.get("relation"), "opponents.relation（对方与申请人的关系）") or None,
        pad.flag(written.get("same_household"), "same_household（共同生活）"),
    )


def _names(opponents: Any) -> Iterable[str]:
    for item in opponents if isinstance(opponents, list) else ():
        if isinstance(item, Mapping):
            yield from (str(item[key]) for key in ("name", "cast") if item.get(key))


def _agent(pad: Pad, data: Any, opponents: Sequence[str]) -> Agent | None:
    if data is None:
        return None
    written = pad.mapping(data, "agent（代为申请的人）")
    relation = pad.word(written.get("relation"), RELATIONS, "agent.relation（代为申请的身份）", "entrusted")
    names = [str(written[key]) for key in ("name", "cast") if written.get(key)]
    stated = pad.flag(written.get("is_opponent"), "is_opponent（是对方）")
    is_opponent = stated is True or any(name in opponents for name in names)
    return Agent(relation, is_opponent, names[0] if names else "")


def _means(pad: Pad, data: Any, opponents: Sequence[Opponent]) -> Means | None:
    if data is None:
        return None
    written = pad.mapping(data, "means（经济状况）")
    inside = {opponent.relation for opponent in opponents if opponent.same_household}
    household = tuple(
        _member(pad, item, inside) for item in pad.items(written.get("household"), "household（家庭）")
    )
    if household and all(member.relation != "self" for member in household):
        pad.faults.append("household（家庭）里没有写申请人本人（relation: self）。")
    spending = written.get("spending")
    return Means(
        household,
        tuple(_assets(pad, written.get("assets"))),
        pad.fen(spending, "spending（家庭支出）") if spending is not None else None,
        pad.words(written.get("hardships"), HARDSHIPS, "hardships（困难情形）"),
        pad.flag(written.get("low_income_recognised"), "low_income_recognised（已认定为低收入人口）"),
    )


def _member(pad: Pad, data: Any, opponents_inside: Iterable[str | None]) -> HouseholdMember:
    written = pad.mapping(data, "household（家庭）里的一项")
    relation = pad.text(written.get("relation"), "household.relation（关系）")
    if not relation:
        pad.faults.append("household（家庭）里有一项没有写 relation（关系）。")
    if written.get("income") is None:
        pad.faults.append("household（家庭）里有一项没有写 income（月收入）；没有收入的写 0。")
    income = pad.fen(written.get("income") or 0, "income（月收入）")
    if income > ABSURD_INCOME_FEN:
        pad.faults.append(f"income（月收入）“{written.get('income')}”不合常理，请核对。")
    stated = pad.flag(written.get("is_opponent"), "is_opponent（是对方）")
    is_opponent = stated is True or (relation != "self" and relation in opponents_inside)
    return HouseholdMember(relation, income, is_opponent)


def _assets(pad: Pad, data: Any) -> Iterable[Asset]:
    """Assets as rows of kind and value, as ``kind: value``, or as one amount of savings, as in stories."""
    if data is None:
        return
    if isinstance(data, Mapping) and "kind" not in data:
        yield from (
            Asset(str(kind), pad.fen(value, f"assets（财产）的“{kind}”")) for kind, value in data.items()
        )
        return
    if not isinstance(data, Mapping | list):
        yield Asset("savings", pad.fen(data, "assets（财产）"))
        return
    for item in pad.items(data, "assets（财产）"):
        written = pad.mapping(item, "assets（财产）里的一项")
        yield Asset(
            pad.text(written.get("kind"), "assets.kind（财产种类）", "other"),
            pad.fen(written.get("value", 0), "assets.value（财产价值）"),
            pad.area(written.get("area"), "assets.area（建筑面积，平方米）"),
        )
