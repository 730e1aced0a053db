"""From recognised lines to what stands on a card. Pure: knows where words stand on the front of an identity card.

The number is believed only with its check letter; sex and birth follow from it. Name and address are what stands right
of their labels; the address goes on in the lines below, down to the number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fayuan.people.identity import is_id_number

NUMBER = re.compile(r"\d{17}[\dXx]")
LABELS = ("姓名", "性别", "民族", "出生", "住址", "公民")
NUMBER_LABEL = ("公民", "号码")  # how the label of the number begins and ends; either may be lost
LEAST_SURE = 0.5


class Line(NamedTuple):
    """A recognised line: its letters, where it begins from the left, its middle from the top, its height, how sure."""

    text: str
    left: float
    middle: float
    height: float
    sure: float = 1.0


@dataclass(frozen=True)
class Card:
    """What was read; blank where nothing could be."""

    name: str = ""
    id_number: str = ""
    address: str = ""


def card_of(lines: Iterable[Line]) -> Card:
    """What the lines of a card's front say."""
    read = [line._replace(text=re.sub(r"\s", "", line.text)) for line in lines if line.sure >= LEAST_SURE]
    number = _number(read)
    return Card(_beside("姓名", read), number, _address(read, number))


def _number(lines: Sequence[Line]) -> str:
    for line in lines:
        for found in NUMBER.findall(line.text):
            if is_id_number(found):
                return str(found).upper()
    return ""


def _beside(label: str, lines: Sequence[Line]) -> str:
    """What stands right of the label: behind it in its own line, else the nearest line at its height."""
    own = next((line for line in lines if line.text.startswith(label)), None)
    if own is None:
        return ""
    if own.text != label:
        return own.text.removeprefix(label)
    beside = [line for line in lines if line.left > own.left and not _is_label(line)]
    near = [line for line in beside if abs(line.middle - own.middle) <= max(own.height, line.height)]
    return min(near, key=lambda line: abs(line.middle - own.middle), default=Line("", 0, 0, 0)).text


def _address(lines: Sequence[Line], number: str) -> str:
    """The address from its first line down to the number."""
    first = _beside("住址", lines)
    start = next((line for line in lines if first and line.text.removeprefix("住址") == first), None)
    if start is None:
        return ""
    ends = [line.middle for line in lines if _is_number_line(line, number)]
    end = min(ends, default=start.middle + 5 * start.height)
    below = [
        line for line in lines if start.middle + start.height / 3 < line.middle < end and not _is_label(line)
    ]
    return first + "".join(line.text for line in sorted(below, key=lambda line: line.middle))


def _is_number_line(line: Line, number: str) -> bool:
    is_label = line.text.startswith(NUMBER_LABEL[0]) or line.text.endswith(NUMBER_LABEL[1])
    return is_label or bool(number and number in line.text.upper())


def _is_label(line: Line) -> bool:
    return any(line.text.startswith(label) for label in LABELS)
