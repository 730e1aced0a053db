"""Changing the key of encrypted columns while people work: values under an older key are written anew, a few at a time.

Whatever is written after the keyring has a new current key stands under it at once; older values stay readable by the
older keys in the ring. A value is replaced only if it is still the one that was read, so that no change is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from fayuan.core.fields import EncryptedTextField
from fayuan.core.keys import ring

BATCH = 500  # values rewritten in one transaction


@dataclass(frozen=True, slots=True)
class Column:
    """An encrypted column."""

    table: str
    key: str
    name: str

    @property
    def label(self) -> bytes:
        """What its values are bound to."""
        return f"{self.table}.{self.name}".encode()

    def names(self) -> dict[str, sql.Identifier]:
        """Its names for a statement."""
        return {
            "table": sql.Identifier(self.table),
            "key": sql.Identifier(self.key),
            "name": sql.Identifier(self.name),
        }


def columns() -> Iterator[Column]:
    """Every encrypted column of every table."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                key: models.Field[object, object] = model._meta.pk
                yield Column(model._meta.db_table, str(key.column), str(field.column))


def rewrite_some(place: int, after: int) -> tuple[int, int] | None:
    """Write up to `BATCH` values of a column anew, from behind a key on; gives where to go on, None at the end."""
    every = list(columns())
    last = rewrite(every[place], after)
    if last is not None:
        return place, last
    return (place + 1, 0) if place + 1 < len(every) else None


def rewrite_all() -> None:
    """Every value of every column."""
    here: tuple[int, int] | None = (0, 0)
    while here is not None:
        here = rewrite_some(*here)


def rewrite(column: Column, after: int = 0) -> int | None:
    """Up to `BATCH` older values of a column, in the order of keys; gives the last key, None when none was left."""
    keys = ring()
    older = (
        "SELECT {key}, {name} FROM {table} WHERE {key} > %s AND substring({name} from 1 for 3) <> %s "
        "ORDER BY {key} LIMIT %s"
    )
    change = "UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(older).format(**column.names()), [after, keys.head, BATCH])
        found = [(key, bytes(value)) for key, value in cursor.fetchall()]
        anew = [
            (keys.encrypt(keys.decrypt(value, column.label), column.label), key, value)
            for key, value in found
        ]
        cursor.executemany(sql.SQL(change).format(**column.names()), anew)
    return found[-1][0] if found else None


def under(number: int) -> int:
    """How many values stand under a key."""
    count = "SELECT count(*) FROM {table} WHERE substring({name} from 2 for 2) = %s"
    total = 0
    with connection.cursor() as cursor:
        for column in columns():
            cursor.execute(sql.SQL(count).format(**column.names()), [number.to_bytes(2, "big")])
            total += cursor.fetchone()[0]
    return total
