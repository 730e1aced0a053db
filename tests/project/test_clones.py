"""Tests run on clones of one migrated template, each of them fresh and alone."""

from pathlib import Path

import psycopg
import pytest

from fayuan.project import database
from fayuan.project.database import roles, trials


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
    (abandoned / trials.LOCK).touch()
    trials.sweep()
    assert not abandoned.exists()


def test_what_a_living_test_run_uses_is_left_alone() -> None:
    with trials.test_home() as home:
        trials.sweep()
        assert home.exists()
    assert not home.exists()


def test_a_server_is_filled_once_and_later_ones_begin_with_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(trials.SERVER_SETTING, raising=False)
    filled: list[str] = []

    def fill(admin_url: str) -> None:
        filled.append(admin_url)
        roles.ensure_database(admin_url, "filled")

    for _ in range(2):
        with trials.filled_server(fill, tmp_path / "kept" / "shape") as admin_url:
            assert "filled" in trials.names(admin_url, "filled")
    assert len(filled) == 1
