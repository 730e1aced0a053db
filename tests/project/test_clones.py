"""Tests run on clones of one migrated template, each of them fresh and alone."""

from pathlib import Path

import psycopg
import pytest

from fayuan.project import database
from fayuan.project.database import trials


def words(address: str) -> list[str]:
    with psycopg.connect(address) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM matter ORDER BY id")]


def test_a_clone_holds_what_the_template_holds(app_url: str) -> None:
    assert words(app_url) == ["first"]


def test_cloning_again_under_a_name_forgets_what_was_written(
    app_url: str, admin_url: str, template: str
) -> None:
    with psycopg.connect(app_url) as connection:
        connection.execute("INSERT INTO matter (word) VALUES ('second')")
    name = psycopg.conninfo.conninfo_to_dict(app_url)["dbname"]
    assert words(database.clone(admin_url, template, name)) == ["first"]


def test_what_a_killed_test_run_left_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    abandoned = Path("/tmp") / f"{trials.PREFIX}abandoned"
    abandoned.mkdir(exist_ok=True)
    (abandoned / "users.lock").touch()
    trials.sweep()
    assert not abandoned.exists()
