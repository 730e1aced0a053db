"""Turns the data of a paper into the words that are printed, and says what is missing."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from fayuan.dossier.papers.catalogue import Field, Form
from fayuan.dossier.papers.citations import cited
from fayuan.dossier.papers.faults import IncompletePaper, MissingGlyph, UnfitValue, UnknownField

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")  # papers show local time; no summer time since 1991

Words = str | list[str] | list[dict[str, Any]] | None

# Characters that would make a paper read differently from its data: they turn the direction of writing round.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def fill(form: Form, data: Mapping[str, Any]) -> dict[str, Words]:
    """Return the printed words of every field of a form, None for one that is not given.

    `data` maps field names to values: text, dates (or ISO text), aware moments (or ISO text), counts, fen,
    flags, keys of choices, lists of text, rows as mappings. An empty text, list or row counts as not given.
    Raises `UnknownField`, `IncompletePaper`, `UnfitValue`, and `MissingGlyph` for characters that must not
    stand on a paper.
    """
    known = {field.name for field in form.fields}
    if unknown := [name for name in data if name not in known]:
        raise UnknownField(form.name, unknown)
    if missing := _missing(form, data):
        raise IncompletePaper(form.name, missing)
    words = {field.name: _words(form, field, data.get(field.name)) for field in form.fields}
    if barred := list(dict.fromkeys(char for text in _texts(words) for char in text if _is_barred(char))):
        raise MissingGlyph(barred)
    return words


def chinese_date(day: date) -> str:
    """Write a date as papers do: 2026年6月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _missing(form: Form, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    missing = []
    for field in form.fields:
        value = data.get(field.name)
        if _is_empty(value) and not field.always:
            if _is_required(field, data):
                missing.append((field.name, field.label))
        elif field.type == "rows" and isinstance(value, Sequence):
            missing += _missing_in_rows(field, value)
    return missing


def _is_required(field: Field, data: Mapping[str, Any]) -> bool:
    return field.required or any(data.get(name) == choice for name, choice in field.when.items())


def _missing_in_rows(field: Field, rows: Sequence[Any]) -> list[tuple[str, str]]:
    return [
        (f"{field.name}[{at}].{column.name}", f"{field.label}第{at + 1}行的{column.label}")
        for at, row in enumerate(rows)
        if isinstance(row, Mapping)
        for column in field.columns
        if column.required and _is_empty(row.get(column.name))
    ]


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], (), {})


def _words(form: Form, field: Field, value: Any) -> Words:
    if field.always:
        value = [*(value or ()), *field.always]
    if _is_empty(value):
        return None
    try:
        return _WRITERS[field.type](field, value)
    except (TypeError, ValueError, KeyError, AttributeError) as wrong:
        raise UnfitValue(form.name, field.label, _EXPECTED[field.type]) from wrong


def _text(field: Field, value: str) -> str:
    return " ".join(value.split())


def _prose(field: Field, value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


def _date(field: Field, value: date | str) -> str:
    return chinese_date(date.fromisoformat(value) if isinstance(value, str) else value)


def _moment(field: Field, value: datetime | str) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = moment.astimezone(CHINA)
    return f"{chinese_date(local.date())}{local:%H:%M}"


def _count(field: Field, value: int) -> str:
    return f"{_whole(value)}"


def _fen(field: Field, value: int) -> str:
    yuan, fen = divmod(_whole(value), 100)
    return f"{yuan:,}.{fen:02}元" if fen else f"{yuan:,}元"


def _whole(value: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("a whole number, not negative")
    return value


def _flag(field: Field, value: bool) -> str:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return "是" if value else "否"


def _choice(field: Field, value: str) -> str:
    return field.options[value]


def _choices(field: Field, value: Sequence[str]) -> list[str]:
    return [field.options[key] for key in _several(value)]


def _list(field: Field, value: Sequence[str]) -> list[str]:
    return [_text(field, item) for item in _several(value) if item.strip()]


def _citations(field: Field, value: Sequence[str]) -> str:
    return cited(_several(value))


def _rows(field: Field, value: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {column.name: _cell(column, row.get(column.name)) for column in field.columns}
        for row in _several(value)
    ]


def _cell(column: Field, value: Any) -> Words:
    return None if _is_empty(value) else _WRITERS[column.type](column, value)


def _several(value: Sequence[Any]) -> Sequence[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError("a list")
    return value


_WRITERS: Mapping[str, Callable[[Field, Any], Words]] = {
    "text": _text,
    "prose": _prose,
    "date": _date,
    "moment": _moment,
    "count": _count,
    "fen": _fen,
    "flag": _flag,
    "choice": _choice,
    "choices": _choices,
    "list": _list,
    "citations": _citations,
    "rows": _rows,
}

_EXPECTED: Mapping[str, str] = {
    "text": "一行文字",
    "prose": "文字",
    "date": "日期",
    "moment": "带时区的时刻",
    "count": "不小于零的整数",
    "fen": "以分为单位的整数金额",
    "flag": "是或者否",
    "choice": "所列选项之一",
    "choices": "所列选项中的若干项",
    "list": "若干行文字",
    "citations": "若干条法律依据",
    "rows": "若干行表格内容",
}


def _texts(words: Any) -> list[str]:
    if isinstance(words, str):
        return [words]
    nested = words.values() if isinstance(words, Mapping) else words or ()
    return [text for part in nested for text in _texts(part)]


def _is_barred(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in ("Cc", "Cs")
