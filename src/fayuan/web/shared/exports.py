"""Lists that leave the product as files: cells that a spreadsheet would take for formulas are defused."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = tuple("=+-@\t\r\n|%＝＋－＠")


def defused(value: object) -> str:
    """A cell's text; one that begins like a formula is marked as text by an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def xlsx_file(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as a workbook of plain text, its head repeated on every printed page."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    for row in (head, *rows):
        sheet.append([defused(cell) for cell in row])
    made = BytesIO()
    book.save(made)
    response = HttpResponse(made.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return response


def csv_file(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as a download, in UTF-8 with the mark by which spreadsheets know it."""
    text = StringIO()
    writer = csv.writer(text)
    for row in (head, *rows):
        writer.writerow([defused(cell) for cell in row])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or "attachment"
    return response
