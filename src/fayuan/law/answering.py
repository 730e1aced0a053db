"""How ``fayuan law`` writes its answers: sentences, or JSON, and faults apart from answers."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, TextIO


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction) else value


def print_json(value: Any) -> int:
    """Answers in JSON; returns 0."""
    _write(sys.stdout, [json.dumps(_plain(value), ensure_ascii=False, indent=2)])
    return 0


def print_lines(lines: Sequence[str]) -> int:
    """Answers in sentences, one a line; returns 0."""
    _write(sys.stdout, lines)
    return 0


def say_faults(faults: Sequence[str], as_json: bool) -> int:
    """Says why there is no answer: in JSON where it was asked for, else on the side for faults; returns 2."""
    if as_json:
        print_json({"faults": list(faults)})
    else:
        _write(sys.stderr, faults)
    return 2


def _write(stream: TextIO, lines: Sequence[str]) -> None:
    stream.write("\n".join(lines) + "\n")
