"""Which tables a matter stands in, found by following foreign keys: a new table is copied without being named."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from fayuan.core.models import AuditRow
from fayuan.intake.models import Consultation, Draft, ImportedCase
from fayuan.matters.models import Matter
from fayuan.people.models import Person

if TYPE_CHECKING:  # generic for the type checker only
    Field = models.Field[Any, Any]
else:
    Field = models.Field
ROOTS: tuple[type[models.Model], ...] = (Matter, Consultation)
LEFT_OUT: frozenset[type[models.Model]] = frozenset({Draft, ImportedCase})
"""Unfinished forms, and cases of another system: nobody makes copies of those."""
SAME_MATTER = frozenset({"previous"})
"""Columns that lead from a matter to another one of the same original."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table of which an original has rows. `owner` is the column that leads to them; roots and people have none."""

    model: type[models.Model]
    owner: str = ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Its columns, the key first; nothing refers to an audit row, so the database gives it its own."""
        fields = self.model._meta.concrete_fields
        return tuple(each for each in fields if not (each.primary_key and self.model is AuditRow))

    @property
    def columns(self) -> list[str]:
        """The names of its columns in the database."""
        return [str(field.column) for field in self.fields]

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    def place(self, attribute: str) -> int:
        """Where a column stands in a row."""
        return self._places[attribute]

    def has(self, attribute: str) -> bool:
        """Whether it has that column."""
        return attribute in self._places

    @cached_property
    def _places(self) -> dict[str, int]:
        return {field.attname: place for place, field in enumerate(self.fields)}


@cache
def tables() -> tuple[Table, ...]:
    """All of them, each after those that its foreign keys lead to; audit rows, which have none, last."""
    roots: tuple[type[models.Model], ...] = (Person, *ROOTS)
    found = {model: Table(model) for model in roots}
    found[Consultation] = Table(Consultation, "matter_id")
    while more := {model: owner for model, owner in _owned(set(found)) if model not in found}:
        found |= {model: Table(model, owner) for model, owner in more.items()}
    return (*_sorted(list(found.values())), Table(AuditRow))


def _owned(known: set[type[models.Model]]) -> Iterator[tuple[type[models.Model], str]]:
    """Models with a foreign key to a known one (but Person: everything leads to people), and the key's column."""
    for model in apps.get_models():
        if model.__module__.startswith("fayuan.") and model not in LEFT_OUT:
            keys = [each for each in foreign_keys(model) if each.related_model in known - {Person}]
            if keys:
                yield model, min(keys, key=lambda each: each.related_model is not Matter).attname


def foreign_keys(model: type[models.Model]) -> list[Any]:
    """The columns of a model that lead to another row."""
    return [field for field in model._meta.concrete_fields if field.is_relation]


def _sorted(found: list[Table]) -> Iterator[Table]:
    """Each after those it leads to."""
    models_left = {table.model for table in found}
    while found:
        ready = [table for table in found if not _leads_to(table.model) & models_left]
        yield from ready
        models_left -= {table.model for table in ready}
        found = [table for table in found if table.model in models_left]


def _leads_to(model: type[models.Model]) -> set[type[models.Model]]:
    return {key.related_model for key in foreign_keys(model) if key.related_model is not model}
