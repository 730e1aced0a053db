"""What the tests of the project's room share: folders any user may enter, a server, a small database."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fayuan.project import database
from fayuan.project.database import Cluster, trials

TABLES = """
CREATE TABLE matter (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text);
INSERT INTO matter (word) VALUES ('first');
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that every user may enter; pytest's own is closed to root's unprivileged server."""
    made = Path(tempfile.mkdtemp(prefix="fayuan-t-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def cluster(folder: Path) -> Cluster:
    """An embedded server that nobody has made yet."""
    return Cluster(folder / "pg", durable=False)


@pytest.fixture(scope="session")
def running_cluster() -> Iterator[Cluster]:
    """An embedded server that runs, for tests that leave it as it is."""
    with trials.test_home() as home, database.serving(Cluster(home, durable=False), tied=True):
        yield Cluster(home, durable=False)


@pytest.fixture(scope="session")
def template(admin_url: str, worker_id: str) -> Iterator[str]:
    """A database with one table and one row, made by the owner as a migration would."""

    def migrate(owner_url: str) -> None:
        with psycopg.connect(owner_url) as connection:
            connection.execute(TABLES)

    name = database.make_template(admin_url, migrate, f"project_template_{worker_id}")
    yield name
    database.drop(admin_url, name)


@pytest.fixture
def app_url(admin_url: str, template: str, worker_id: str) -> Iterator[str]:
    """The app's address of a fresh clone."""
    name = f"project_clone_{worker_id}"
    yield database.clone(admin_url, template, name)
    database.drop(admin_url, name)
