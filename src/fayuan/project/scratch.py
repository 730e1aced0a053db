"""A migrated, empty database for one command (`play`), gone when it ends; the installation's stays untouched.

It is cloned from a template in the embedded server, kept as long as no migration changes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fayuan.project import database, environment, folders, locks, marks

TEMPLATE_PREFIX = "fayuan_blank_"


@contextmanager
def served() -> Iterator[None]:
    """Let Django, set up within the block, find a fresh database under the app's role."""
    cluster = database.embedded()
    with database.serving(cluster):
        admin_url = cluster.admin_url()
        name = f"fayuan_scratch_{os.getpid()}"
        try:
            with environment.speaking_as(database.clone(admin_url, template(admin_url), name)):
                yield
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
