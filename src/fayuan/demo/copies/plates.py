"""An original as a plate to print from: each table's rows as one form, with a spot wherever a copy differs.

What is the same in every copy stands in the form ready for COPY. A spot says where its value comes from: `Key` a row's
new id, `Played` somebody of the cast, `Word` a word that stands for another, `Text` a text with such words in it.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, JSONField

from fayuan.assignment.models import PartyKey
from fayuan.core.clock import SHANGHAI
from fayuan.core.fields import BlindIndexField, EncryptedTextField
from fayuan.core.models import AuditRow
from fayuan.demo.copies.cells import cell, escaped, sealed
from fayuan.demo.copies.originals import Original, Row
from fayuan.demo.copies.people import SOMEBODY
from fayuan.demo.copies.tables import Field, Table
from fayuan.matters.models import Matter, Party
from fayuan.network.models import Institution
from fayuan.people.models import Person

OFFICIAL = re.compile(r"(?P<head>.+)字〔(?P<year>\d{4})〕第\d+号")
ISSUERS = ("issuer_id", "agency_id")  # whose numbers a row's number is among
BEGAN = ("issued_at", "opened_at", "at", "made_at")  # the moment whose year a number carries
PEOPLE_BY_NUMBER = frozenset({"by_person", "person_id"})  # ids without a foreign key
ACCOUNTS_BY_NUMBER = frozenset({"by_account", "account_id"})
PEOPLE_IN_ARRAYS = frozenset({"shortlist", "invited"})
DERIVED = frozenset({PartyKey})  # made anew from what a copy says, not copied
TAIL = "末四位"  # how messages name a matter: by the last letters of its reference
Seal = Callable[[bytes, bytes], bytes]
PERSONAL = frozenset({"name", "born", "id_number", "phone", "id_number_index", "phone_index"})


@dataclass(frozen=True)
class Key:
    """The id of a row of the copy: the how manieth of its table."""

    table: Table
    order: int
    prefix: str = ""


@dataclass(frozen=True)
class Played:
    """The id of somebody or some office of the cast."""

    kind: Literal["people", "accounts", "institutions"]
    old: int
    prefix: str = ""


@dataclass(frozen=True)
class Named:
    """The name of one of an office's staff who sees a sealed matter (`people.queries.named`)."""

    person: Played
    office: Played


@dataclass(frozen=True)
class Members:
    """An array of ids."""

    each: tuple[Key | Played, ...]


@dataclass(frozen=True)
class Number:
    """An official number: whose, and of which moment."""

    old: str
    office: int
    at: datetime


@dataclass(frozen=True)
class Word:
    """A cell that holds one word."""

    old: str


@dataclass(frozen=True)
class Text:
    """A text with gaps for words; `label` when it is sealed."""

    form: str
    words: tuple[str, ...]
    label: bytes = b""


@dataclass(frozen=True)
class Personal:
    """A column that says who somebody is."""

    old: int
    field: Field


@dataclass(frozen=True)
class Token:
    """Something drawn by lot that stands once in a table, in that row: so many letters, or bytes."""

    table: Table
    row: int
    length: int
    is_bytes: bool


Spot = Token | Key | Played | Named | Members | Word | Text | Personal


@dataclass(frozen=True)
class Form:
    """All rows of a table: a form with gaps, and which of the plate's spots fill them."""

    text: str
    gaps: tuple[int, ...]


@dataclass
class Plate:
    """The forms of an original, its spots, how many rows it has by table, and what of its own stands in texts."""

    original: Original
    forms: Mapping[Table, Form]
    spots: list[Spot]
    rows: Mapping[Table, int]
    refs: Mapping[str, Key]
    names: list[str]
    numbers: list[Number]
    case_numbers: Mapping[str, Key]
    parties: list[tuple[Key, str, str]]  # each party's id, name and date of birth


def plate(original: Original, seal: Seal, vocabulary: Collection[str] = ()) -> Plate:
    """Make the plate of an original (moved or not); `seal(text, label)` encrypts what is the same in every copy.

    `vocabulary` are the words that a cast may replace.
    """
    return _Maker(original, seal, vocabulary).made()


