"""Addresses of databases, and the secrets they rest on."""

from pathlib import Path
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

from fayuan.project import database
from fayuan.project.database.addresses import socket_address


def test_an_address_carries_any_folder_and_any_password() -> None:
    address = socket_address(Path("/a b/法, 援/%"), "p@:/?#%", "db")
    assert conninfo_to_dict(address) == {
        "user": "postgres",
        "password": "p@:/?#%",
        "host": "/a b/法, 援/%",
        "dbname": "db",
    }


def test_a_roles_address_keeps_host_port_and_options_but_not_the_administrators_password() -> None:
    admin_url = "postgresql://admin:s3cret@db.example:6432/postgres?sslmode=require"
    address = database.role_address(admin_url, "app")
    parts = conninfo_to_dict(address)
    assert (parts["host"], parts["port"], parts["sslmode"]) == ("db.example", "6432", "require")
    assert (parts["user"], parts["dbname"]) == ("fayuan_app", "fayuan")
    assert "s3cret" not in address


def test_an_address_without_a_password_gives_roles_none() -> None:
    assert urlsplit(database.role_address("postgresql://postgres@/postgres", "app")).password is None


def test_asking_for_the_embedded_address_starts_nothing(tmp_path: Path) -> None:
    assert "fayuan_app@" in database.embedded_url("app", tmp_path)
    assert not (tmp_path / "pg").exists()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    first = database.secret(path)
    assert len(first) >= 64
    assert database.secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret"]
