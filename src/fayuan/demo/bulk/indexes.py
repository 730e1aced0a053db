"""Indexes and constraints of tables that are about to be filled: taken away, and brought back as they were."""

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from django.db import connection, connections, transaction

from fayuan.demo.bulk.ledger import Ledger

STEP = "taken away"
AT_ONCE = 2
MEMORY = "512MB"  # for one index that is being built

KEYS = """
SELECT rel.relname, con.conname, con.contype::text, pg_get_constraintdef(con.oid)
FROM pg_constraint con JOIN pg_class rel ON rel.oid = con.conrelid
WHERE con.connamespace = 'public'::regnamespace AND con.conparentid = 0 AND NOT rel.relispartition
AND (con.contype IN ('p', 'u') AND rel.relname = ANY(%(tables)s)
  OR con.contype = 'f' AND (rel.relname = ANY(%(tables)s) OR con.confrelid::regclass::text = ANY(%(tables)s)))
ORDER BY con.contype = 'f' DESC, rel.relname, con.conname
"""
INDEXES = """
SELECT rel.relname, idx.relname, 'i', replace(pg_get_indexdef(idx.oid), ' ON ONLY ', ' ON ')
FROM pg_index i JOIN pg_class idx ON idx.oid = i.indexrelid JOIN pg_class rel ON rel.oid = i.indrelid
WHERE rel.relnamespace = 'public'::regnamespace AND rel.relname = ANY(%(tables)s)
AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = idx.oid AND con.contype IN ('p', 'u', 'x'))
ORDER BY rel.relname, idx.relname
"""
PARTS = """
SELECT tree.relid::regclass::text
FROM unnest(%s::text[]) AS name, pg_partition_tree(name::regclass) AS tree WHERE tree.isleaf
"""


@dataclass(frozen=True)
class Taken:
    """An index or a constraint: of which table, its name, its kind (`p`, `u`, `f` as PostgreSQL has them, `i` an
    index), and how it is described."""

    table: str
    name: str
    kind: str
    says: str

    @property
    def away(self) -> str:
        """The statement that takes it away."""
        if self.kind == "i":
            return f'DROP INDEX "{self.name}"'
        return f'ALTER TABLE "{self.table}" DROP CONSTRAINT "{self.name}"'

    @property
    def back(self) -> str:
        """The statement that brings it back; a foreign key is to be validated afterwards."""
        if self.kind == "i":
            return self.says
        unproven = " NOT VALID" if self.kind == "f" else ""
        return f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.name}" {self.says}{unproven}'


def take_away(tables: Collection[str], ledger: Ledger) -> None:
    """Take them all away, whole or not at all, and remember them; nothing happens when that was done before."""
    if ledger.read(STEP) is not None:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        taken = []
        for question in (KEYS, INDEXES):
            cursor.execute(question, {"tables": list(tables)})
            taken += [Taken(*row) for row in cursor.fetchall()]
        for each in taken:
            cursor.execute(each.away)
        ledger.write(STEP, [asdict(each) for each in taken])


def bring_back(ledger: Ledger, say: Callable[[str], None]) -> None:
    """Build them again, some at a time, the foreign keys last; a run that was broken off goes on where it stopped."""
    taken = [Taken(**each) for each in ledger.read(STEP) or ()]
    there = set(_there())
    missing = [each for each in taken if (each.table, each.name) not in there]
    say(f"重建 {len(missing)} 个索引和约束")
    built = [each.back for each in missing if each.kind != "f"]
    _in_parallel(built)
    keys = [each for each in taken if each.kind == "f"]
    with connection.cursor() as cursor:
        for each in keys:
            if each in missing:
                cursor.execute(each.back)
    _in_parallel([f'ALTER TABLE "{each.table}" VALIDATE CONSTRAINT "{each.name}"' for each in keys])


def tidied_by_server(tables: Collection[str], *, allowed: bool) -> None:
    """Whether the server may tidy these tables by itself, as always, or leaves them alone while they are filled."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [list(tables)])
        for (name,) in cursor.fetchall():
            says = "RESET (autovacuum_enabled)" if allowed else "SET (autovacuum_enabled = off)"
            cursor.execute(f"ALTER TABLE {name} {says}")


def _there() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid <> 0 UNION "
            "SELECT indrelid::regclass::text, indexrelid::regclass::text FROM pg_index"
        )
        yield from cursor.fetchall()


def _in_parallel(statements: Collection[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as builders:
        for done in [builders.submit(_build, statement) for statement in statements]:
            done.result()


def _build(statement: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('maintenance_work_mem', %s, false)", [MEMORY])
            cursor.execute(statement)
    finally:
        connections.close_all()
