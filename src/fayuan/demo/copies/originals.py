"""The originals: matters with all their rows, those that followed one another together; and single consultations."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from fayuan.core.models import AuditRow
from fayuan.demo.copies.tables import SAME_MATTER, Table, foreign_keys, tables
from fayuan.intake.models import Consultation
from fayuan.matters.models import Matter
from fayuan.people.models import Person

Row = list[Any]
MATTERS = Matter._meta.db_table


@dataclass(eq=False)
class Original:
    """Rows by table; `key` is the first matter's id, or of a consultation without one its own, negative."""

    key: int
    rows: dict[Table, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def opened_at(self) -> datetime:
        """The moment it began."""
        return min(self._moments())

    @property
    def is_over(self) -> bool:
        """Whether no clock of the law is open, so that it may have happened at another time."""
        return all(row[table.place("ended_at")] is not None for table, row in self.each("matters_timer"))

    @property
    def matters(self) -> int:
        """How many matters it is; 0 for a consultation."""
        return sum(1 for _ in self.each(MATTERS))

    def each(self, name: str) -> Iterator[tuple[Table, Row]]:
        """Its rows of the table of that name."""
        return ((table, row) for table, rows in self.rows.items() if table.name == name for row in rows)

    def _moments(self) -> Iterator[datetime]:
        for table, row in self.each(MATTERS):
            yield row[table.place("opened_at")]
        for table, row in self.each(Consultation._meta.db_table):
            yield row[table.place("at")]


def last_ids() -> dict[str, int]:
    """The highest id in each table now, by its name: what comes later is a copy."""
    return {
        table.name: table.model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        for table in tables()
        if table.model is not AuditRow
    }


def read(last: Mapping[str, int] | None = None) -> list[Original]:
    """All originals in the database, up to the `last` ids. Personal columns are read in clear."""
    last = last_ids() if last is None else last
    owners = _Owners(last[MATTERS])
    found: dict[int, Original] = {}
    for table in tables():
        if table.model not in (Person, AuditRow):
            rows = table.model._base_manager.filter(pk__lte=last[table.name]).order_by("pk")
            for row in rows.values_list(*[each.attname for each in table.fields]):
                key = owners.of(table, list(row))
                if key is not None:
                    found.setdefault(key, Original(key)).rows[table].append(list(row))
    _add_people(found, last[Person._meta.db_table])
    _add_audit_rows(found)
    return sorted(found.values(), key=lambda each: each.key)


class _Owners:
    """Which original a row belongs to, by the rows it leads to."""

    def __init__(self, last: int) -> None:
        self.known: dict[tuple[type, int], int] = {}
        links = (
            Matter.objects.filter(pk__lte=last)
            .order_by("pk")
            .values_list("pk", *[f"{name}_id" for name in SAME_MATTER])
        )
        for pk, previous in links:
            self.known[Matter, pk] = self.known[Matter, previous] if previous else pk

    def of(self, table: Table, row: Row) -> int | None:
        pk = row[0]
        if table.model is Matter:
            return self.known[Matter, pk]
        owner = row[table.place(table.owner)]
        if owner is None:
            key = -pk if table.model is Consultation else None
        else:
            related = next(
                each.related_model for each in foreign_keys(table.model) if each.attname == table.owner
            )
            key = self.known.get((related, owner))
        if key is not None:
            self.known[table.model, pk] = key
        return key


def _add_people(found: Mapping[int, Original], last: int) -> None:
    """The people of each original: those who hold no post, take no cases and sign no papers."""
    people = next(table for table in tables() if table.model is Person)
    citizens = Person.objects.filter(pk__lte=last, posts=None, lawyer=None)
    rows = {row[0]: list(row) for row in citizens.values_list(*[each.attname for each in people.fields])}
    for original in found.values():
        wanted = {value for value in _people_in(original) if value in rows}
        original.rows[people] = [rows[pk] for pk in sorted(wanted)]


def _people_in(original: Original) -> Iterator[int]:
    for table, table_rows in original.rows.items():
        places = [
            table.place(key.attname) for key in foreign_keys(table.model) if key.related_model is Person
        ]
        for row in table_rows:
            yield from (row[place] for place in places if row[place] is not None)


def _add_audit_rows(found: Mapping[int, Original]) -> None:
    """What the trail says of each original's matters, papers and files."""
    trail = next(table for table in tables() if table.model is AuditRow)
    refs = {
        row[table.place("ref")]: original
        for original in found.values()
        for table, rows in original.rows.items()
        if table.has("ref")
        for row in rows
    }
    names = [each.attname for each in trail.fields]
    for row in AuditRow.objects.filter(subject_id__in=refs).order_by("id").values_list(*names):
        refs[row[names.index("subject_id")]].rows[trail].append(list(row))
