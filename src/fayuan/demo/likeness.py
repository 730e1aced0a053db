"""Whether copied matters look like those that were driven through the operations: compared table by table.

Copies are drawn by lot. Each must have a row shape that some driven row has: which columns are filled, which words of a
fixed vocabulary stand in them, how texts are built once names, numbers and days are taken out. What must hold within a
matter is looked at too: messages end with its reference's letters, numbers belong to its office, sealed columns open.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Max, Min

from fayuan.core.models import AuditRow
from fayuan.demo.copies.tables import Field, Table, foreign_keys, tables
from fayuan.matters.models import Matter
from fayuan.people.models import Person

DIGITS = re.compile(r"\d+")
NAME = re.compile(r"[\u4e00-\u9fff]某[\u4e00-\u9fff]{0,2}")
PLACE = re.compile(
    r"[\u4e00-\u9fff]{2}(?=[县市]|某)|[\u4e00-\u9fff]{1,2}(?=[援司].字〔)|[\u4e00-\u9fff](?=[检公](?:刑|援通))"
)
"""A county or city by its name, in those of its offices, numbers and firms."""
DISTRICT = re.compile(r"(?<=[\u4e00-\u9fff]{2})区")
"""A district is a county of a city: what was driven in a county may happen in one."""
REF = re.compile(r"[0-9A-HJKMNP-TV-Z]{9}")
LONG_AGO = timedelta(days=500)  # no driven matter is so old; the first copy is older
RECKONED = frozenset({"basis", "mark", "provisional", "due_on"})
"""What a clock's rule says of it: copies of past years have the rule of then, which `fayuan verify` recomputes."""
FEW = 40  # values up to which a column counts as a vocabulary
Shape = tuple[object, ...]


@dataclass(frozen=True)
class Unlike:
    """A row of a copy that no driven row is like: which table, which matter, what is odd about it."""

    table: str
    matter: str
    says: str

    def __str__(self) -> str:
        return f"{self.table} {self.matter}：{self.says}"


def last_driven() -> int:
    """The id of the last matter that was driven. Copies come after, the oldest first: where the next matter was opened
    years before the one that has the id below it, they begin."""
    before: datetime | None = None
    last = 0
    for pk, opened in Matter.objects.order_by("pk").values_list("pk", "opened_at").iterator():
        if before is not None and before - opened > LONG_AGO:
            return last
        last, before = pk, opened
    return last


def drawn(last_driven: int, many: int, random: Random) -> list[int]:
    """Ids of so many copied matters by lot."""
    ends = Matter.objects.filter(pk__gt=last_driven).aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return []
    found: set[int] = set()
    for _ in range(many * 4):
        if len(found) == many:
            break
        lot = random.randint(ends["first"], ends["last"])
        near = Matter.objects.filter(pk__gte=lot).order_by("pk").values_list("pk", flat=True).first()
        found |= {near} if near is not None else set()
    return sorted(found)


def unlike(last_driven: int, copies: Collection[int]) -> Iterator[Unlike]:
    """Everything in which these copies (ids of matters) differ from what was driven, up to the id `last_driven`."""
    driven = list(Matter.objects.filter(pk__lte=last_driven).values_list("pk", flat=True))
    for table in tables():
        if table.model is not Person:
            known = _Known(table, _rows(table, driven))
            for matter, rows in _rows(table, list(copies)).items():
                yield from known.compare(matter, rows)


def _rows(table: Table, matters: Sequence[int]) -> Mapping[int, list[Any]]:
    """The rows of the table by the matter they belong to; empty lists for matters that have none."""
    found: dict[int, list[Any]] = {pk: [] for pk in matters}
    for pk, row in _with_owners(table, matters):
        found[pk].append(row)
    return found


def _with_owners(table: Table, matters: Sequence[int]) -> Iterator[tuple[int, Any]]:
    if table.model is AuditRow:
        refs = dict(Matter.objects.filter(pk__in=matters).values_list("ref", "pk"))
        for told in AuditRow.objects.filter(subject_kind="matter", subject_id__in=list(refs)):
            yield refs[told.subject_id], told
        return
    path = _path(table)
    rows = table.model._base_manager.filter(**{f"{path}__in": matters}).order_by("pk")
    yield from zip(rows.values_list(path, flat=True), rows, strict=True)


def _path(table: Table) -> str:
    """The way from the table to its matter, as queries write it."""
    if table.model is Matter:
        return "pk"
    owner = next(each for each in foreign_keys(table.model) if each.attname == table.owner)
    if owner.related_model is Matter:
        return str(owner.name)
    above = next(each for each in tables() if each.model is owner.related_model)
    return f"{owner.name}__{_path(above)}"


class _Known:
    """What driven rows of a table are like."""

    def __init__(self, table: Table, rows: Mapping[int, list[Any]]) -> None:
        self.table = table
        every = [row for each in rows.values() for row in each]
        self.numbers = {len(each) for each in rows.values()}
        self.words = {each.attname: self._vocabulary(each, every) for each in table.fields}
        self.shapes = {self.shape(row) for row in every}
        self.sets = {self._set(each) for each in rows.values()}

    def _vocabulary(self, each: Field, rows: Sequence[Any]) -> frozenset[str] | None:
        """The words that stand in a column, if they are few; None where it holds free text, numbers or moments."""
        values = {
            getattr(row, each.attname)
            for row in rows
            if not isinstance(getattr(row, each.attname), list | dict)
        }
        if each.is_relation or not values or not all(isinstance(value, str) for value in values):
            return None
        built = frozenset(_built(value) for value in values)
        return built if len(built) <= FEW else None

    def shape(self, row: Any) -> Shape:
        """Which columns are filled, and the vocabulary in the others."""
        return tuple(self._cell(each, getattr(row, each.attname)) for each in self.table.fields)

    def _cell(self, each: Field, value: Any) -> object:
        if value is None or value in ("", [], {}) or each.attname in RECKONED:
            return None
        if isinstance(value, bool):
            return value
        if self.words[each.attname] is not None:
            return _built(value)
        if isinstance(value, dict):
            return tuple(sorted(value))
        if isinstance(value, datetime | date):
            return "day"
        return type(value).__name__ if not isinstance(value, bytes | memoryview) else "bytes"

    def _set(self, rows: Sequence[Any]) -> Shape:
        return tuple(sorted(Counter(map(str, map(self.shape, rows))).items()))

    def compare(self, matter: int, rows: Sequence[Any]) -> Iterator[Unlike]:
        """What is odd about a copy's rows."""
        if self._set(rows) in self.sets:
            return
        odd = [row for row in rows if self.shape(row) not in self.shapes]
        for row in odd:
            yield Unlike(self.table.name, str(matter), f"没有这样的经办记录 {self._nearest(self.shape(row))}")
        if not odd:
            yield Unlike(self.table.name, str(matter), f"{len(rows)} 行合在一起，经办的没有这样的")

    def _nearest(self, shape: Shape) -> str:
        """In which columns the row differs from the driven row that is most like it."""
        names = [each.attname for each in self.table.fields]
        nearest: list[str] | None = None
        for other in self.shapes:
            differing = [
                f"{name}={found!r}"
                for name, found, known in zip(names, shape, other, strict=True)
                if found != known
            ]
            if nearest is None or len(differing) < len(nearest):
                nearest = differing
        return "没有任何行" if nearest is None else "，".join(nearest)


def _built(text: str) -> str:
    """A text without its own: names, places, references, numbers."""
    return DIGITS.sub("0", REF.sub("R", NAME.sub("某", PLACE.sub("", DISTRICT.sub("县", text)))))
