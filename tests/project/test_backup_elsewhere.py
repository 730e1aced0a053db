"""A backup of a database on somebody else's server, by a dump or by its keeper's own command, comes back whole there.

The server is the one of this test run: embedded, or a PostgreSQL 15 over TCP. Files lie in a bucket.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core import clock, keys
from fayuan.dossier import store
from fayuan.dossier.shelves.signature import Access
from fayuan.project.database import programs, roles
from fayuan.project.database.addresses import Role, role_address

import steps
from bucket_server import Server, serving
from cast import Cast, build
from databases import own_database

KEY = Access("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
ADDRESSES: Mapping[str, Role] = {
    "DATABASE_URL": "app",
    "FAYUAN_OWNER_DATABASE_URL": "owner",
    "FAYUAN_SEALER_DATABASE_URL": "sealer",
}


@dataclass
class Office:
    """An installation whose database is on that server and whose files are in a bucket."""

    admin_url: str
    database: str
    var: Path
    bucket: str
    surroundings: dict[str, str]

    def run(self, *words: str, **more: str) -> tuple[int, str]:
        addresses = {
            name: role_address(self.admin_url, role, self.database) for name, role in ADDRESSES.items()
        }
        files = {
            "FAYUAN_FILES_S3": self.bucket,
            "FAYUAN_FILES_S3_KEY": KEY.key,
            "FAYUAN_FILES_S3_SECRET": KEY.secret,
        }
        told = {**os.environ, **addresses, **files, "FAYUAN_VAR": str(self.var), **self.surroundings, **more}
        command = [sys.executable, "-m", "fayuan.project.cli", *words]
        done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def do(self, *words: str, **more: str) -> str:
        code, said = self.run(*words, **more)
        assert code == 0, said
        return said


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(KEY) as running:
        yield running


@pytest.fixture
def one(
    request: pytest.FixtureRequest,
    django_db_setup: Cast,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    admin_url: str,
    server: Server,
    tmp_path: Path,
) -> Iterator[Office]:
    """An office at work: a matter, a file in the bucket, sealed rows of the trail; its officer's key beside it."""
    var = tmp_path / "one"
    var.mkdir()
    keys.ensure_ring(var / "keys.json")
    monkeypatch.setattr(settings, "KEYS_FILE", var / "keys.json")
    monkeypatch.setattr(settings, "FILES_S3", f"{server.url}/one")
    monkeypatch.setattr(settings, "FILES_S3_KEY", KEY.key)
    monkeypatch.setattr(settings, "FILES_S3_SECRET", KEY.secret)
    with own_database(request.config, "backup") as name, django_db_blocker.unblock():
        made = Office(admin_url, name, var, f"{server.url}/one", {})
        said = made.do("backup", "key", str(tmp_path / "officer.pem"))
        made.surroundings |= {
            "FAYUAN_BACKUP_TO": said.strip().splitlines()[-1],
            "FAYUAN_BACKUP_DIR": str(tmp_path / "backups"),
        }
        steps.granted(build())
        store.put(b"a photograph", clock.now())
        made.do("audit", "seal")
        yield made


@pytest.fixture
def two(one: Office, server: Server, tmp_path: Path) -> Iterator[Office]:
    """An empty database on the same server, an empty folder, an empty bucket."""
    name = f"{one.database}_two"
    roles.drop_database(one.admin_url, name)
    roles.ensure_database(one.admin_url, name)
    yield Office(one.admin_url, name, tmp_path / "two", f"{server.url}/two", dict(one.surroundings))
    roles.drop_database(one.admin_url, name)


def backup_of(office: Office, **more: str) -> Path:
    office.do("backup", **more)
    (path,) = Path(office.surroundings["FAYUAN_BACKUP_DIR"]).glob("fayuan-*")
    return path


def program(name: str) -> str:
    return shlex.quote(str(programs.installed() / name))


def test_a_dump_and_the_objects_of_the_bucket_come_back(
    one: Office, two: Office, server: Server, tmp_path: Path
) -> None:
    backup, officer = backup_of(one), str(tmp_path / "officer.pem")
    told = json.loads((backup / "manifest.json").read_text())
    assert (told["kind"], told["contents"][0]) == ("dump", 1)
    said = two.do("restore", str(backup), "--key", officer)
    assert re.search(r"恢复了\d+行、1个文件，用时[\d.]+秒，与备份时一致", said)
    assert {name.partition("/")[0] for name in server.objects} == {"one", "two"}
    assert "核对了" in two.do("audit", "verify")
    assert two.run("verify")[0] == 0
    assert two.run("files", "check")[0] == 0
    app = role_address(two.admin_url, "app", two.database)
    with psycopg.connect(app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM core_auditrow")
    assert "不覆盖" in two.run("restore", str(backup), "--key", officer)[1]


def test_files_that_stay_in_the_bucket_are_looked_for_there(
    one: Office, two: Office, server: Server, tmp_path: Path
) -> None:
    backup, officer = backup_of(one, FAYUAN_BACKUP_FILES="stay"), str(tmp_path / "officer.pem")
    two.bucket = one.bucket
    said = two.do("restore", str(backup), "--key", officer)
    assert "1个文件" in said
    (name,) = server.objects
    server.objects.clear()
    roles.drop_database(two.admin_url, two.database)
    roles.ensure_database(two.admin_url, two.database)
    two.var = tmp_path / "three"
    code, said = two.run("restore", str(backup), "--key", officer)
    assert (code, f"存储里缺 {name.removeprefix('one/')}" in said) == (1, True)


def test_the_keepers_own_commands_are_used_where_they_are_set(
    one: Office, two: Office, tmp_path: Path
) -> None:
    source = role_address(one.admin_url, "owner", one.database)
    target = role_address(two.admin_url, "owner", two.database)
    dumping = f"{program('pg_dump')} --no-owner --dbname={shlex.quote(source)}"
    backup = backup_of(one, FAYUAN_BACKUP_HOOK=dumping)
    assert json.loads((backup / "manifest.json").read_text())["kind"] == "hook"
    officer = str(tmp_path / "officer.pem")
    assert "FAYUAN_RESTORE_HOOK" in two.run("restore", str(backup), "--key", officer)[1]
    two.var = tmp_path / "three"
    two.bucket += "-again"
    restoring = f"{program('psql')} --quiet --no-psqlrc --dbname={shlex.quote(target)}"
    said = two.do("restore", str(backup), "--key", officer, FAYUAN_RESTORE_HOOK=restoring)
    assert "与备份时一致" in said


def test_a_command_that_fails_leaves_no_backup(one: Office) -> None:
    code, said = one.run("backup", FAYUAN_BACKUP_HOOK="false")
    assert (code, "没有备份成" in said) == (1, True)
    assert list(Path(one.surroundings["FAYUAN_BACKUP_DIR"]).glob("fayuan-*")) == []
