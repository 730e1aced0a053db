"""Copies are printed from plates and go into the database by COPY, a batch of many matters in one transaction."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from fayuan.core.clock import SHANGHAI
from fayuan.core.fields import BlindIndexField, EncryptedTextField
from fayuan.core.keys import ring
from fayuan.core.models import Counter
from fayuan.core.numbers import go_on_after
from fayuan.core.refs import new_ref
from fayuan.demo.copies.cells import NULL, cell, escaped, sealed
from fayuan.demo.copies.people import Invention
from fayuan.demo.copies.plates import (
    OFFICIAL,
    Holder,
    Key,
    Line,
    Number,
    Personal,
    Plate,
    Spot,
    Text,
    Token,
    label_of,
)
from fayuan.demo.copies.tables import Table, tables
from fayuan.network.models import Institution
from fayuan.people.models import Person

Series = tuple[str, str, int]
"""An office, a document word, a year."""


class Numbers:
    """Official numbers for copies: the counters go on in memory, and are written with each batch."""

    def __init__(self) -> None:
        self.prefixes = dict(Institution.objects.values_list("pk", "number_prefix"))
        self.last: dict[Series, int] = {
            (row.office, row.word, row.year): row.last for row in Counter.objects.all()
        }
        self.changed: set[Series] = set()

    def next(self, number: Number) -> str:
        """The next number of the office, word and year that the original's number belongs to."""
        found = OFFICIAL.fullmatch(number.old)
        assert found is not None
        head, prefix, year = found["head"], self.prefixes[number.office], number.at.year
        series = (str(number.office), head.removeprefix(prefix), year)
        self.last[series] = self.last.get(series, 0) + 1
        self.changed.add(series)
        return f"{head}字〔{year}〕第{self.last[series]}号"

    def write(self) -> None:
        """Let the counters in the database go on from here."""
        for office, word, year in sorted(self.changed):
            go_on_after(office, word, year, self.last[office, word, year])
        self.changed.clear()


@dataclass
class Press:
    """Prints copies and keeps them until the batch is written."""

    people: Invention
    numbers: Numbers = field(default_factory=Numbers)
    rows: dict[Table, list[str]] = field(default_factory=lambda: defaultdict(list))
    ids: "Ids" = field(default_factory=lambda: Ids())

    def print(self, plate: Plate) -> None:
        """One more copy."""
        copy = _Copy(plate, self)
        for table, lines in plate.lines.items():
            self.rows[table] += [copy.line(line) for line in lines]

    def write(self) -> int:
        """Put the batch into the database; gives how many rows it was."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in tables():
                lines = self.rows.pop(table, [])
                if lines:
                    _copy_in(cursor, table, lines)
            self.numbers.write()
        return self.ids.given()


def _copy_in(cursor: Any, table: Table, lines: Sequence[str]) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        copy.write("\n".join(lines) + "\n")


class Ids:
    """Ids from the tables' own sequences, fetched many at a time."""

    BLOCK = 5_000

    def __init__(self) -> None:
        self.left: dict[Table, Iterator[int]] = {}
        self.count = 0

    def next(self, table: Table) -> int:
        """An id that nobody else has."""
        self.count += 1
        found = next(self.left.get(table, iter(())), None)
        if found is None:
            self.left[table] = iter(self._block(table))
            found = next(self.left[table])
        return found

    def given(self) -> int:
        """How many were given out since the last question."""
        count, self.count = self.count, 0
        return count

    def _block(self, table: Table) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table.name, self.BLOCK],
            )
            return [row[0] for row in cursor.fetchall()]


class _Copy:
    """One copy: its ids, and the words that stand in it instead of the original's."""

    def __init__(self, plate: Plate, press: Press) -> None:
        self.plate, self.press = plate, press
        self.ids = {
            Key(table, old): press.ids.next(table) for table, olds in plate.ids.items() for old in olds
        }
        self.words: dict[str, str] = {ref: new_ref() for ref in plate.refs}
        self.words |= {name: press.people.name() for name in plate.names}
        self.words |= {number.old: press.numbers.next(number) for number in plate.numbers}
        self.people = dict(self._people())

    def _people(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        opened = self.plate.original.opened_at.astimezone(SHANGHAI).date()
        for table, row in self.plate.original.each(Person._meta.db_table):
            made = dict(self.press.people.another(table, row, opened))
            made["name"] = self.words[row[table.place("name")]]
            for name in ("id_number", "phone"):
                if row[table.place(name)]:
                    self.words[row[table.place(name)]] = made[name]
            if made["born"]:
                self.words[row[table.place("born")].isoformat()] = made["born"].isoformat()
            yield row[0], made

    def line(self, line: Line) -> str:
        cells = line.cells.copy()
        for place, spot in line.spots:
            cells[place] = self._cell(spot)
        return "\t".join(cells)

    def _cell(self, spot: Spot) -> str:
        if isinstance(spot, Key):
            return str(self.ids[spot])
        if isinstance(spot, Text):
            return self._text(spot)
        if isinstance(spot, Holder):
            return f"p{self.ids[spot.person]}"
        if isinstance(spot, Number):
            return escaped(self.words[spot.old])
        if isinstance(spot, Token):
            made = secrets.token_bytes(spot.length)
            return sealed(made) if spot.is_bytes else secrets.token_urlsafe(spot.length)[: spot.length]
        return self._personal(spot)

    def _text(self, spot: Text) -> str:
        assert self.plate.own is not None
        text = self.plate.own.sub(lambda found: self.words.get(found[0], found[0]), spot.text)
        return sealed(ring().encrypt(text.encode(), spot.label)) if spot.label else escaped(text)

    def _personal(self, spot: Personal) -> str:
        made, column = self.people[spot.old], spot.field
        if isinstance(column, BlindIndexField):
            digest = column.digest(made[column.of])
            return NULL if digest is None else sealed(digest)
        if isinstance(column, EncryptedTextField):
            return sealed(ring().encrypt(str(made[column.attname]).encode(), label_of(column)))
        return cell(made[column.attname])
