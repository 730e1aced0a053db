"""A foreign file is opened in a process of its own: however hostile it is, the worker that asked lives on."""

import subprocess
import sys

from fayuan.dossier.inspection.__main__ import REFUSED
from fayuan.dossier.kinds import ENDINGS, Unwelcome

SECONDS = 60


def inspect(content: bytes, media_type: str) -> tuple[bytes, str]:
    """The bytes to keep and their type, by `inspection.inspect` inside its limits of memory and time.

    Raises `Unwelcome`; `too_much` where the file broke a limit or the process.
    """
    command = [sys.executable, "-I", "-m", "fayuan.dossier.inspection", media_type]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired as slow:
        raise Unwelcome("too_much") from slow
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == REFUSED:
        raise Unwelcome(said)
    if done.returncode or said not in ENDINGS:
        raise Unwelcome("too_much")
    return done.stdout, said
