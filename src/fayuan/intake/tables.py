"""Tables that people bring along: CSV (UTF-8 or GB18030) and XLSX, read as rows of plain text.

What a table holds is data and never runs: formulas are told apart from values, and nothing is computed.
"""

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from fayuan.core.errors import BadInput

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 200 * 2**20  # of a workbook, which is a packed folder
MOST_COLUMNS = 200
HEAD_WITHIN = 10  # above its head a table may have a title and remarks
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
DELIMITERS = (",", "\t", ";", "，")
EXACT_DIGITS = 15  # a spreadsheet keeps no more digits of a number; the rest are lost


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as text. `is_formula`: it would be computed; `has_lost`: a number too long for a spreadsheet."""

    text: str = ""
    is_formula: bool = False
    has_lost: bool = False


EMPTY = Cell()
Row = Mapping[str, Cell]
Needed = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the head, each with the number that its reader sees in the file (the first line is 1)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row (its number as in the file), in a sentence that says what to do."""

    row: int
    says: str


def read_table(content: bytes, needed: Needed, *, most_bytes: int = MOST_BYTES) -> Table:
    """The table in a file. Its head is the first line with a heading for everything that is needed.

    Each needed column is a list of the headings it may have. Raises `BadInput` with a sentence for a file that is no
    table, too large, in an unknown encoding, or without that head.
    """
    if len(content) > most_bytes:
        raise _bad(_("表格超过%(mb)d兆。请分成几个文件。") % {"mb": most_bytes // 2**20})
    if not content.strip():
        raise _bad(_("这个文件是空的。请重新选择。"))
    if content.startswith(OLD_WORKBOOK):
        raise _bad(_("这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV 再上传。"))
    lines = _workbook(content) if content.startswith(WORKBOOK) else _text(content, needed)
    return _below_head(lines, needed)


def _bad(says: str) -> BadInput:
    return BadInput({"file": says})


def _text(content: bytes, needed: Needed) -> list[list[Cell]]:
    """The lines of a CSV file."""
    text = _decoded(content)
    try:
        return [[_typed(value) for value in line] for line in _split(text, _delimiter(text, needed))]
    except csv.Error as broken:
        raise _bad(_("这个文件打不开。请在 Excel 里另存为 .xlsx 或 CSV 再上传。")) from broken


def _delimiter(text: str, needed: Needed) -> str:
    """What splits one of the first lines into the needed headings; a comma where nothing does."""
    start = "\n".join(text.splitlines()[:HEAD_WITHIN])
    for delimiter in DELIMITERS:
        if any(_is_head([heading(value) for value in line], needed) for line in _split(start, delimiter)):
            return delimiter
    return DELIMITERS[0]


def _split(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _bad(_("认不出这个文件的文字编码。请在 Excel 里另存为“CSV UTF-8”或 .xlsx 再上传。"))


def _typed(text: str) -> Cell:
    """A cell of a text file; what a spreadsheet would compute on opening counts as a formula."""
    value = text.strip()
    return Cell(value, is_formula=value[:1] in {"=", "@"})


def _workbook(content: bytes) -> list[list[Cell]]:
    """The lines of the first sheet of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise _bad(_("这个表格展开后太大。请只保留要用的内容再上传。"))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        try:
            sheet = book.worksheets[0]
            return [[_held(cell) for cell in line] for line in sheet.iter_rows(max_col=MOST_COLUMNS)]
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, ParseError) as broken:
        raise _bad(_("这个文件打不开。请在 Excel 里另存为 .xlsx 或 CSV 再上传。")) from broken


def _held(cell: object) -> Cell:
    """A cell of a workbook as text: days as 2026-06-12, numbers without an exponent."""
    value = getattr(cell, "value", None)
    match value:
        case None:
            return EMPTY
        case datetime() | date():
            return Cell(value.strftime("%Y-%m-%d"))
        case bool():
            return Cell(_("是") if value else _("否"))
        case float() if value.is_integer():
            return Cell(str(int(value)), has_lost=abs(value) >= 10**EXACT_DIGITS)
        case int():
            return Cell(str(value), has_lost=abs(value) >= 10**EXACT_DIGITS)
    return Cell(str(value).strip(), is_formula=getattr(cell, "data_type", "") == "f")


def heading(text: str) -> str:
    """A heading as it is compared: without spaces and remarks in brackets."""
    return "".join(text.split()).partition("（")[0].partition("(")[0]


def _is_head(headings: Collection[str], needed: Needed) -> bool:
    return all(any(name in headings for name in names) for names in needed)


def _below_head(lines: Sequence[Sequence[Cell]], needed: Needed) -> Table:
    for place, line in enumerate(lines[:HEAD_WITHIN]):
        columns = tuple(heading(cell.text) for cell in line)
        if _is_head(columns, needed):
            return Table(columns, tuple(_rows(lines[place + 1 :], columns, place + 2)))
    named = _("、").join(names[0] for names in needed)
    raise _bad(_("表格里没有找到这些列：%(named)s。请按样表写好列名。") % {"named": named})


def _rows(lines: Iterable[Sequence[Cell]], columns: Sequence[str], first: int) -> Iterator[tuple[int, Row]]:
    """The lines that hold something."""
    for number, line in enumerate(lines, first):
        if any(cell.text for cell in line):
            yield number, {name: cell for name, cell in zip(columns, line, strict=False) if name}
