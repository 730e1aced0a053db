"""The mapping: which column of a foreign table is what here, and what its words mean in ours.

source: 旧系统的名称            # with its key it names a case for good
columns: {key: 案件编号, name: 姓名, state: 状态, …}   # our name: the table's heading
constants: {agency: "970102", form: litigation}      # what the table does not say
values: {state: {已归档: archived}, subject: {工伤: work_injury}}
dates: ["%Y-%m-%d", "%Y年%m月%d日"]
amounts: yuan                                         # or fen
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

import yaml
from django.utils.translation import gettext as _

from fayuan.core.errors import BadInput
from fayuan.intake.imports.cases import OldCase
from fayuan.intake.tables import Needed, heading

NAMES = frozenset(field.name.removesuffix("_fen") for field in fields(OldCase))
NEEDED = frozenset(field.name for field in fields(OldCase) if field.default is MISSING)
PARTS = frozenset({"source", "columns", "constants", "values", "dates", "amounts"})
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d")
FEN_IN = {"yuan": 100, "fen": 1}
LONGEST_SOURCE = 60


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A mapping that was read: headings and constants by our names, words by name, formats of dates, fen in a unit."""

    source: str
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    dates: tuple[str, ...]
    fen: int

    @property
    def needed(self) -> Needed:
        """The headings that the table must have."""
        return tuple((name,) for name in self.columns.values())


def read_mapping(text: str) -> ColumnMap:
    """The mapping in a YAML text; `BadInput` naming every fault."""
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as broken:
        raise BadInput({"mapping": _("对照表不是有效的 YAML：%(why)s") % {"why": broken}}) from broken
    if not isinstance(given, dict):
        raise BadInput({"mapping": _("对照表要写成“名称: 内容”的样子，至少有 source 和 columns。")})
    faults = list(_faults(given))
    if faults:
        raise BadInput({"mapping": "".join(faults)})
    return ColumnMap(
        source=str(given["source"]).strip(),
        columns={name: heading(str(column)) for name, column in given["columns"].items()},
        constants={name: str(value) for name, value in given.get("constants", {}).items()},
        values={
            name: {str(theirs): str(ours) for theirs, ours in words.items()}
            for name, words in given.get("values", {}).items()
        },
        dates=tuple(map(str, given.get("dates", DATES))),
        fen=FEN_IN[given.get("amounts", "yuan")],
    )


def _faults(given: Mapping[Any, Any]) -> Iterator[str]:
    for part in sorted(set(map(str, given)) - PARTS):
        yield _("对照表里有不认识的项“%(part)s”。") % {"part": part}
    if not 0 < len(str(given.get("source", "")).strip()) <= LONGEST_SOURCE:
        yield _("请写 source：旧系统的名称，最多60字。")
    for part in ("columns", "constants", "values"):
        if not isinstance(given.get(part, {}), dict):
            yield _("“%(part)s”要写成“名称: 内容”的样子。") % {"part": part}
            return
    told = {*given.get("columns", {}), *given.get("constants", {})}
    for name in sorted(map(str, told | set(given.get("values", {})))):
        if name not in NAMES:
            yield _("没有“%(name)s”这一项。") % {"name": name}
    for name in sorted(NEEDED - told):
        yield _("缺少“%(name)s”：请写它在哪一列，或者写成常数。") % {"name": name}
    if not isinstance(given.get("dates", []), list):
        yield _("dates 要写成列表。")
    if given.get("amounts", "yuan") not in FEN_IN:
        yield _("amounts 只能是 yuan 或者 fen。")
    if any(not isinstance(words, dict) for words in given.get("values", {}).values()):
        yield _("values 里的每一项都要写成“旧词: 新词”的样子。")
