"""A backup of a running installation comes back, whole, in an empty folder; with the log, up to a moment."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from product import until
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core import audit, clock
from fayuan.core.actor import system
from fayuan.dossier import store
from fayuan.project import database

import steps
from cast import Cast, build
from databases import point_at

pytestmark = pytest.mark.drill


class Installation:
    """`fayuan` commands on an installation in a folder of its own."""

    def __init__(self, var: Path, **surroundings: str) -> None:
        var.mkdir(exist_ok=True)
        var.chmod(0o755)
        self.var = var
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment = {**kept, "FAYUAN_VAR": str(var), **surroundings}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "fayuan.project.cli", *words]

    def run(self, *words: str) -> tuple[int, str]:
        done = subprocess.run(
            self.command(*words), env=self.environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def do(self, *words: str) -> str:
        code, said = self.run(*words)
        assert code == 0, said
        return said


@pytest.fixture
def officer(folder: Path) -> tuple[Path, str]:
    """The officer's key, and its public half."""
    path = folder / "officer.pem"
    said = Installation(folder / "elsewhere").do("backup", "key", str(path))
    return path, said.strip().splitlines()[-1]


@pytest.fixture
def first(
    folder: Path,
    officer: tuple[Path, str],
    django_db_setup: Cast,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Installation]:
    """An installation at work, with a matter, a file and sealed audit rows; Django here looks at its database."""
    made = Installation(
        folder / "one", FAYUAN_BACKUP_TO=officer[1], FAYUAN_BACKUP_DIR=str(folder / "backups")
    )
    before = dict(connections["default"].settings_dict)
    monkeypatch.setattr(settings, "KEYS_FILE", made.var / "keys.json")
    monkeypatch.setattr(settings, "FILES_DIR", made.var / "files")
    try:
        made.do("db", "start")
        made.do("migrate", "--verbosity", "0")
        point_at(database.embedded_url("app", made.var))
        with django_db_blocker.unblock():
            cast = build()
            steps.granted(cast)
            store.put(b"a photograph", clock.now())
            made.do("audit", "seal")
            yield made
            connections.close_all()
    finally:
        connections["default"].settings_dict.update(before)
        made.run("db", "stop")


def backup_of(made: Installation) -> Path:
    made.do("backup")
    (path,) = (made.var.parent / "backups").glob("fayuan-*")
    return path


def test_it_comes_back_whole_and_says_how_long_it_took(
    first: Installation, officer: tuple[Path, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = backup_of(first)
    assert "facts" not in b"".join(path.read_bytes() for path in backup.glob("*.sealed")).decode("latin-1")
    second = Installation(folder / "two")
    said = second.do("restore", str(backup), "--key", str(officer[0]))
    with capsys.disabled():
        sys.stdout.write(f" {said.strip()} ")
    assert re.search(r"恢复了\d+行、1个文件，用时[\d.]+秒，与备份时一致", said)
    assert "核对了" in second.do("audit", "verify")
    assert second.run("verify")[0] == 0
    assert second.run("files", "check")[0] == 0
    assert "不覆盖" in second.run("restore", str(backup), "--key", str(officer[0]))[1]
    shutil.rmtree(second.var)
    (backup / "files.sealed").write_bytes((backup / "files.sealed").read_bytes()[:-1])
    assert second.run("restore", str(backup), "--key", str(officer[0]))[0] == 1


def follows(made: Installation) -> bool:
    """Whether the receiver of the log is connected."""
    with psycopg.connect(database.embedded(made.var).admin_url()) as admin:
        return admin.execute("SELECT FROM pg_replication_slots WHERE active").fetchone() is not None


def test_with_the_log_it_comes_back_up_to_a_moment(
    first: Installation, officer: tuple[Path, str], folder: Path
) -> None:
    follower = subprocess.Popen(first.command("backup", "follow"), env=first.environment)
    try:
        until(lambda: follows(first))  # what was written before anybody followed is not kept
        backup = backup_of(first)
        audit.record(system("drill"), clock.now(), "before")
        moment = datetime.now(UTC)
        with psycopg.connect(database.embedded_url("owner", first.var), autocommit=True) as owner:
            owner.execute("SELECT pg_sleep(1.5)")
        audit.record(system("drill"), clock.now(), "after")
        with psycopg.connect(database.embedded(first.var).admin_url(), autocommit=True) as admin:
            admin.execute("SELECT pg_switch_wal()")
        wal = folder / "backups" / "wal"
        until(lambda: len([path for path in wal.glob("*.sealed") if "partial" not in path.name]) >= 1)
    finally:
        follower.terminate()
        follower.wait(60)
    second = Installation(folder / "two")
    second.do("restore", str(backup), "--key", str(officer[0]), "--until", moment.isoformat())
    second.do("db", "start")
    try:
        with psycopg.connect(database.embedded_url("owner", second.var)) as owner:
            found = owner.execute(
                "SELECT action FROM core_auditrow WHERE action IN ('before', 'after')"
            ).fetchall()
    finally:
        second.run("db", "stop")
    assert found == [("before",)]
    assert second.run("audit", "verify")[0] == 0
