"""Databases for tests: one server for a test run, one migrated template, a clone of it for each worker.

A test's connection is the app's, as in production; what it may not do there it may not do here.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from fayuan.project import locks
from fayuan.project.database import roles
from fayuan.project.database.addresses import role_address
from fayuan.project.database.cluster import Cluster
from fayuan.project.database.server import serving

PREFIX = "fayuan-test-"
LOCK = "run.lock"
SERVER_SETTING = "FAYUAN_TEST_SERVER_URL"


Fill = Callable[[str], object]


def test_server() -> AbstractContextManager[str]:
    """A server for the length of a test run; gives the administrator's address.

    It is an embedded one that never syncs to disk and leaves nothing behind, or the one (PostgreSQL 15 or
    later) whose administrator's address stands in `FAYUAN_TEST_SERVER_URL`.
    """
    return filled_server(None, None)


@contextmanager
def filled_server(fill: Fill | None, kept: Path | None) -> Iterator[str]:
    """A server for tests into which `fill` has put its databases, by the administrator's address; yields that address.

    An embedded one is filled once and kept at rest in the folder `kept`; later runs begin with a copy of it. The
    folder's name must change with what `fill` does.
    """
    given = os.environ.get(SERVER_SETTING)
    if given:
        roles.ensure_roles(given)
        if fill is not None:
            fill(given)
        yield given
        return
    sweep()
    with test_home() as home:
        cluster = Cluster(home, durable=False)
        if fill is not None:
            prepare(cluster, fill, kept)
        with serving(cluster, tied=True):
            yield cluster.admin_url()


def prepare(cluster: Cluster, fill: Fill, kept: Path | None) -> None:
    """Put a filled cluster in the folder of this run: a copy of the kept one, else one made now, and kept."""
    if kept is not None and kept.exists():
        copy(kept, cluster.home)
        return
    with serving(cluster, tied=True):
        fill(cluster.admin_url())
    if kept is not None:
        keep(cluster.home, kept)


def keep(home: Path, kept: Path) -> None:
    """Keep a copy, whole or not at all, in place of those under other names. Of two runs at once one wins."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".half-", dir=kept.parent))
    copy(home, half)
    with suppress(OSError):
        half.rename(kept)
    for other in {*kept.parent.glob("[!.]*"), half} - {kept}:
        shutil.rmtree(other, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy a folder's contents with their owners, as the server asks of its data."""
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)


@contextmanager
def test_home() -> Iterator[Path]:
    """A short folder for a test's server, gone with the block; its lock tells `sweep` that somebody lives."""
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    home.chmod(0o755)  # the server's user passes through
    lock = locks.open_lock(home / LOCK)
    try:
        locks.share(lock)
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
        os.close(lock)


def sweep() -> None:
    """Delete what killed test runs of this user left behind: a folder whose lock nobody holds any more."""
    for home in Path("/tmp").glob(f"{PREFIX}*"):
        lock = home / LOCK
        with suppress(FileNotFoundError):  # another run may sweep, too
            if home.stat().st_uid == os.geteuid() and lock.exists() and locks.is_free(lock):
                shutil.rmtree(home, ignore_errors=True)


def make_template(admin_url: str, migrate: Callable[[str], None], name: str = "fayuan_template") -> str:
    """Make a database, let `migrate` fill it by the owner's address; returns its name, ready to clone."""
    roles.drop_database(admin_url, name)
    roles.ensure_database(admin_url, name)
    migrate(role_address(admin_url, "owner", name))
    return name


def clone(admin_url: str, template: str, name: str) -> str:
    """A fresh copy of the template, in place of an older one of that name; returns the app's address."""
    roles.drop_database(admin_url, name)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(roles.OWNER)
            )
        )
    with psycopg.connect(role_address(admin_url, "owner", name), autocommit=True) as connection:
        roles.close_to_strangers(connection, name)
    return role_address(admin_url, "app", name)


def drop(admin_url: str, name: str) -> None:
    """Drop a clone, or the template, if it is there."""
    roles.drop_database(admin_url, name)


def names(admin_url: str, prefix: str) -> set[str]:
    """The databases of the server whose names begin so."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        return {name for (name,) in found}


def rename(admin_url: str, name: str, new_name: str) -> None:
    """Give a database nobody is connected to another name."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new_name))
        )
