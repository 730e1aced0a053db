"""Where tests find their databases: one server for a run, clones of its migrated template for whoever needs one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections

from fayuan.project import folders, marks, scratch
from fayuan.project.database import trials
from fayuan.project.database.addresses import role_address
from fayuan.project.settings import connection

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
        kept = folders.var() / "test-servers" / marks.shape()
        config.stash[server_key] = stack.enter_context(trials.filled_server(with_template, kept))
    return config.stash[server_key]


def with_template(admin_url: str) -> None:
    """Fill a fresh server: the migrated template."""
    trials.make_template(admin_url, scratch.migrate, TEMPLATE)


def close_server(config: pytest.Config) -> None:
    """The server goes with the run."""
    if stack_key in config.stash:
        config.stash[stack_key].close()


def point_at(url: str) -> None:
    """Let Django's default connection be this database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict.update(connection(url))


@contextmanager
def own_database(config: pytest.Config, purpose: str) -> Iterator[str]:
    """A clone for one purpose, to which Django's connection points meanwhile; gives its name."""
    admin_url = server_of(config)
    before = dict(connections["default"].settings_dict)
    name = f"fayuan_{purpose}_{getattr(config, 'workerinput', {}).get('workerid', 'alone')}"
    point_at(trials.clone(admin_url, TEMPLATE, name))
    try:
        yield name
    finally:
        connections.close_all()
        connections["default"].settings_dict.update(before)
        trials.drop(admin_url, name)


def owner_of(config: pytest.Config, name: str) -> dict[str, object]:
    """Django's description of the connection of that database's owner."""
    return connection(role_address(server_of(config), "owner", name))
