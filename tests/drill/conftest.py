"""What drills on the running product share: a folder that every user may enter."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that every user may enter; pytest's own is closed to root's unprivileged server."""
    made = Path(tempfile.mkdtemp(prefix="fayuan-t-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)
