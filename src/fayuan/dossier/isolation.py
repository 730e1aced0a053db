"""A foreign file is opened in a process of its own: however hostile it is, the worker that asked lives on."""

import json
import subprocess
import sys

from fayuan.dossier.cards.fields import Line
from fayuan.dossier.kinds import ENDINGS, PDF, REFUSED, Unwelcome

SECONDS = 60
RECOGNISING = 180  # seconds that recognising letters may take on a busy machine


def inspect(content: bytes, media_type: str) -> tuple[bytes, str, int]:
    """The bytes to keep, their type and how many pages they have, by `inspection.inspect` inside its limits.

    Raises `Unwelcome`; `too_much` where the file broke a limit or the process.
    """
    return _run(content, media_type)


def page_as_picture(content: bytes, number: int) -> bytes:
    """One page of a PDF as a PNG, by `inspection.leaves` inside the same limits. Raises `Unwelcome`."""
    return _run(content, PDF, str(number))[0]


def _run(content: bytes, *arguments: str) -> tuple[bytes, str, int]:
    command = [sys.executable, "-I", "-m", "fayuan.dossier.inspection", *arguments]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired as slow:
        raise Unwelcome("too_much") from slow
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == REFUSED:
        raise Unwelcome(said)
    media_type, _space, pages = said.partition(" ")
    if done.returncode or media_type not in ENDINGS:
        raise Unwelcome("too_much")
    return done.stdout, media_type, int(pages)


def recognise(content: bytes) -> list[Line]:
    """The lines of a picture that was made anew by `inspect`, by the extra `ocr`. Raises `Unwelcome`."""
    command = [sys.executable, "-I", "-m", "fayuan.dossier.cards"]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=RECOGNISING, check=True, env={}, cwd="/"
        )
    except subprocess.SubprocessError as failed:
        raise Unwelcome("too_much") from failed
    return [Line(*each) for each in json.loads(done.stdout)]