class _Maker:
    def __init__(self, original: Original, seal: Seal, vocabulary: Collection[str]) -> None:
        self.original, self.seal = original, seal
        self.key_of = {
            (table.model, row[0]): Key(table, order)
            for table, rows in original.rows.items()
            if table.model is not AuditRow
            for order, row in enumerate(rows)
        }
        self.numbers: dict[str, Number] = {}
        self.refs = {str(value): key for value, key in self._column("ref")}
        self.case_numbers = {
            str(value): key for value, key in self._column("case_number") if key.table.model is Matter
        }
        self.names = sorted(set(self._names()))
        self.spots: dict[Spot, int] = {}
        tails = (TAIL + ref[-4:] for ref in self.refs)
        official = {str(value) for value, _key in self._column("number") if OFFICIAL.fullmatch(str(value))}
        own = {*self.refs, *tails, *official, *self.names, *self.case_numbers, *self._personal()}
        self.words = own | set(vocabulary)
        self.pattern = _pattern(self.words)

    def made(self) -> Plate:
        forms = {
            table: self._form(table, rows)
            for table, rows in self.original.rows.items()
            if rows and table.model not in DERIVED
        }
        return Plate(
            self.original,
            forms,
            list(self.spots),
            {table: len(self.original.rows[table]) for table in forms},
            self.refs,
            self.names,
            sorted(self.numbers.values(), key=lambda each: each.at),
            self.case_numbers,
            list(self._parties()),
        )

    def _parties(self) -> Iterator[tuple[Key, str, str]]:
        born = {row[0]: row[table.place("born")] for table, row in self.original.each(Person._meta.db_table)}
        for table, row in self.original.each(Party._meta.db_table):
            birth = born.get(row[table.place("person_id")])
            yield (
                self.key_of[Party, row[0]],
                row[table.place("name")],
                birth.isoformat() if birth else "",
            )

    def _column(self, attribute: str) -> Iterator[tuple[Any, Key]]:
        """The values of a column in all tables, with the key of the row."""
        for table, rows in self.original.rows.items():
            if table.has(attribute) and table.model is not AuditRow:
                for order, row in enumerate(rows):
                    if row[table.place(attribute)]:
                        yield row[table.place(attribute)], Key(table, order)

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

    def _form(self, table: Table, rows: list[Row]) -> Form:
        gaps: list[int] = []
        lines = ("\t".join(self._cells(table, row, gaps)) for row in rows)
        return Form("".join(f"{line}\n" for line in lines), tuple(gaps))

    def _cells(self, table: Table, row: Row, gaps: list[int]) -> Iterator[str]:
        for each, value in zip(table.fields, row, strict=True):
            spot = self._spot(table, row, each, value)
            if spot is None:
                yield self._plain(each, value).replace("%", "%%")
            else:
                gaps.append(self.spots.setdefault(spot, len(self.spots)))
                yield "%s"

    def _spot(self, table: Table, row: Row, each: Field, value: Any) -> Spot | None:
        if value is None or value in ("", [], {}):
            return None
        if each.primary_key:
            return self.key_of.get((table.model, value))
        if table.model is Person and each.attname in PERSONAL:
            return Personal(self.key_of[Person, row[0]].order, each)
        if each.is_relation and isinstance(value, int):
            return self._related(each.related_model, value)
        if each.attname in PEOPLE_BY_NUMBER:
            return self._person(value)
        if each.attname in ACCOUNTS_BY_NUMBER:
            return Played("accounts", value)
        if each.attname == "agency_id":  # of an audit row
            return Played("institutions", value)
        if each.attname in PEOPLE_IN_ARRAYS:
            return Members(tuple(self._person(member) for member in value))
        if each.attname == "holder":
            return self._holder(value)
        if each.attname == "number" and OFFICIAL.fullmatch(value):
            return self._number(table, row, value)
        if each.unique and each.attname != "ref":
            return Token(table, row[0], len(value), isinstance(each, BinaryField))
        return self._text(each, value)

    def _related(self, model: Any, value: int) -> Spot | None:
        own = self.key_of.get((model, value))
        if own is not None or model not in (Person, Institution):
            return own
        return Played("people" if model is Person else "institutions", value)

    def _person(self, value: int) -> Key | Played:
        return self.key_of.get((Person, value)) or Played("people", value)

    def _holder(self, value: str) -> Spot:
        if value[0] == "n":
            person, _at, place = value[1:].partition("@")
            return Named(Played("people", int(person)), Played("institutions", int(place)))
        kind, old = value[0], int(value[1:])
        if kind in "ih":
            return Played("institutions", old, kind)
        own = self.key_of.get((Person, old))
        return Key(own.table, own.order, "p") if own else Played("people", old, "p")

    def _number(self, table: Table, row: Row, value: str) -> Word:
        known = dict(zip([each.attname for each in table.fields], row, strict=True))
        office = next(known[name] for name in ISSUERS if name in known)
        at = next(known[name] for name in BEGAN if name in known)
        self.numbers.setdefault(value, Number(value, office, at.astimezone(SHANGHAI)))
        return Word(value)

    def _text(self, each: Field, value: Any) -> Word | Text | None:
        text = _as_text(each, value)
        if text is None:
            return None
        if text in self.words and not isinstance(each, EncryptedTextField):
            return Word(text)
        parts = self.pattern.split(text) if self.pattern else [text]
        if len(parts) == 1:
            return None
        label = label_of(each) if isinstance(each, EncryptedTextField) else b""
        fixed = (part if label else escaped(part) for part in parts[::2])
        return Text("%s".join(part.replace("%", "%%") for part in fixed), tuple(parts[1::2]), label)

    def _plain(self, each: Field, value: Any) -> str:
        if isinstance(each, EncryptedTextField) and value is not None:
            return sealed(self.seal(each.dump(value).encode(), label_of(each)))
        return cell(value, as_json=isinstance(each, JSONField))


def _pattern(words: Collection[str]) -> re.Pattern[str] | None:
    """Finds any of the words, the longest first; digits only where no digit stands beside them."""
    if not words:
        return None
    listed = (
        rf"(?<!\d){word}(?!\d)" if word.isdigit() else re.escape(word)
        for word in sorted(words, key=lambda each: (-len(each), each))
    )
    return re.compile("(" + "|".join(listed) + ")")


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
