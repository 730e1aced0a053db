"""Reads rule files: YAML of dated entries, each fault named with its file and line.

A file maps a key to a list of entries::

    clock.T01:
      - value: {length: 7, unit: D, …}
        from: 2022-01-01
        to: 2027-12-31        # left out: in force until another entry begins
        basis: 法律援助法 43
        mark: ✔
        note: …               # may be left out
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from fayuan.law.places import NATION, is_code
from fayuan.law.reasons import MARKS, Mark
from fayuan.law.shapes import fault_in

_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C reader, where it is built, is ten times faster
_FIELDS = {"value", "from", "to", "basis", "mark", "note"}
FOREVER = date.max


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong in a rule file, and where; the first line is 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One dated entry of the rules: what holds, from when to when (both days included), and on what basis."""

    key: str
    region: str
    value: Any
    valid_from: date
    valid_to: date | None
    basis: str
    mark: Mark
    note: str
    source: str
    line: int
    layer: int = 0

    def covers(self, on: date) -> bool:
        """Whether this entry is in force on a day."""
        return self.valid_from <= on <= (self.valid_to or FOREVER)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of reading files: the entries that are right, and the faults of the others."""

    entries: tuple[Parameter, ...]
    faults: tuple[Fault, ...]


class _Broken(Exception):
    """A fault at a node; turned into a Fault by the reader that knows the file."""

    def __init__(self, node: yaml.Node, reason: str) -> None:
        super().__init__(reason)
        self.line = node.start_mark.line + 1
        self.reason = reason


def read_folder(folder: Path, layer: int) -> Reading:
    """Reads ``national/*.yaml`` and ``regions/<code>/*.yaml`` under a folder; ``layer`` tells later folders
    apart."""
    readings = [_read_file(path, folder, layer) for path in sorted(folder.rglob("*.yaml"))]
    entries = tuple(entry for reading in readings for entry in reading.entries)
    return Reading(entries, tuple(fault for reading in readings for fault in reading.faults))


def _read_file(path: Path, folder: Path, layer: int) -> Reading:
    name = path.relative_to(folder).as_posix()
    entries: list[Parameter] = []
    faults: list[Fault] = []
    try:
        region = _region_of(path.relative_to(folder))
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except UnicodeDecodeError:
        return Reading((), (Fault(name, 1, "不是 UTF-8 编码的文字文件"),))
    except ValueError as error:
        return Reading((), (Fault(name, 1, str(error)),))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Reading((), (Fault(name, line, f"文件格式有误：{error.problem}"),))
    except yaml.YAMLError:
        return Reading((), (Fault(name, 1, "里面有不能出现在文字里的符号"),))
    if root is None:
        return Reading((), ())
    for found in _entries(root, region, name, layer):
        if isinstance(found, _Broken):
            faults.append(Fault(name, found.line, found.reason))
        else:
            entries.append(found)
    return Reading(tuple(entries), tuple(faults))


def _region_of(path: Path) -> str:
    """The region a file speaks for, by the folder in which it lies."""
    if path.parts[0] == "national" and len(path.parts) == 2:
        return NATION
    if path.parts[0] == "regions" and len(path.parts) == 3 and is_code(path.parts[1]):
        return path.parts[1]
    raise ValueError("规则文件应放在 national/ 或 regions/六位区划代码/ 之下")


def _entries(root: yaml.Node, region: str, name: str, layer: int) -> Iterator[Parameter | _Broken]:
    if not isinstance(root, yaml.MappingNode):
        yield _Broken(root, "文件应由“名称: 条目”组成")
        return
    seen: set[str] = set()
    for key_node, list_node in root.value:
        key = key_node.value
        if key in seen:
            yield _Broken(key_node, f"“{key}”在本文件中写了两次")
            continue
        seen.add(key)
        if not isinstance(list_node, yaml.SequenceNode):
            yield _Broken(list_node, f"“{key}”下应是条目清单，每条以“- ”开头")
            continue
        for node in list_node.value:
            try:
                yield _entry(key, node, region, name, layer)
            except _Broken as broken:
                yield broken


def _entry(key: str, node: yaml.Node, region: str, name: str, layer: int) -> Parameter:
    fields = _fields(key, node)
    if "value" not in fields:
        raise _Broken(node, f"“{key}”缺少 value（内容）")
    value = _plain(fields["value"])
    if reason := fault_in(key, value, region):
        raise _Broken(fields["value"], f"“{key}”{reason}")
    valid_from = _day(key, fields.get("from"), node, "from（开始日期）")
    valid_to = _day(key, fields["to"], node, "to（截止日期）") if "to" in fields else None
    if valid_to and valid_to < valid_from:
        raise _Broken(fields["to"], f"“{key}”的截止日期早于开始日期")
    basis = _text(key, fields.get("basis"), node, "basis（依据）")
    mark = _text(key, fields.get("mark"), node, "mark（核实标记）")
    if mark not in MARKS:
        raise _Broken(fields["mark"], f"“{key}”的核实标记只能是 ✔、○、待核实")
    note = _text(key, fields["note"], node, "note") if "note" in fields else ""
    frozen = freeze(value)
    source = f"{name}"
    return Parameter(
        key, region, frozen, valid_from, valid_to, basis, mark, note, source, node.start_mark.line + 1, layer
    )


def _fields(key: str, node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _Broken(node, f"“{key}”的条目应写成“value: …、from: …、basis: …、mark: …”")
    fields: dict[str, yaml.Node] = {}
    for name_node, value_node in node.value:
        if name_node.value not in _FIELDS:
            raise _Broken(name_node, f"“{key}”的条目里有不认识的项“{name_node.value}”")
        if name_node.value in fields:
            raise _Broken(name_node, f"“{key}”的条目里“{name_node.value}”写了两次")
        fields[name_node.value] = value_node
    return fields


def _day(key: str, node: yaml.Node | None, entry: yaml.Node, called: str) -> date:
    if node is None:
        raise _Broken(entry, f"“{key}”缺少 {called}")
    try:
        return date.fromisoformat(node.value if isinstance(node, yaml.ScalarNode) else "")
    except ValueError:
        raise _Broken(node, f"“{key}”的 {called} 不是日期，应写成 2022-01-01 的样子") from None


def _text(key: str, node: yaml.Node | None, entry: yaml.Node, called: str) -> str:
    if node is None or not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise _Broken(node or entry, f"“{key}”缺少 {called}")
    return str(node.value).strip()


def _plain(node: yaml.Node) -> Any:
    """The value of a node; floats and repeated keys are faults at their own line."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for name, value in node.value:
            if name.value in values:
                raise _Broken(name, f"“{name.value}”写了两次")
            values[name.value] = _plain(value)
        return values
    if node.tag == "tag:yaml.org,2002:float":
        raise _Broken(node, f"小数“{node.value}”要加引号，写成 '{node.value}' 或分数，以免失准")
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (ValueError, yaml.YAMLError):
        raise _Broken(node, f"“{node.value}”读不懂") from None


def freeze(value: Any) -> Any:
    """The same value, unchangeable: mappings become read-only, lists become tuples."""
    if isinstance(value, dict):
        return MappingProxyType({name: freeze(item) for name, item in value.items()})
    return tuple(freeze(item) for item in value) if isinstance(value, list | tuple) else value


def thaw(value: Any) -> Any:
    """A frozen value as plain lists and dictionaries."""
    if isinstance(value, Mapping):
        return {name: thaw(item) for name, item in value.items()}
    return [thaw(item) for item in value] if isinstance(value, tuple) else value
