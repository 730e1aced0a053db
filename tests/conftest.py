"""One server for a test run, a clone of its migrated template for each worker, the standing cast in every clone.

Tests run as the app's role: what the product may not do in the database, a test may not do either.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from fayuan.core import keys

from browsing import ARGUMENTS, WALKED, chromium
from cast import Cast, build
from databases import close_server, own_database, server_of


def pytest_configure_node(node: pytest.Item) -> None:
    """Tell a worker of a parallel run where the server is."""
    node.workerinput["server"] = server_of(node.config)  # type: ignore[attr-defined]  # xdist's node


def pytest_unconfigure(config: pytest.Config) -> None:
    """The server goes with the run."""
    close_server(config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Of journeys: how many pages somebody needed on a slow telephone, and how long it took here."""
    reports = [each for kind in terminalreporter.stats.values() for each in kind]
    told = [each for report in reports for each in getattr(report, "user_properties", ())]
    walks = [value for name, value in told if name == WALKED]
    if walks:
        terminalreporter.section("journeys at 360×640, slow network and processor")
    for name, pages, seconds in sorted({tuple(walk) for walk in walks}):
        terminalreporter.write_line(f"{name:24} {pages:3} pages {seconds:6.1f} s")


@pytest.fixture(scope="session", autouse=True)
def installation(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys and files of this worker; passwords are hashed cheaply, for they guard nothing here."""
    home: Path = tmp_path_factory.mktemp("installation")
    settings.KEYS_FILE, settings.FILES_DIR = home / "keys.json", home / "files"
    settings.SEALS_DIR, settings.FILES_S3 = home / "seals", ""
    settings.CHECKPOINT_KEY_FILE = home / "checkpoint.pem"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_NEED_TOTP = False  # tests of the second factor ask for it
    keys.ensure_ring(settings.KEYS_FILE)


@pytest.fixture(scope="session")
def admin_url(request: pytest.FixtureRequest) -> str:
    """The administrator's address of this run's server."""
    return server_of(request.config)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, installation: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cast]:
    """This worker's database, with the standing cast in it."""
    with own_database(request.config, "test"), django_db_blocker.unblock():
        yield build()


@pytest.fixture
def cast(db: None, django_db_setup: Cast) -> Cast:
    """The standing cast, in a test whose changes are rolled back; rows in memory are the test's own, too."""
    return deepcopy(django_db_setup)


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest, django_db_setup: Cast, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[], Cast]]:
    """For races and kills on real connections: a database of the test's own, with a cast of its own."""
    with own_database(request.config, "own"), django_db_blocker.unblock():
        yield build


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; one for a run, because the driver's loop holds the thread for as long as it is open."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield opened
        opened.close()
