"""The list of a group's members, from a CSV or XLSX file: each row checked, each fault said in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from fayuan.core.errors import BadInput
from fayuan.core.fields import plain
from fayuan.intake.inputs import MOST_MEMBERS, MemberInput
from fayuan.intake.tables import EMPTY, Cell, Needed, Row, RowFault, Table, read_table
from fayuan.people.identity import is_id_number, is_mobile, phone_plain

WORDS: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("member_list.yaml").read_text(encoding="utf-8")
)
HEADINGS: Mapping[str, Sequence[str]] = WORDS["headings"]
NEEDED: Needed = (HEADINGS["name"], HEADINGS["id_number"])
YES, NO = frozenset(WORDS["yes"]), frozenset(WORDS["no"])
MOST_BYTES = 2 * 2**20
LONGEST_NAME = 80
LANDLINE_DIGITS = range(7, 13)
SHOWN = 20  # faults named in one message; the rest are counted


@dataclass(frozen=True, slots=True)
class Roster:
    """The members that can be taken, and what is wrong with the other rows. The applicant is not among them."""

    members: tuple[MemberInput, ...]
    faults: tuple[RowFault, ...]


class RosterFaulty(BadInput):
    """Rows of the list are wrong (422); `faults` names each of them."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        lines = [
            _("第%(row)d行：%(says)s") % {"row": fault.row, "says": fault.says} for fault in faults[:SHOWN]
        ]
        if len(faults) > SHOWN:
            lines.append(_("另有%(more)d处。") % {"more": len(faults) - SHOWN})
        super().__init__({"members": "".join(lines)})


def take_members(
    content: bytes, *, applicant_id_number: str = "", partly: bool = False
) -> tuple[MemberInput, ...]:
    """The members in a file. Raises `RosterFaulty` when a row is wrong, unless the right ones are wanted (`partly`).

    The applicant's own row, told by the identity number, is left out: they stand on the matter already.
    """
    roster = read_members(content, applicant_id_number=applicant_id_number)
    if roster.faults and not partly:
        raise RosterFaulty(roster.faults)
    return roster.members


def read_members(content: bytes, *, applicant_id_number: str = "") -> Roster:
    """Every row of the file judged; `BadInput` for a file that is no such list."""
    table = read_table(content, NEEDED, most_bytes=MOST_BYTES)
    columns = _columns(table)
    seen: dict[str, int] = {}
    members: list[MemberInput] = []
    faults: list[RowFault] = []
    for number, row in table.rows:
        cells = {field: row.get(column, EMPTY) for field, column in columns.items()}
        if applicant_id_number and plain(cells["id_number"].text) == plain(applicant_id_number):
            continue
        says = [*_cell_faults(cells), *_seen_before(cells, number, seen)]
        if len(members) >= MOST_MEMBERS - 1:
            says.append(_("一件申请最多500人，申请人也算在内。请把这一行以后的人分成另一件。"))
        faults += [RowFault(number, each) for each in says]
        if not says:
            members.append(_member(cells))
    if not members and not faults:
        raise BadInput({"members": _("名单里没有其他人。只有一个人申请的，不用交名单。")})
    return Roster(tuple(members), tuple(faults))


def _columns(table: Table) -> dict[str, str]:
    """For each field the heading under which this file has it; "" where it has none."""
    return {
        field: next((name for name in names if name in table.columns), "")
        for field, names in HEADINGS.items()
    }


def _cell_faults(cells: Row) -> Iterator[str]:
    if any(cell.is_formula for cell in cells.values()):
        yield _("有单元格是公式。请改成普通文字（复制后“选择性粘贴—数值”）。")
        return
    yield from _name_faults(cells["name"].text)
    yield from _id_faults(cells["id_number"])
    if not _is_phone(cells["phone"].text):
        yield _("电话写错了。请写11位手机号，或者带区号的固定电话；没有的空着。")
    if _word(cells["is_representative"]) not in YES | NO:
        yield _("“代表人”一栏请写“是”，或者空着。")


def _name_faults(name: str) -> Iterator[str]:
    if not name:
        yield _("没有写姓名。")
    elif len(name) > LONGEST_NAME:
        yield _("姓名太长。请核对是不是写错了列。")
    elif name[0] in "+-" or not name.isprintable():
        yield _("姓名里有不能用的符号。请改正。")


def _id_faults(cell: Cell) -> Iterator[str]:
    if cell.has_lost:
        yield _("身份证号存成了数字，末几位已经丢失。请把这一列设为“文本”，重新填写。")
    elif cell.text and not is_id_number(cell.text):
        yield _("身份证号写错了。请对照身份证核对18位号码。")


def _is_phone(text: str) -> bool:
    digits = phone_plain(text)
    return not digits or is_mobile(text) or (digits.isdecimal() and len(digits) in LANDLINE_DIGITS)


def _seen_before(cells: Row, number: int, seen: dict[str, int]) -> Iterator[str]:
    """The same identity number twice; without a usable one, the same name and telephone."""
    name, id_number = cells["name"].text, plain(cells["id_number"].text)
    key = id_number if is_id_number(id_number) else f"{name} {phone_plain(cells['phone'].text)}"
    first = seen.setdefault(key, number)
    if first != number and name:
        yield _("和第%(row)d行是同一个人。请删去一行。") % {"row": first}


def _word(cell: Cell) -> str:
    return plain(cell.text)


def _member(cells: Row) -> MemberInput:
    return MemberInput(
        name=cells["name"].text,
        id_number=plain(cells["id_number"].text),
        phone=phone_plain(cells["phone"].text),
        is_representative=_word(cells["is_representative"]) in YES,
    )
