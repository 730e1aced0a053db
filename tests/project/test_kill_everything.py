"""The running product outlives the kill of any of its processes, and of all of them at once."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from product import Product, until

from fayuan.project.database.cluster import process

pytestmark = pytest.mark.drill


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
