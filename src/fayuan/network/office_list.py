"""Institutions from a list: a CSV file, read row by row; nothing is entered while a row is wrong.

A row whose name is on record corrects that institution: its empty cells leave what stands. Any other row is a new one.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.network.models import Division, Institution
from fayuan.network.operations import LONGEST, require_keeping
from fayuan.network.positions import check_position, degrees

WORDS = yaml.safe_load(Path(__file__).with_name("office_list.yaml").read_text(encoding="utf-8"))
HEADINGS: Mapping[str, str] = WORDS["headings"]
COLUMNS = tuple(HEADINGS.values())
ACCESSIBLE: Mapping[str, bool] = WORDS["accessible"]
Kind = Institution.Kind
KINDS = {str(label): value for value, label in Kind.choices}
SET_UP_BY = {Kind.AGENCY: Kind.BUREAU, Kind.STATION: Kind.AGENCY, Kind.LIAISON_POINT: Kind.AGENCY}
MOST = 5_000
MOST_FAULTS = 20
LONGEST_NAME, LONGEST_PREFIX = 100, 12
Row = Mapping[str, str]


class RowFault(ValueError):
    """What is wrong in a row, in words."""


@operation
def import_institutions(*, text: str, by: Actor, now: datetime) -> None:
    """Enter or correct every institution on the list.

    Raises `BadInput` with the wrong rows by their number; then nothing was entered.
    """
    require_keeping(by)
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    if not rows or HEADINGS["name"] not in rows[0] or len(rows) > MOST:
        said = {"names": "、".join(COLUMNS), "most": MOST}
        raise BadInput({"file": _("第一行要有列名：%(names)s；最多%(most)d行") % said})
    faults = list(_faults([_by_key(row) for row in rows]))
    if faults:
        raise BadInput({"file": "；".join(faults[:MOST_FAULTS])})


def _by_key(row: Row) -> Row:
    """The cells by what they mean; columns that the list leaves out are empty."""
    return {key: (row.get(heading) or "").strip() for key, heading in HEADINGS.items()}


def _faults(rows: Sequence[Row]) -> Iterator[str]:
    """Enter the rows in their order, so that one may name another before it; gives what is wrong with those that
    cannot be."""
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        first = seen.setdefault(row["name"], line)
        try:
            if first != line:
                raise RowFault(_("名称和第%(first)d行重复") % {"first": first})
            _enter(row)
        except (RowFault, BadInput) as fault:
            says = "；".join(fault.fields.values()) if isinstance(fault, BadInput) else str(fault)
            yield _("第%(line)d行：%(fault)s") % {"line": line, "fault": says}


def _enter(row: Row) -> None:
    office = _known(row["name"]) or _new(row)
    for name, value in _told(row).items():
        setattr(office, name, value)
    check_position(office.latitude, office.longitude, office.division)
    office.save()


def _known(name: str) -> Institution | None:
    if not name or len(name) > LONGEST_NAME:
        raise RowFault(
            _("没有填%(name)s，或者超过%(most)d个字") % {"name": HEADINGS["name"], "most": LONGEST_NAME}
        )
    found = list(Institution.objects.select_related("division").filter(name=name, valid_to=None)[:2])
    if len(found) > 1:
        raise RowFault(_("有几个单位都叫“%(name)s”，请在“单位”里一个一个改") % {"name": name})
    return found[0] if found else None


def _new(row: Row) -> Institution:
    """An institution that is not on record yet: its kind, place and who set it up must be said."""
    kind = _one_of(KINDS, "kind", row)
    division = Division.objects.filter(pk=row["division"], valid_to=None).first()
    if division is None:
        raise RowFault(_("没有区划代码“%(code)s”，要写六位数字") % {"code": row["division"]})
    if kind == Kind.AGENCY:
        _check_agency(row, division)
    parent = _parent(row, SET_UP_BY.get(Kind(kind)))
    prefix = row["number_prefix"]
    return Institution(
        kind=kind,
        name=row["name"],
        division=division,
        parent=parent,
        number_prefix=prefix,
        is_fictional=division.is_fictional,
    )


def _check_agency(row: Row, division: Division) -> None:
    if not row["number_prefix"] or len(row["number_prefix"]) > LONGEST_PREFIX:
        raise RowFault(_("新的法律援助机构要填案号简称，例如石援"))
    if Institution.objects.filter(kind=Kind.AGENCY, division=division).exists():
        raise RowFault(_("%(place)s已经有法律援助机构") % {"place": division.name})


def _parent(row: Row, needed: Kind | None) -> Institution | None:
    """Who set it up, by name: an agency's bureau, a point's agency; of others only where it is said."""
    if not row["parent"] and needed is None:
        return None
    found = Institution.objects.filter(name=row["parent"], valid_to=None)
    parent = (found.filter(kind=needed) if needed else found).first()
    if parent is None:
        what = needed.label if needed else _("单位")
        raise RowFault(_("没有叫“%(name)s”的%(what)s") % {"name": row["parent"], "what": what})
    return parent


def _told(row: Row) -> dict[str, Any]:
    """What the filled cells say, by column."""
    told: dict[str, Any] = {name: row[name] for name in LONGEST if row[name]}
    for name, value in told.items():
        if len(value) > LONGEST[name]:
            raise RowFault(_("%(column)s太长") % {"column": HEADINGS[name]})
    if row["accessible"]:
        told["accessible"] = _one_of(ACCESSIBLE, "accessible", row)
    for name in ("latitude", "longitude"):
        try:
            found = degrees(row[name])
        except ValueError as fault:
            raise RowFault(_("%(column)s要写成小数，例如25.041234") % {"column": HEADINGS[name]}) from fault
        if found is not None:
            told[name] = found
    return told


def _one_of(known: Mapping[str, Any], key: str, row: Row) -> Any:
    if row[key] not in known:
        said = {"column": HEADINGS[key], "word": row[key], "known": "、".join(known)}
        raise RowFault(_("%(column)s里没有“%(word)s”，可以写：%(known)s") % said)
    return known[row[key]]
