"""One server for a test run, a clone of its migrated template for each worker, the standing cast in every clone.

Tests run as the app's role: what the product may not do in the database, a test may not do either.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core import keys
from fayuan.project import scratch
from fayuan.project.database import trials
from fayuan.project.settings import connection

from cast import Cast, build

TEMPLATE = "fayuan_test_template"
stack_key = pytest.StashKey[ExitStack]()
server_key = pytest.StashKey[str]()


def server_of(config: pytest.Config) -> str:
    """The administrator's address of this run's server, started on first need; workers are told theirs."""
    given: str | None = getattr(config, "workerinput", {}).get("server")
    if given:
        return given
    if server_key not in config.stash:
        stack = config.stash[stack_key] = ExitStack()
        config.stash[server_key] = stack.enter_context(trials.test_server())
        trials.make_template(config.stash[server_key], scratch.migrate, TEMPLATE)
    return config.stash[server_key]


def pytest_configure_node(node: pytest.Item) -> None:
    """Tell a worker of a parallel run where the server is."""
    node.workerinput["server"] = server_of(node.config)  # type: ignore[attr-defined]  # xdist's node


def pytest_unconfigure(config: pytest.Config) -> None:
    """The server goes with the run."""
    if stack_key in config.stash:
        config.stash[stack_key].close()


@pytest.fixture(scope="session", autouse=True)
def installation(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys and files of this worker; passwords are hashed cheaply, for they guard nothing here."""
    home: Path = tmp_path_factory.mktemp("installation")
    settings.KEYS_FILE, settings.FILES_DIR = home / "keys.json", home / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    keys.ensure_ring(settings.KEYS_FILE)


@pytest.fixture(scope="session")
def admin_url(request: pytest.FixtureRequest) -> str:
    """The administrator's address of this run's server."""
    return server_of(request.config)


def point_at(url: str) -> None:
    """Let Django's default connection be this database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict.update(connection(url))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, installation: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cast]:
    """This worker's database, with the standing cast in it."""
    admin_url = server_of(request.config)
    name = f"fayuan_test_{getattr(request.config, 'workerinput', {}).get('workerid', 'alone')}"
    point_at(trials.clone(admin_url, TEMPLATE, name))
    with django_db_blocker.unblock():
        yield build()
        connections.close_all()
    trials.drop(admin_url, name)


@pytest.fixture
def cast(db: None, django_db_setup: Cast) -> Cast:
    """The standing cast, in a test whose changes are rolled back; rows in memory are the test's own, too."""
    return deepcopy(django_db_setup)


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest,
    installation: None,
    django_db_setup: Cast,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Callable[[], Cast]]:
    """For races and kills on real connections: a database of the test's own, with a cast of its own."""
    admin_url = server_of(request.config)
    before = dict(connections["default"].settings_dict)
    name = f"fayuan_test_own_{getattr(request.config, 'workerinput', {}).get('workerid', 'alone')}"
    point_at(trials.clone(admin_url, TEMPLATE, name))
    with django_db_blocker.unblock(), closing(connections["default"]):
        yield build
    connections["default"].settings_dict.update(before)
    trials.drop(admin_url, name)
