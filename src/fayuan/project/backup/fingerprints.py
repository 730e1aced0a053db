"""What a database holds, in figures to compare: rows of each table, a hash over them, the trail's last round."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from fayuan.project.database import roles

RIGHTS = """SELECT table_name, string_agg(grantee || ' ' || privilege_type, ', ' ORDER BY grantee, privilege_type)
    FROM information_schema.role_table_grants
    WHERE table_schema = 'public' AND grantee = ANY(%s) GROUP BY table_name"""
Print = Mapping[str, tuple[int, str]]
TABLES = """SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname"""
LAST_ROUND = "SELECT number, encode(hash, 'hex') FROM core_auditround ORDER BY number DESC LIMIT 1"


def of_database(owner: "psycopg.Connection[tuple[object, ...]]") -> dict[str, tuple[int, str]]:
    """Rows and hash of every table; the hash does not depend on the order in which rows stand."""
    found = {}
    for (table,) in owner.execute(TABLES).fetchall():
        name = str(table)
        counted = sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(each::text, 0)), 0)::text FROM {} AS each"
        ).format(sql.Identifier(name))
        count, mark = owner.execute(counted).fetchone() or (0, "0")
        found[name] = int(str(count)), str(mark)
    return found


def rights(owner: "psycopg.Connection[tuple[object, ...]]") -> dict[str, str]:
    """What the app and the sealer may do with each table, in words of PostgreSQL."""
    return {
        str(table): str(may) for table, may in owner.execute(RIGHTS, [[roles.APP, roles.SEALER]]).fetchall()
    }


def last_round(owner: "psycopg.Connection[tuple[object, ...]]") -> tuple[int, str]:
    """The number and hash of the last sealed round of the audit trail."""
    number, mark = owner.execute(LAST_ROUND).fetchone() or (0, "")
    return int(str(number)), str(mark)


def steady(before: Print, after: Print) -> dict[str, tuple[int, str]]:
    """The tables in which nothing moved between two looks: what a copy made meanwhile must hold exactly."""
    return {name: told for name, told in after.items() if before.get(name) == told}


def differences(expected: Print, found: Print) -> list[str]:
    """The tables that hold something else than they should."""
    return sorted(name for name, told in expected.items() if tuple(told) != tuple(found.get(name, (-1, ""))))
