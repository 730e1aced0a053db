"""The demonstration on this machine: loaded once, whole, into an empty database, and its people listed."""

from collections.abc import Callable

import psycopg

from fayuan.project import database, environment, marks
from fayuan.project.database import roles
from fayuan.project.faults import SetupFault

Call = Callable[..., str]
LOADING = "loading"
LOADED = "loaded"


def ensure_loaded(call: Call) -> None:
    """Load the demonstration unless it is there; one that was broken off half-way is begun anew."""
    owner_url = environment.url("owner")
    state = marks.read(owner_url, marks.DEMONSTRATION)
    if state == LOADED:
        return
    if state == LOADING:
        begin_anew(call)
    elif holds_people():
        raise SetupFault(
            "数据库里已有正式数据，不能装入演示数据。",
            "不带 --demo 启动；要看演示，设 FAYUAN_VAR=<另一个文件夹>。",
        )
    marks.write(owner_url, marks.DEMONSTRATION, LOADING)
    call("demo", "load", "--size", "small")
    marks.write(owner_url, marks.DEMONSTRATION, LOADED)


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
