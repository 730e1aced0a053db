"""Copies are printed from plates and go into the database by COPY, a batch of many matters in one transaction."""

import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from django.db import connection, transaction

from fayuan.assignment import traces
from fayuan.assignment.models import PartyKey
from fayuan.core.clock import SHANGHAI
from fayuan.core.fields import BlindIndexField, EncryptedTextField
from fayuan.core.keys import Ring, ring
from fayuan.core.models import AuditRow, Counter
from fayuan.core.numbers import go_on_after
from fayuan.core.refs import ref_of
from fayuan.demo.copies.cells import NULL, cell, escaped, sealed
from fayuan.demo.copies.originals import Row
from fayuan.demo.copies.people import Invention
from fayuan.demo.copies.plates import (
    OFFICIAL,
    TAIL,
    Key,
    Members,
    Named,
    Number,
    Personal,
    Plate,
    Played,
    Spot,
    Text,
    Token,
    Word,
    label_of,
)
from fayuan.demo.copies.tables import Table, tables
from fayuan.demo.country.casting import MARKS, Cast
from fayuan.network.models import Institution
from fayuan.people.models import Person

Series = tuple[str, str, int]
"""An office, a document word, a year."""
LAST = re.compile(r"\d+号$")  # which of the year's cases a case number says
REFS = 1 << 40  # how many references there are
FAR = 1 << 8  # how far apart two tables count
STRIDE = 679_891_637_639  # odd: counting by it meets each of them once


class Numbers:
    """Official numbers for copies: the counters go on in memory, and are written with each batch."""

    def __init__(self) -> None:
        self.prefixes = dict(Institution.objects.values_list("pk", "number_prefix"))
        self.last: dict[Series, int] = {
            (row.office, row.word, row.year): row.last for row in Counter.objects.all()
        }
        self.changed: set[Series] = set()

    def next(self, number: Number, cast: Cast) -> str:
        """The next number of the office, word and year that the original's number belongs to, in the cast's place."""
        found = OFFICIAL.fullmatch(number.old)
        assert found is not None
        word = found["head"].removeprefix(self.prefixes[number.office])
        office = cast.institutions.get(number.office, number.office)
        series = (str(office), word, number.at.year)
        self.last[series] = self.last.get(series, 0) + 1
        self.changed.add(series)
        return f"{self.prefixes[office]}{word}字〔{number.at.year}〕第{self.last[series]}号"

    def take_changes(self) -> list[tuple[Series, int]]:
        """The counters that have moved since the last question."""
        moved = [(series, self.last[series]) for series in sorted(self.changed)]
        self.changed.clear()
        return moved


@dataclass
class Batch:
    """What goes into the database at once: lines by table, counters, and how many rows it is."""

    lines: Mapping[Table, list[str]]
    counters: list[tuple[Series, int]]
    rows: int


@dataclass
class Press:
    """Prints copies and keeps them until the batch is taken away."""

    people: Invention
    numbers: Numbers = field(default_factory=Numbers)
    ring: Ring = field(default_factory=ring)
    lines: dict[Table, list[str]] = field(default_factory=lambda: defaultdict(list))
    ids: "Ids" = field(default_factory=lambda: Ids())
    shift: int = field(default_factory=lambda: secrets.randbelow(REFS))
    rows: int = 0
    party_keys: Table = field(
        default_factory=lambda: next(each for each in tables() if each.model is PartyKey)
    )

    def print(self, plate: Plate, cast: Cast) -> None:
        """One more copy."""
        copy = _Copy(plate, self, cast)
        values = [copy.value(spot) for spot in plate.spots]
        for table, form in plate.forms.items():
            self.lines[table].append(form.text % tuple([values[gap] for gap in form.gaps]))
            self.rows += plate.rows[table]
        self.lines[self.party_keys] += copy.party_keys()

    def ref(self, key: int, table: Table) -> str:
        """The reference of a row with this id, that no other copy in the table has."""
        return ref_of((self.shift + crc32(table.name.encode()) * FAR + key * STRIDE) % REFS)

    def take(self) -> Batch:
        """The batch; the next copy begins another."""
        batch = Batch(self.lines, self.numbers.take_changes(), self.rows)
        self.lines, self.rows = defaultdict(list), 0
        return batch


def write(batch: Batch, also: Callable[[Any], None] = lambda _cursor: None) -> None:
    """Put the batch into the database, whole; `also` is done in the same transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables():
            if table in batch.lines:
                _copy_in(cursor, table, batch.lines[table])
        for (office, word, year), last in batch.counters:
            go_on_after(office, word, year, last)
        also(cursor)


def _copy_in(cursor: Any, table: Table, lines: Iterable[str]) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        copy.write("".join(lines))


class Ids:
    """Ids from the tables' own sequences, a stretch at a time."""

    STRETCH = 5_000

    def __init__(self) -> None:
        self.left: dict[Table, tuple[int, int]] = {}

    def next(self, table: Table, count: int = 1) -> int:
        """The first of so many ids in a row that nobody else has."""
        first, end = self.left.get(table, (0, 0))
        if first + count > end:
            first, end = self._stretch(table, max(count, self.STRETCH))
        self.left[table] = (first + count, end)
        return first

    def _stretch(self, table: Table, length: int) -> tuple[int, int]:
        """While nobody else draws from the sequence, the ids of one question follow one another."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(id), max(id) FROM (SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS id "
                "FROM generate_series(1, %s)) AS drawn",
                [table.name, length],
            )
            first, last = cursor.fetchone()
        if last - first + 1 != length:
            raise RuntimeError(f"somebody else writes to {table.name}")
        return first, last + 1


def case_number(old: str, order: int, words: Mapping[str, str]) -> str:
    """A case number as the original's authority writes it, by its counterpart elsewhere and with this order in it."""
    for mark in MARKS:
        old = old.replace(mark, words.get(mark, mark))
    return LAST.sub(f"{order}号", old)


