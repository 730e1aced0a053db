"""Values as PostgreSQL's COPY reads them (text format)."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def escaped(text: str) -> str:
    """Text of a cell."""
    return text.translate(ESCAPES)


def sealed(value: bytes) -> str:
    """Bytes of a cell."""
    return f"\\\\x{value.hex()}"


def cell(value: Any, *, as_json: bool = False) -> str:
    """A value of a plain column; lists are arrays unless the column holds JSON."""
    if value is None:
        return NULL
    if as_json:
        return escaped(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return sealed(bytes(value))
    if isinstance(value, list | tuple):
        return escaped("{" + ",".join(_member(each) for each in value) + "}")
    if isinstance(value, int | float | Decimal):
        return str(value)
    raise TypeError(f"no cell for {type(value).__name__}")


def _member(value: Any) -> str:
    """A member of an array."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "NULL" if value is None else str(value)
