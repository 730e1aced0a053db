"""What the programs of this installation are told: which folder, which database, which settings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from fayuan.project import database, folders
from fayuan.project.database import Role

APP_URL = "DATABASE_URL"
OWNER_URL = "FAYUAN_OWNER_DATABASE_URL"
SEALER_URL = "FAYUAN_SEALER_DATABASE_URL"
SETTINGS: dict[Role, str] = {"app": APP_URL, "owner": OWNER_URL, "sealer": SEALER_URL}


def prepare() -> None:
    """Say once, for this process and its children, where things are; what is set already stands."""
    os.environ["FAYUAN_VAR"] = str(folders.var())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fayuan.project.settings")


def is_embedded() -> bool:
    """True when no `DATABASE_URL` names a server: then the database is our own."""
    return not os.environ.get(APP_URL)


def url(role: Role) -> str:
    """A role's address of the database; on a server of one's own, without a setting, the app's."""
    if is_embedded():
        return database.embedded_url(role)
    return os.environ.get(SETTINGS[role]) or os.environ[APP_URL]


@contextmanager
def database_served(*, tied: bool = False) -> Iterator[None]:
    """Have the database there for the length of the block; another server than ours is taken as it is."""
    if not is_embedded():
        yield
        return
    with database.serving(database.embedded(), tied=tied):
        yield


@contextmanager
def speaking_as(address: str) -> Iterator[None]:
    """Let Django, if it is set up within the block, connect by this address."""
    before = os.environ.get(APP_URL)
    os.environ[APP_URL] = address
    try:
        yield
    finally:
        if before is None:
            del os.environ[APP_URL]
        else:
            os.environ[APP_URL] = before
