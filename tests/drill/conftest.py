"""What drills on the running product share: a folder that every user may enter."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from product import Product
from pytest_django.plugin import DjangoDbBlocker

from fayuan.project import database

from cast import Cast
from databases import point_at


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that every user may enter; pytest's own is closed to root's unprivileged server."""
    made = Path(tempfile.mkdtemp(prefix="fayuan-t-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def product(
    folder: Path, django_db_setup: Cast, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Product]:
    """The product, running, with Django here looking at its database and using its keys."""
    made = Product(folder)
    before = dict(connections["default"].settings_dict)
    monkeypatch.setattr(settings, "KEYS_FILE", folder / "keys.json")
    monkeypatch.setattr(settings, "FILES_DIR", folder / "files")
    monkeypatch.setattr(settings, "SEALS_DIR", folder / "seals")
    try:
        made.start()
        monkeypatch.setattr(settings, "SECRET_KEY", database.secret(folder / "secret_key"))
        point_at(database.embedded_url("app", folder))
        with django_db_blocker.unblock():
            yield made
            connections.close_all()
    finally:
        connections["default"].settings_dict.update(before)
        made.stop()
