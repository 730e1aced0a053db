"""From one version to the next while people work: a migration of the audit trail, with writers that know nothing of it.

The database is taken back to the shape before rows were sealed, the writers of that version go on, and it is brought up
again meanwhile. No write fails, none is lost, and all of them are sealed afterwards, old and new.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from threading import Event, Thread

import psycopg
import pytest
from django.db import connection

from fayuan.core import sealing, verifying
from fayuan.project import database, environment, scratch

from cast import NOW, Cast

pytestmark = pytest.mark.drill
WRITERS = 4
BEFORE = "0002_audit_trail"
WRITE = (
    "INSERT INTO core_auditrow (at, actor_kind, actor_name, channel, action, result) "
    "VALUES (now(), 'staff', 'drill', 'page', %s, 'done')"
)


class Writer:
    """Somebody at work: a row in each transaction, until told to stop; counts what was promised to them."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name, self.promised, self.failed = url, name, 0, ""
        self.stop = Event()
        self.thread = Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            with psycopg.connect(self.url, autocommit=True) as app:
                while not self.stop.is_set():
                    app.execute(WRITE, [self.name])
                    self.promised += 1
        except psycopg.Error as error:
            self.failed = str(error)

    def done(self) -> int:
        self.stop.set()
        self.thread.join(60)
        return self.promised


def taken_back(owner_url: str) -> None:
    """The database in the shape of the version before."""
    subprocess.run(
        [sys.executable, "-m", "fayuan.project.cli", "manage", "migrate", "core", BEFORE, "--verbosity", "0"],
        env=os.environ | {environment.APP_URL: owner_url, environment.OWNER_URL: owner_url},
        check=True,
    )


def test_no_write_fails_while_the_trail_changes_its_shape(
    fresh_database: Callable[[], Cast], admin_url: str
) -> None:
    name = str(connection.settings_dict["NAME"])
    owner_url, app_url, sealer_url = (
        database.role_address(admin_url, role, name) for role in ("owner", "app", "sealer")
    )
    taken_back(owner_url)
    writers = [Writer(app_url, f"writer {number}") for number in range(WRITERS)]
    scratch.migrate(owner_url)
    during = [writer.promised for writer in writers]
    pause = Event()
    pause.wait(1)
    promised = sum(writer.done() for writer in writers)
    assert [writer.failed for writer in writers] == [""] * WRITERS
    assert min(during) > 0
    assert promised > sum(during)
    with psycopg.connect(sealer_url, autocommit=True) as sealer:
        sealing.seal(sealer, NOW)
        result = verifying.verify(sealer)
        kept = sealer.execute("SELECT count(*) FROM core_auditrow WHERE actor_name = 'drill'").fetchone()
    assert kept == (promised,)
    assert result.broken == ()
    assert result.rows >= promised
