"""Migrated, empty databases for a command (`play`), gone when they were used; the installation's stays untouched.

They are cloned from a template in the embedded server, kept as long as no migration changes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from fayuan.project import database, environment, folders, locks, marks

TEMPLATE_PREFIX = "fayuan_blank_"
PREFIX = "fayuan_scratch_"  # and the process whose it is


@contextmanager
def served() -> Iterator[None]:
    """Have the embedded server there for the length of the block, without what a killed command left in it."""
    with database.serving(database.embedded()):
        sweep(database.embedded().admin_url())
        yield


def sweep(admin_url: str) -> None:
    """Drop the databases of commands that are no more."""
    for name in database.names(admin_url, PREFIX):
        if not psutil.pid_exists(int(name.removeprefix(PREFIX))):
            database.drop(admin_url, name)


@contextmanager
def fresh() -> Iterator[str]:
    """A fresh database for the length of the block: its address under the app's role."""
    admin_url = database.embedded().admin_url()
    name = f"{PREFIX}{os.getpid()}"
    try:
        yield database.clone(admin_url, template(admin_url), name)
    finally:
        database.drop(admin_url, name)


def template(admin_url: str) -> str:
    """The name of the template for today's migrations, made on first need; older templates go."""
    name = TEMPLATE_PREFIX + marks.shape()
    with locks.held(folders.var() / "template.lock"):
        known = database.names(admin_url, TEMPLATE_PREFIX)
        if name not in known:
            database.make_template(admin_url, migrate, f"{name}_new")
            database.rename(admin_url, f"{name}_new", name)
        for outdated in known - {name}:
            database.drop(admin_url, outdated)
    return name


def migrate(owner_url: str) -> None:
    """Migrate that database in a process of its own: this one's Django will look at the clone."""
    subprocess.run(
        [sys.executable, "-m", "fayuan.project.cli", "migrate", "--verbosity", "0"],
        env=os.environ | {environment.APP_URL: owner_url, environment.OWNER_URL: owner_url},
        check=True,
    )
