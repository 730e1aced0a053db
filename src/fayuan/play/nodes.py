"""Reading YAML with line numbers: a reader takes a node and gives a plain value, or says what is wrong where."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from fayuan.core.clock import SHANGHAI

Read = Callable[[Node], Any]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?")
NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?")


class StoryFault(Exception):
    """The story file itself is wrong: in which line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"{line}: {reason}")
        self.line, self.reason = line, reason


def line_of(node: Node) -> int:
    """The line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


def parse(text: str) -> Node:
    """The one document of a YAML text; raises `StoryFault` where it is no YAML or empty."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise StoryFault(mark.line + 1 if mark else 1, f"不是正确的 YAML：{fault.problem}") from fault
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise StoryFault(line, "有 YAML 不允许的字符") from fault
    if root is None:
        raise StoryFault(1, "文件是空的")
    return root


def text(node: Node) -> str:
    """Words, or anything that can stand as words; never nothing."""
    if not isinstance(node, ScalarNode) or node.tag.endswith(":null"):
        raise StoryFault(line_of(node), "这里要写文字")
    return str(node.value)


def whole(node: Node) -> int:
    """A whole number."""
    value = number(node)
    if value != value.to_integral_value():
        raise StoryFault(line_of(node), f"“{node.value}”不是整数")
    return int(value)


def number(node: Node) -> Decimal:
    """A number as people write it, without sign games or exponents."""
    if not isinstance(node, ScalarNode) or not NUMBER.fullmatch(node.value):
        raise StoryFault(line_of(node), "这里要写数字")
    return Decimal(node.value)


def yuan(node: Node) -> int:
    """An amount in yuan, as fen."""
    fen = number(node) * 100
    if fen != fen.to_integral_value():
        raise StoryFault(line_of(node), f"“{node.value}”不是到分为止的金额")
    return int(fen)


def flag(node: Node) -> bool:
    """true or false."""
    if not isinstance(node, ScalarNode) or not node.tag.endswith(":bool"):
        raise StoryFault(line_of(node), "这里要写 true 或 false")
    return bool(yaml.SafeLoader.bool_values[node.value.lower()])


def day(node: Node) -> date:
    """A date: 2026-06-12."""
    written = text(node)
    try:
        if DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass  # the thirtieth of February: said below like any other
    raise StoryFault(line_of(node), f"“{written}”不是日期，应写成 2026-06-12")


def moment(node: Node) -> datetime:
    """A moment of local time: 2026-06-12 09:00."""
    written = text(node)
    try:
        if MOMENT.fullmatch(written):
            return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)
    except ValueError:
        pass  # the twenty-fifth hour: said below like any other
    raise StoryFault(line_of(node), f"“{written}”不是时间，应写成 2026-06-12 09:00")


def one_of(known: Collection[str], what: str) -> Read:
    """A reader of a word out of a closed list; `what` is what people call such a word."""

    def read(node: Node) -> str:
        word = text(node)
        if word not in known:
            raise StoryFault(line_of(node), f"不认识的{what}“{word}”（可以写：{'、'.join(known)}）")
        return word

    return read


def several(read: Read) -> Read:
    """A reader of a list; one item may stand without its brackets."""

    def read_all(node: Node) -> tuple[Any, ...]:
        if isinstance(node, SequenceNode):
            return tuple(read(each) for each in node.value)
        return (read(node),)

    return read_all


def either(read: Read, otherwise: Read) -> Read:
    """A reader that takes mappings by the first, everything else by the second."""
    return lambda node: read(node) if isinstance(node, MappingNode) else otherwise(node)


def pairs(node: Node, what: str) -> list[tuple[Node, Node]]:
    """The keys and values of a mapping; a key that stands twice is a fault."""
    if not isinstance(node, MappingNode):
        raise StoryFault(line_of(node), f"{what}要写成“键: 值”")
    seen: set[str] = set()
    for key, _value in node.value:
        if text(key) in seen:
            raise StoryFault(line_of(key), f"“{key.value}”写了两次")
        seen.add(key.value)
    return list(node.value)


def mapping(read: Read, what: str) -> Read:
    """A reader of a mapping with names of the author's own as keys."""
    return lambda node: {text(key): read(value) for key, value in pairs(node, what)}


def fields(known: Mapping[str, Read], what: str, *, required: Collection[str] = ()) -> Read:
    """A reader of a mapping with known keys; an unknown key is a fault, so is a required one that is missing."""

    def read(node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs(node, what):
            if key.value not in known:
                words = "、".join(known) or "无"
                raise StoryFault(line_of(key), f"{what}里没有“{key.value}”这一项（可以写：{words}）")
            found[key.value] = known[key.value](value)
        missing = [key for key in required if key not in found]
        if missing:
            raise StoryFault(line_of(node), f"{what}缺少“{'、'.join(missing)}”")
        return found

    return read
