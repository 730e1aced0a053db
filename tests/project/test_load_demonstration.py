"""The demonstration is loaded once and whole; half of one is begun anew, and real data is never mixed with it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fayuan.project import database, demonstration, environment, marks
from fayuan.project.database import Cluster, trials
from fayuan.project.faults import SetupFault

PEOPLE = "CREATE TABLE IF NOT EXISTS people_person (name text)"


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """The folder of an installation whose embedded server runs."""
    with trials.test_home() as home, database.serving(Cluster(home / "pg", durable=False), tied=True):
        yield home


@pytest.fixture
def installation(var: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fresh installation with an empty table of people; the owner's address."""
    monkeypatch.setenv("FAYUAN_VAR", str(var))
    for setting in environment.SETTINGS.values():
        monkeypatch.delenv(setting, raising=False)
    admin_url = database.embedded().admin_url()
    database.drop(admin_url, database.DATABASE)
    database.ensure_database(admin_url)
    with psycopg.connect(environment.url("owner")) as connection:
        connection.execute(PEOPLE)
    return environment.url("owner")


class Calls:
    """Stands in for the `fayuan` commands the loading runs, and writes down which they were."""

    def __init__(self, owner_url: str, *, breaks_off: bool = False) -> None:
        self.owner_url = owner_url
        self.breaks_off = breaks_off
        self.made: list[str] = []

    def __call__(self, *arguments: str) -> str:
        self.made.append(" ".join(arguments[:2]))
        with psycopg.connect(self.owner_url) as connection:
            connection.execute(PEOPLE)
            if arguments[0] == "demo":
                connection.execute("INSERT INTO people_person VALUES ('云岭省某人')")
        if self.breaks_off:
            raise KeyboardInterrupt
        return ""


def people(owner_url: str) -> int:
    with psycopg.connect(owner_url) as connection:
        return len(connection.execute("SELECT FROM people_person").fetchall())


def test_the_demonstration_is_loaded_once(installation: str) -> None:
    calls = Calls(installation)
    demonstration.ensure_loaded(calls)
    demonstration.ensure_loaded(calls)
    assert calls.made == ["demo load"]
    assert marks.read(installation, marks.DEMONSTRATION) == demonstration.LOADED


def test_a_loading_that_was_broken_off_begins_anew_in_an_empty_database(installation: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        demonstration.ensure_loaded(Calls(installation, breaks_off=True))
    calls = Calls(installation)
    demonstration.ensure_loaded(calls)
    assert calls.made == ["migrate --verbosity", "demo load"]
    assert people(installation) == 1


def test_half_a_demonstration_on_another_server_is_left_to_its_administrator(
    installation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks.write(installation, marks.DEMONSTRATION, demonstration.LOADING)
    monkeypatch.setenv(environment.APP_URL, installation)
    with pytest.raises(SetupFault, match="只有一半"):
        demonstration.ensure_loaded(Calls(installation))


def test_no_demonstration_is_loaded_among_real_people(installation: str) -> None:
    with psycopg.connect(installation) as connection:
        connection.execute("INSERT INTO people_person VALUES ('王某')")
    calls = Calls(installation)
    with pytest.raises(SetupFault, match="已有正式数据"):
        demonstration.ensure_loaded(calls)
    assert calls.made == []


def test_marks_stand_beside_each_other(installation: str) -> None:
    assert not marks.is_up_to_date(installation)
    marks.write(installation, marks.SHAPE, marks.shape())
    marks.write(installation, marks.DEMONSTRATION, demonstration.LOADED)
    assert marks.is_up_to_date(installation)


@pytest.mark.parametrize("comment", ["a person's own words", "[1]"])
def test_a_comment_somebody_else_wrote_holds_no_marks(installation: str, comment: str) -> None:
    with psycopg.connect(installation) as connection:
        connection.execute(f"COMMENT ON DATABASE {database.DATABASE} IS {psycopg.sql.quote(comment)}")
    assert marks.read(installation, marks.SHAPE) is None
