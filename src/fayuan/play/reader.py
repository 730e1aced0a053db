"""From a story file to a story; whatever is wrong with the file is said with its line."""

import csv
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from yaml import Node, SequenceNode

from fayuan.demo.places import DIVISIONS
from fayuan.law.rules import load
from fayuan.network.divisions import LIST
from fayuan.play.details import NEEDED, VERBS
from fayuan.play.nodes import Read, StoryFault, fields, line_of, moment, one_of, pairs, parse, text
from fayuan.play.story import MAKES_MATTER, SYSTEM, Member, Step, Story
from fayuan.play.vocabulary import Names, expectation, grounds_to_terminate, kinds_of_matters, member

LATITUDE = ("for", "as", "matter_ref")
"""Stand beside `do`, or among its details: both are written."""


def read(path: Path) -> Story:
    """The story of a file. Raises `StoryFault` with the line and the reason."""
    try:
        written = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise StoryFault(1, f"打不开文件：{fault.strerror}") from fault
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise StoryFault(line, "不是 UTF-8 编码") from fault
    return read_text(written)


def read_text(written: str) -> Story:
    """The story of a text."""
    root = parse(written)
    nodes: dict[str, Node] = fields(
        dict.fromkeys(("title", "place", "cast", "script"), _as_it_is),
        "故事文件",
        required=("title", "place", "cast", "script"),
    )(root)
    places = known_places()
    place = Names((), places, ()).place(nodes["place"])
    cast = _cast(nodes["cast"], Names((), places, ()))
    names = Names(tuple(cast), places, known_matters(), known_grounds())
    return Story(text(nodes["title"]), place, cast, _script(nodes["script"], names))


def _as_it_is(node: Node) -> Node:
    return node


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """The codes of the country's divisions and of the fictional province."""
    with LIST.open(encoding="utf-8", newline="") as file:
        real = {row["code"] for row in csv.DictReader(file)}
    return frozenset(real | {code for code, *_ in DIVISIONS})


@lru_cache(maxsize=1)
def known_matters() -> tuple[str, ...]:
    """The kinds of matters of the rule files; no database is asked, for a file is read before one is there."""
    return kinds_of_matters(load(tuple(settings.RULES_DIRS)))


@lru_cache(maxsize=1)
def known_grounds() -> tuple[str, ...]:
    """The grounds to end the aid of the rule files."""
    return grounds_to_terminate(load(tuple(settings.RULES_DIRS)))


def _cast(node: Node, names: Names) -> dict[str, Member]:
    cast: dict[str, Member] = {}
    for key, value in pairs(node, "人物表"):
        if key.value == SYSTEM:
            raise StoryFault(line_of(key), f"“{SYSTEM}”留给系统，不能用作人物的名字")
        said: dict[str, Any] = member(names)(value)
        roles = said.pop("role")
        if not roles:
            raise StoryFault(line_of(value), "人物至少要有一个角色")
        if "authority" in roles and "kind" not in said:
            raise StoryFault(line_of(value), "办案机关要写明 kind")
        cast[key.value] = Member(key.value, roles, said, line_of(key))
    return cast


def _script(node: Node, names: Names) -> tuple[Step, ...]:
    if not isinstance(node, SequenceNode) or not node.value:
        raise StoryFault(line_of(node), "script 要写成一步一步的列表")
    script = tuple(_step(each, names) for each in node.value)
    _check_order(script)
    _check_labels(script)
    return script


def _step(node: Node, names: Names) -> Step:
    nodes: dict[str, Node] = fields(
        dict.fromkeys(("at", "by", "do", "with", "expect", *LATITUDE), _as_it_is),
        "步骤",
        required=("at", "by", "do"),
    )(node)
    verb = one_of(VERBS, "动作")(nodes["do"])
    said, beside = _details(verb, nodes, names)
    step = Step(
        line=line_of(node),
        at=moment(nodes["at"]),
        by=one_of((*names.cast, SYSTEM), "人物")(nodes["by"]),
        do=verb,
        details=said,
        expect=expectation(names)(nodes["expect"]) if "expect" in nodes else {},
        label=beside.get("as", ""),
        matter_ref=beside.get("matter_ref", ""),
    )
    _check_step(step)
    return step


def _details(verb: str, nodes: dict[str, Node], names: Names) -> tuple[dict[str, Any], dict[str, Any]]:
    """The verb's details, and what stands beside the verb, wherever each was written."""
    own = VERBS[verb](names)
    latitude: dict[str, Read] = {"as": text, "matter_ref": text}
    read_all = fields({**own, **latitude}, f"“{verb}”的细节")
    said: dict[str, Any] = read_all(nodes["with"]) if "with" in nodes else {}
    for key in LATITUDE:
        if key in nodes and key not in {**own, **latitude}:
            raise StoryFault(line_of(nodes[key]), f"“{verb}”不用写“{key}”")
        if key in nodes:
            said[key] = {**own, **latitude}[key](nodes[key])
    missing = [key for key in NEEDED.get(verb, ()) if key not in said]
    if missing:
        raise StoryFault(line_of(nodes.get("with", nodes["do"])), f"“{verb}”缺少“{'、'.join(missing)}”")
    beside = {key: said.pop(key) for key in latitude if key in said}
    return said, beside


def _check_step(step: Step) -> None:
    """What no single value shows: who may wait, what may be labelled, what a reason goes with."""
    if (step.by == SYSTEM) != (step.do == "wait"):
        raise StoryFault(step.line, f"“wait”只能由 {SYSTEM} 来做，{SYSTEM} 也只做“wait”")
    if step.label and step.do not in MAKES_MATTER:
        raise StoryFault(step.line, f"“{step.do}”不产生新的案件，不能用 as 命名")
    if "because" in step.expect and not step.expect.get("not_allowed"):
        raise StoryFault(step.line, "写了 because，就要写 not_allowed: true")


def _check_order(script: Sequence[Step]) -> None:
    for before, step in pairwise(script):
        if step.at < before.at:
            raise StoryFault(step.line, f"时间 {step.at:%Y-%m-%d %H:%M} 早于上一步，时间不能倒流")


def _check_labels(script: Sequence[Step]) -> None:
    labels: set[str] = set()
    for step in script:
        if step.matter_ref and step.matter_ref not in labels:
            raise StoryFault(step.line, f"前面没有用 as 命名为“{step.matter_ref}”的案件")
        if step.label:
            labels.add(step.label)
