"""An original as a plate to print from: cells that are the same in every copy ready, the others known by kind."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, JSONField

from fayuan.core.clock import SHANGHAI
from fayuan.core.fields import BlindIndexField, EncryptedTextField
from fayuan.core.models import AuditRow
from fayuan.demo.copies.cells import cell, sealed
from fayuan.demo.copies.originals import Original, Row
from fayuan.demo.copies.people import SOMEBODY
from fayuan.demo.copies.tables import Field, Table
from fayuan.matters.models import Party
from fayuan.people.models import Person

OFFICIAL = re.compile(r"(?P<head>.+)字〔(?P<year>\d{4})〕第\d+号")
ISSUERS = ("issuer_id", "agency_id")  # whose numbers a row's number is among
BEGAN = ("issued_at", "opened_at", "at", "made_at")  # the moment whose year a number carries
PEOPLE_BY_NUMBER = frozenset({"by_person", "person_id"})  # ids of people without a foreign key
Seal = Callable[[bytes, bytes], bytes]
PERSONAL = frozenset({"name", "born", "id_number", "phone", "id_number_index", "phone_index"})


@dataclass(frozen=True)
class Key:
    """The id of a row of the original."""

    table: Table
    old: int


@dataclass(frozen=True)
class Holder:
    """Who holds a grant: a person of the original."""

    person: Key


@dataclass(frozen=True)
class Number:
    """An official number: whose, and of which moment."""

    old: str
    office: int
    at: datetime


@dataclass(frozen=True)
class Text:
    """A text in which something of the original's own stands; `label` when it is sealed."""

    text: str
    label: bytes = b""


@dataclass(frozen=True)
class Personal:
    """A column that says who somebody is."""

    old: int
    field: Field


@dataclass(frozen=True)
class Token:
    """Something drawn by lot that stands once in a table: so many letters, or bytes."""

    length: int
    is_bytes: bool


Spot = Token | Key | Holder | Number | Text | Personal


@dataclass
class Line:
    """A row of a copy: its cells, and the places where another thing stands each time."""

    cells: list[str]
    spots: list[tuple[int, Spot]] = field(default_factory=list)


@dataclass
class Plate:
    """All lines of an original by table, and what of its own may stand in texts."""

    original: Original
    lines: dict[Table, list[Line]]
    ids: dict[Table, list[int]]
    refs: list[str]
    names: list[str]
    numbers: list[Number]
    own: re.Pattern[str] | None


def plate(original: Original, seal: Seal) -> Plate:
    """Make the plate of an original (moved or not); `seal(text, label)` encrypts what is the same in every copy."""
    return _Maker(original, seal).made()


class _Maker:
    def __init__(self, original: Original, seal: Seal) -> None:
        self.original, self.seal = original, seal
        self.ids = {
            table: [row[0] for row in rows]
            for table, rows in original.rows.items()
            if table.model is not AuditRow
        }
        self.key_of = {(table.model, pk): Key(table, pk) for table, pks in self.ids.items() for pk in pks}
        self.people = {key.old: key for (model, _), key in self.key_of.items() if model is Person}
        self.refs = sorted(self._column("ref"))
        self.numbers = sorted(each for each in self._column("number") if OFFICIAL.fullmatch(each))
        self.names = sorted(set(self._names()))
        words = sorted({*self.refs, *self.numbers, *self.names, *self._personal()}, key=len, reverse=True)
        self.own = re.compile("|".join(map(re.escape, words))) if words else None

    def made(self) -> Plate:
        lines = {
            table: [self._line(table, row) for row in rows] for table, rows in self.original.rows.items()
        }
        spots = [spot for table_lines in lines.values() for line in table_lines for _, spot in line.spots]
        numbers = sorted((spot for spot in spots if isinstance(spot, Number)), key=lambda each: each.at)
        return Plate(self.original, lines, self.ids, self.refs, self.names, numbers, self.own)

    def _column(self, attribute: str) -> set[str]:
        return {
            row[table.place(attribute)]
            for table, rows in self.original.rows.items()
            if table.has(attribute)
            for row in rows
            if row[table.place(attribute)]
        }

    def _names(self) -> Iterator[str]:
        for table, row in self.original.each(Person._meta.db_table):
            yield row[table.place("name")]
        for table, row in self.original.each(Party._meta.db_table):
            if SOMEBODY.fullmatch(row[table.place("name")]):
                yield row[table.place("name")]

    def _personal(self) -> Iterator[str]:
        for table, row in self.original.each(Person._meta.db_table):
            born: date | None = row[table.place("born")]
            yield from (row[table.place(name)] for name in ("id_number", "phone") if row[table.place(name)])
            if born is not None:
                yield born.isoformat()

    def _line(self, table: Table, row: Row) -> Line:
        line = Line([])
        for place, (each, value) in enumerate(zip(table.fields, row, strict=True)):
            spot = self._spot(table, row, each, value)
            line.cells.append("" if spot else self._plain(each, value))
            if spot:
                line.spots.append((place, spot))
        return line

    def _spot(self, table: Table, row: Row, each: Field, value: Any) -> Spot | None:
        if value is None or value == "":
            return None
        if each.primary_key:
            return Key(table, value)
        if table.model is Person and each.attname in PERSONAL:
            return Personal(row[0], each)
        if each.is_relation:
            return self.key_of.get((each.related_model, value))  # type: ignore[arg-type]  # a model's class
        if each.attname in PEOPLE_BY_NUMBER:
            return self.people.get(value)
        if each.attname == "holder":
            person = self.people.get(int(value[1:])) if value[0] == "p" else None
            return Holder(person) if person else None
        if each.attname == "number" and OFFICIAL.fullmatch(value):
            return self._number(table, row, value)
        if each.unique and each.attname != "ref":
            return Token(len(value), isinstance(each, BinaryField))
        return self._text(each, value)

    def _number(self, table: Table, row: Row, value: str) -> Number:
        known = dict(zip([each.attname for each in table.fields], row, strict=True))
        office = next(known[name] for name in ISSUERS if name in known)
        at = next(known[name] for name in BEGAN if name in known)
        return Number(value, office, at.astimezone(SHANGHAI))

    def _text(self, each: Field, value: Any) -> Text | None:
        text = _as_text(each, value)
        if text is None or self.own is None or not self.own.search(text):
            return None
        return Text(text, label_of(each) if isinstance(each, EncryptedTextField) else b"")

    def _plain(self, each: Field, value: Any) -> str:
        if isinstance(each, EncryptedTextField) and value is not None:
            return sealed(self.seal(each.dump(value).encode(), label_of(each)))
        return cell(value, as_json=isinstance(each, JSONField))


def label_of(each: Field) -> bytes:
    """What an encrypted column binds its values to."""
    return f"{each.model._meta.db_table}.{each.column}".encode()


def _as_text(each: Field, value: Any) -> str | None:
    """The text of a column in which words may be exchanged; None for numbers, moments and the like."""
    if isinstance(each, EncryptedTextField):
        return each.dump(value)
    if isinstance(each, JSONField):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(each, BlindIndexField | ArrayField) or not isinstance(value, str):
        return None
    return value
