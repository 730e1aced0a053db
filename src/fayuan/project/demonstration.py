"""The demonstration on this machine: loaded once, whole, into an empty database, and its people listed."""

from collections.abc import Callable

import psycopg
from psycopg import sql

from fayuan.project import database, environment
from fayuan.project.database import roles
from fayuan.project.faults import SetupFault

Call = Callable[..., str]
LOADING = "demonstration: loading"
LOADED = "demonstration: loaded"


def ensure_loaded(call: Call) -> None:
    """Load the demonstration unless it is there; one that was broken off half-way is begun anew."""
    state = read_mark()
    if state == LOADED:
        return
    if state == LOADING:
        begin_anew(call)
    elif holds_people():
        raise SetupFault(
            "数据库里已有正式数据，不能装入演示数据。",
            "不带 --demo 启动；要看演示，设 FAYUAN_VAR=<另一个文件夹>。",
        )
    write_mark(LOADING)
    call("demo", "load", "--size", "small")
    write_mark(LOADED)


def people(call: Call) -> str:
    """The table of people to sign in as."""
    return call("demo", "people")


def begin_anew(call: Call) -> None:
    """Drop the database with half a demonstration in it (nothing else was ever let in) and make it again."""
    if not environment.is_embedded():
        raise SetupFault(
            "上次装入演示数据时中断了，数据库里只有一半。",
            "删除这个数据库，用 fayuan db roles 重建后再运行一次。",
        )
    admin_url = database.embedded().admin_url()
    database.drop(admin_url, database.DATABASE)
    roles.ensure_database(admin_url)
    call("migrate", "--verbosity", "0")


def holds_people() -> bool:
    """True when somebody has already been entered."""
    with psycopg.connect(environment.url("owner")) as connection:
        return connection.execute("SELECT FROM people_person LIMIT 1").fetchone() is not None


def read_mark() -> str | None:
    """How far the demonstration got: the database's own comment says it, and goes where the database goes."""
    with psycopg.connect(environment.url("owner")) as connection:
        asked = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        found = connection.execute(asked).fetchone()
        return found[0] if found else None


def write_mark(mark: str) -> None:
    """Write down how far the demonstration got."""
    with psycopg.connect(environment.url("owner")) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(mark)))