class _Words(dict[str, str]):
    """A copy's own words by those they stand for, then its cast's; any other stands for itself."""

    def __init__(self, others: Mapping[str, str]) -> None:
        super().__init__()
        self.others = others

    def __missing__(self, word: str) -> str:
        return self.others.get(word, word)


class _Copy:
    """One copy: its ids, and the words that stand in it instead of the original's."""

    def __init__(self, plate: Plate, press: Press, cast: Cast) -> None:
        self.plate, self.press, self.cast = plate, press, cast
        self.first = {
            table: press.ids.next(table, count)
            for table, count in plate.rows.items()
            if table.model is not AuditRow
        }
        self.words = _Words(cast.words)
        for ref, key in plate.refs.items():
            new = press.ref(self._id(key), key.table)
            self.words[ref] = new
            self.words[TAIL + ref[-4:]] = TAIL + new[-4:]
        for name in plate.names:
            self.words[name] = press.people.name()
        for number in plate.numbers:
            self.words[number.old] = press.numbers.next(number, cast)
        for old, key in plate.case_numbers.items():
            self.words[old] = case_number(old, self._id(key), cast.words)
        self.people = list(self._people())

    def _id(self, key: Key) -> int:
        return self.first[key.table] + key.order

    def _people(self) -> Iterator[Mapping[str, Any]]:
        opened = self.plate.original.opened_at.astimezone(SHANGHAI).date()
        for order, (table, row) in enumerate(self.plate.original.each(Person._meta.db_table)):
            yield self._person(table, row, self.first[table] + order, opened)

    def _person(self, table: Table, row: Row, key: int, opened: date) -> Mapping[str, Any]:
        known = dict(zip([each.attname for each in table.fields], row, strict=True))
        made = self.press.people.another(known, key, opened, self.cast.words)
        made["name"] = self.words[known["name"]]
        for name in ("id_number", "phone"):
            if known[name]:
                self.words[known[name]] = made[name]
        if made["born"]:
            self.words[known["born"].isoformat()] = made["born"].isoformat()
        return made

    def value(self, spot: Spot) -> str:
        """What stands in the spot, as COPY reads it."""
        return _VALUES[type(spot)](self, spot)

    def key(self, spot: Key) -> str:
        return f"{spot.prefix}{self.first[spot.table] + spot.order}"

    def word(self, spot: Word) -> str:
        return escaped(self.words[spot.old])

    def played(self, spot: Played) -> str:
        ids: Mapping[int, int] = getattr(self.cast, spot.kind)
        return f"{spot.prefix}{ids.get(spot.old, spot.old)}"

    def named(self, spot: Named) -> str:
        return f"n{self.played(spot.person)}@{self.played(spot.office)}"

    def members(self, spot: Members) -> str:
        return "{" + ",".join(self.value(each) for each in spot.each) + "}"

    def token(self, spot: Token) -> str:
        made = secrets.token_bytes(spot.length)
        return sealed(made) if spot.is_bytes else secrets.token_urlsafe(spot.length)[: spot.length]

    def text(self, spot: Text) -> str:
        text = spot.form % tuple([self.words[word] for word in spot.words])
        return sealed(self.press.ring.encrypt(text.encode(), spot.label)) if spot.label else text

    def personal(self, spot: Personal) -> str:
        made, column = self.people[spot.old], spot.field
        if isinstance(column, BlindIndexField):
            digest = column.digest(made[column.of])
            return NULL if digest is None else sealed(digest)
        if isinstance(column, EncryptedTextField):
            return sealed(self.press.ring.encrypt(str(made[column.attname]).encode(), label_of(column)))
        return cell(made[column.attname])

    def party_keys(self) -> Iterator[str]:
        """The words under which its parties are found when conflicts are sought."""
        table = self.press.party_keys
        for key, name, born in self.plate.parties:
            day = date.fromisoformat(self.words[born]) if born else None
            for digest in traces.digests(self.words[name], day):
                self.press.rows += 1
                yield f"{self.press.ids.next(table)}\t{self._id(key)}\t{digest}\n"


_VALUES: Mapping[type[Spot], Callable[[_Copy, Any], str]] = {
    Key: _Copy.key,
    Word: _Copy.word,
    Played: _Copy.played,
    Named: _Copy.named,
    Members: _Copy.members,
    Token: _Copy.token,
    Text: _Copy.text,
    Personal: _Copy.personal,
}
