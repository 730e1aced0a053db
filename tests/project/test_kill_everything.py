"""The running product outlives the kill of any of its processes, and of all of them at once."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

import psutil
import pytest
from django.urls import reverse

from fayuan.project import running
from fayuan.project.database import Cluster
from fayuan.project.database.cluster import process

pytestmark = pytest.mark.drill
PATIENCE = 120.0  # seconds; a busy machine with two cores


class Product:
    """`fayuan run` in a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.cluster = Cluster(var / "pg")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.supervisor: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says where it is."""
        command = [sys.executable, "-m", "fayuan.project.cli", "run", "--port", str(self.port)]
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        started = self.supervisor = subprocess.Popen(
            command, env=environment | {"FAYUAN_VAR": str(self.var)}, stdout=subprocess.PIPE, text=True
        )
        assert started.stdout is not None
        assert any(self.address in line for line in started.stdout)

    def processes(self, program: str) -> list[psutil.Process]:
        """Its living processes whose command line names the program."""
        alive = [each for each in psutil.process_iter() if running.is_marked(each, self.var)]
        return [each for each in alive if program in " ".join(each.cmdline())]

    def answers(self) -> bool:
        """True when a page comes that takes a web server and a database."""
        try:
            with urllib.request.urlopen(f"{self.address}{reverse('sign_in')}", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:  # refused, or an error page
            return False

    def stop(self) -> int:
        """Stop it in order; returns its exit code."""
        assert self.supervisor is not None
        self.supervisor.send_signal(signal.SIGTERM)
        self.supervisor.communicate(timeout=PATIENCE)
        return self.supervisor.returncode


def until(condition: Callable[[], object]) -> None:
    """Look five times a second until the condition holds."""
    deadline, pause = monotonic() + PATIENCE, Event()
    while not condition():
        assert monotonic() < deadline, "it did not come to pass"
        pause.wait(0.2)


@pytest.fixture
def product(folder: Path) -> Iterator[Product]:
    made = Product(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.mark.parametrize("program", ["granian", "procrastinate"])
def test_a_killed_program_is_started_again(product: Product, program: str) -> None:
    until(lambda: product.processes(program))
    killed = product.processes(program)
    for each in killed:
        each.kill()
    until(lambda: set(product.processes(program)) - set(killed))
    until(product.answers)
    assert product.stop() == 0


def test_a_killed_database_recovers_and_pages_come_again(product: Product) -> None:
    until(product.answers)
    killed = process(product.cluster)
    assert killed is not None
    killed.kill()
    until(lambda: process(product.cluster) not in (None, killed))
    until(product.answers)
    assert product.stop() == 0


def test_after_a_kill_of_everything_the_next_start_takes_over(product: Product) -> None:
    until(product.answers)
    assert product.supervisor is not None
    database = process(product.cluster)
    assert database is not None
    for each in (psutil.Process(product.supervisor.pid), *product.processes(""), database):
        with suppress(psutil.NoSuchProcess):  # gone with the one killed before it
            each.kill()
    product.supervisor.communicate()
    product.start()
    until(product.answers)
    assert product.stop() == 0


def test_an_orderly_stop_leaves_nothing_behind(product: Product) -> None:
    assert product.stop() == 0
    assert not product.processes("")
    assert process(product.cluster) is None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((urlsplit(product.address).hostname, product.port))
