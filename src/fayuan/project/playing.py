"""`fayuan play`: gives each story file a database, keys and a file store of its own, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connections

from fayuan.core import keys
from fayuan.play import commands
from fayuan.project import scratch
from fayuan.project.settings import connection


def main(argv: list[str]) -> int:
    """Play the files; the exit code is that of `fayuan.play.commands`."""
    return commands.main(argv, own_database)


@contextmanager
def own_database() -> Iterator[None]:
    """Let Django look at a fresh database, whatever the installation's is, and keep keys and files beside it."""
    with scratch.fresh() as address, TemporaryDirectory(prefix="fayuan-play-") as home:
        settings.KEYS_FILE, settings.FILES_DIR = Path(home, "keys.json"), Path(home, "files")
        settings.SEALS_DIR, settings.FILES_S3 = Path(home, "seals"), ""
        keys.ensure_ring(settings.KEYS_FILE)
        connections["default"].close()
        connections["default"].settings_dict.update(connection(address))
        try:
            yield
        finally:
            connections["default"].close()
