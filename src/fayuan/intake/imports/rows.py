"""A row of a foreign table as an old case, or what is wrong with it in sentences."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from fayuan.cases.models import Closing
from fayuan.core.fields import plain
from fayuan.intake.imports.cases import BY_APPLICATION_ONLY, NEEDS_HANDLER, PATHS, OldCase
from fayuan.intake.imports.mapping import ColumnMap
from fayuan.intake.tables import EMPTY, Row
from fayuan.law.lifecycles import STATES
from fayuan.law.words import FORMS, FORUMS, MATTERS, STAGES
from fayuan.people.identity import is_id_number, phone_plain

WORDS: Mapping[str, Collection[str]] = {
    "state": PATHS,
    "subject": MATTERS,
    "form": FORMS,
    "forum_kind": FORUMS,
    "stage": STAGES,
    "outcome": Closing.Outcome.values,
}
LONGEST = {
    "key": 60, "number": 40, "name": 80, "phone": 40, "case_number": 60, "offence": 100, "document": 60,
    "reason": 40, "ground": 30, "facts": 20_000, "address": 200,
}  # fmt: skip
LISTS = frozenset({"opponents", "files"})
MARKS = "、,，;；"
EARLIEST = date(1990, 1, 1)
MOST_FEN = 10**13


class RowWrong(Exception):
    """A row that cannot be taken; `faults` are sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("".join(faults))
        self.faults = faults


def read_case(row: Row, mapping: ColumnMap, today: date) -> OldCase:
    """The old case in a row; raises `RowWrong` with everything that is wrong in it."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for field in fields(OldCase):
        try:
            value = _value(field.name, row, mapping, today)
        except ValueError as wrong:
            faults.append(str(wrong))
            continue
        if value not in ("", None, ()):
            values[field.name] = value
        elif field.name in NEEDED_VALUES:
            faults.append(_("没有写“%(name)s”。") % {"name": _called(field.name, mapping)})
    if faults:
        raise RowWrong(faults)
    case = OldCase(**values)
    faults = list(_contradictions(case))
    if faults:
        raise RowWrong(faults)
    return case


NEEDED_VALUES = frozenset({"key", "agency", "state", "name", "subject", "form", "applied_on"})


def _called(name: str, mapping: ColumnMap) -> str:
    """What the table calls one of our names."""
    return mapping.columns.get(name.removesuffix("_fen"), name)


def _value(name: str, row: Row, mapping: ColumnMap, today: date) -> Any:
    """The value of one of our names in the row, checked; ValueError with a sentence."""
    plain_name = name.removesuffix("_fen")
    cell = row.get(mapping.columns.get(plain_name, ""), EMPTY)
    text = cell.text or mapping.constants.get(plain_name, "")
    called = _called(name, mapping)
    if cell.is_formula or "\x00" in text:
        raise ValueError(_("“%(name)s”是公式或者有不能用的符号。") % {"name": called})
    if cell.has_lost:
        raise ValueError(_("“%(name)s”存成了数字，末几位已经丢失。请把这一列设为“文本”。") % {"name": called})
    text = mapping.values.get(plain_name, {}).get(text, text)
    if not text:
        return ""
    if name.endswith("_on"):
        return _day(text, mapping.dates, called, today)
    if name.endswith("_fen"):
        return _fen(text, mapping.fen, called)
    return _word(name, text, called)


def _day(text: str, formats: Collection[str], called: str, today: date) -> date:
    for form in formats:
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if not EARLIEST <= day <= today:
            raise ValueError(_("“%(name)s”的日期不可能是%(day)s。") % {"name": called, "day": day})
        return day
    raise ValueError(_("“%(name)s”不是日期，或者写法不在对照表里。") % {"name": called})


def _fen(text: str, unit: int, called: str) -> int:
    written = "".join(unicodedata.normalize("NFKC", text).split())
    digits = written.replace(",", "").removesuffix("元").removeprefix("¥")
    try:
        amount = Decimal(digits) * unit
    except InvalidOperation:
        raise ValueError(_("“%(name)s”不是金额。") % {"name": called}) from None
    if not amount.is_finite() or amount != amount.to_integral_value() or not 0 <= amount <= MOST_FEN:
        raise ValueError(_("“%(name)s”的金额不可能，请核对单位是元还是分。") % {"name": called})
    return int(amount)


def _word(name: str, text: str, called: str) -> object:
    if name in LISTS:
        return tuple(_split(text))
    if name in WORDS and text not in WORDS[name]:
        raise ValueError(_("“%(name)s”里的“%(word)s”没有写进对照表。") % {"name": called, "word": text[:20]})
    if len(text) > LONGEST.get(name, 100):
        raise ValueError(_("“%(name)s”太长，请核对是不是写错了列。") % {"name": called})
    if name == "id_number":
        if not is_id_number(text):
            raise ValueError(_("身份证号写错了。请核对18位号码。"))
        return plain(text)
    return phone_plain(text) if name == "phone" else text


def _split(text: str) -> Iterator[str]:
    for mark in MARKS[1:]:
        text = text.replace(mark, MARKS[0])
    yield from filter(None, (part.strip()[:100] for part in text.split(MARKS[0])))


def _contradictions(case: OldCase) -> Iterator[str]:
    """What does not fit together in a row of which each value could be."""
    days = [day for _step, name in case.steps if (day := getattr(case, name)) is not None]
    if any(later < earlier for earlier, later in pairwise(days)):
        yield _("日期的先后不对：申请、决定、指派、结案、归档应当依次在后。")
    if case.by_notice and case.state in BY_APPLICATION_ONLY:
        yield _("办案机关通知的案件不会是“%(state)s”。") % {"state": STATES[case.state].chinese}
    if case.state in NEEDS_HANDLER and not case.lawyer:
        yield _("还在办理的案件要写承办人的执业证号。")
    if case.subsidy_fen is not None and (case.state not in {"closed", "archived"} or not case.lawyer):
        yield _("有补贴的案件要已经结案，并写明承办人的执业证号。")
    if case.recovered_fen is not None and not case.outcome:
        yield _("有挽回金额的案件要写承办结果。")
