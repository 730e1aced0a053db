"""How far the set-up of a database came: its own comment says it, and goes wherever the database goes."""

import hashlib
import importlib.metadata
import json
from pathlib import Path

import psycopg
from psycopg import sql

import fayuan

SHAPE = "shape"
DEMONSTRATION = "demonstration"
LIBRARIES = ("django", "django-allauth", "procrastinate")  # those that bring migrations of their own
READ = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def read(url: str, mark: str) -> str | None:
    """The value of a mark, or None where it was never set."""
    with psycopg.connect(url) as connection:
        return all_marks(connection).get(mark)


def write(url: str, mark: str, value: str) -> None:
    """Set a mark; the address must be the owner's."""
    with psycopg.connect(url) as connection:
        written = json.dumps(all_marks(connection) | {mark: value})
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(written)))


def all_marks(connection: "psycopg.Connection[tuple[str | None]]") -> dict[str, str]:
    """Every mark of the database; a comment that somebody else wrote holds none."""
    found = connection.execute(READ).fetchone()
    try:
        marks = json.loads(found[0]) if found and found[0] else {}
    except json.JSONDecodeError:
        return {}
    return marks if isinstance(marks, dict) else {}


def is_up_to_date(url: str) -> bool:
    """True when the last migration left the database in the shape this version needs; needs no Django."""
    return read(url, SHAPE) == shape()


def shape() -> str:
    """A fingerprint of what decides the shape: our own migrations and the libraries' versions."""
    digest = hashlib.sha256()
    for path in sorted(Path(fayuan.__path__[0]).glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    for library in LIBRARIES:
        digest.update(importlib.metadata.version(library).encode())
    return digest.hexdigest()[:16]
