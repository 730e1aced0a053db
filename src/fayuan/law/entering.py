"""An entry that people make in the product instead of in a file: built from columns, checked as files are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from fayuan.law.places import is_code
from fayuan.law.reasons import MARKS, Mark
from fayuan.law.rulefiles import Fault, Parameter, freeze, thaw
from fayuan.law.shapes import fault_in

ENTERED = 1_000
"""The layer of entries made in the product: they speak before every folder."""


def parameter(
    *,
    key: str,
    region: str,
    value: Any,
    valid_from: date,
    valid_to: date | None,
    basis: str,
    mark: Mark,
    note: str,
    source: str,
) -> Parameter:
    """The entry as the rule book holds it; ``source`` names it in faults. Nothing is checked yet."""
    return Parameter(
        key,
        region,
        freeze(value),
        valid_from,
        valid_to,
        basis.strip(),
        mark,
        note.strip(),
        source,
        0,
        ENTERED,
    )


def entry_faults(entry: Parameter) -> Iterator[Fault]:
    """What is wrong with an entry taken by itself: the faults that a file's reader would name."""
    reasons = (
        "" if is_code(entry.region) else f"的“{entry.region}”不是六位区划代码",
        fault_in(entry.key, thaw(entry.value), entry.region),
        "缺少 basis（依据）" if not entry.basis else "",
        "的核实标记只能是 ✔、○、待核实" if entry.mark not in MARKS else "",
        "的截止日期早于开始日期" if entry.valid_to and entry.valid_to < entry.valid_from else "",
    )
    return (Fault(entry.source, entry.line, f"“{entry.key}”{reason}") for reason in reasons if reason)
