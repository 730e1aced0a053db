"""How every result explains itself: a step names its rule, its article, what it looked at and what
follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Mark = Literal["✔", "○", "待核实"]
"""How far a rule's wording is known: ✔ the wording was read, ○ second-hand, 待核实 still to be verified."""

MARKS: tuple[Mark, ...] = ("✔", "○", "待核实")
MARK_MEANS: Mapping[Mark, str] = {"✔": "已核对原文", "○": "来自二手资料", "待核实": "待核实"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reasoning.

    ``rule`` is the parameter or rule that decided, ``article`` its basis (as ``法律援助法 42(3)``),
    ``inputs`` what was looked at, ``says`` the sentence for people; ``passed`` is None where a person has to
    decide.
    """

    rule: str
    article: str
    says: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    passed: bool | None = True


@dataclass(frozen=True, slots=True)
class Marked:
    """A rule that a result rests on, with how far its wording is known."""

    rule: str
    mark: Mark
    basis: str


def weakest(marks: tuple[Mark, ...]) -> Mark:
    """The least certain of several marks; with none given, ✔."""
    return max(marks, key=MARKS.index, default="✔")
