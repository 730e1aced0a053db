"""A rule set written down whole, and read back as the same rule set: same entries, same hash."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fayuan.law.rulefiles import Parameter, freeze, thaw
from fayuan.law.rules import RuleBook

Row = list[Any]
"""Key, region, value, first and last day, basis, mark, note, source, line, layer."""


def written_down(book: RuleBook) -> list[Row]:
    """The rule set as plain data that JSON can hold."""
    return [
        [
            *(each.key, each.region, thaw(each.value)),
            *(each.valid_from.isoformat(), each.valid_to and each.valid_to.isoformat()),
            *(each.basis, each.mark, each.note, each.source, each.line, each.layer),
        ]
        for each in book.entries()
    ]


def read_back(rows: Sequence[Row]) -> RuleBook:
    """The rule set that was written down. Nothing is checked again: what was in force then is read as it stood, even
    where today's loader would refuse it."""
    return RuleBook(_entry(*row) for row in rows)


def _entry(key: str, region: str, value: Any, first: str, last: str | None, *rest: Any) -> Parameter:
    last_day = date.fromisoformat(last) if last else None
    return Parameter(key, region, freeze(value), date.fromisoformat(first), last_day, *rest)
