"""The files of an installation in a backup: from a folder or a bucket, and back into either.

A file keeps its name, under which it lies the same way in both; so what was in a bucket can be checked in a folder.
Where the bucket has copies of its own, the names alone are kept.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from typing import IO

from fayuan.dossier.shelves import Disk, Shelf

MOST_NAMED = 20  # of the files that are missing

Mark = tuple[int, str]
"""How many files, and a hash over their names and contents."""


def write(out: IO[bytes], shelf: Shelf) -> Mark:
    """Every file of the shelf as a tar; what was taken away meanwhile is left out."""
    lines = []
    with tarfile.open(mode="w|", fileobj=out) as tar:
        for name in sorted(name for name, _put_at in shelf.all()):
            content = _content(shelf, name)
            if content is None:
                continue
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            tar.addfile(member, io.BytesIO(content))
            lines.append(_line(name, content))
    return _mark(lines)


def read(content: IO[bytes], shelf: Shelf) -> None:
    """Lay every file of a tar on the shelf. Names that lead elsewhere are refused."""
    with tarfile.open(mode="r|", fileobj=content) as tar:
        if isinstance(
            shelf, Disk
        ):  # written at once and synced at the end: a restore that is killed begins anew
            shelf.home.mkdir(parents=True, exist_ok=True)
            tar.extractall(shelf.home, filter="data")
            os.sync()
            return
        for member in tar:
            file = tar.extractfile(tarfile.data_filter(member, "/shelf"))
            if file is not None:
                shelf.put(member.name, file.read())


def mark(shelf: Shelf) -> Mark:
    """The mark of what lies on the shelf now; reads all of it."""
    names = sorted(name for name, _put_at in shelf.all())
    found = ((name, _content(shelf, name)) for name in names)
    return _mark([_line(name, content) for name, content in found if content is not None])


def write_names(out: IO[bytes], shelf: Shelf) -> int:
    """The names alone, a line of JSON each; gives how many. Quarantine is not kept: it comes and goes."""
    count = 0
    for name in _kept(shelf):
        out.write(json.dumps(name).encode() + b"\n")
        count += 1
    return count


def missing(names: IO[bytes], shelf: Shelf) -> tuple[list[str], int]:
    """Which of those names lie on the shelf no more, the first of them, and how many."""
    there = set(_kept(shelf))
    gone = [name for name in map(json.loads, names) if name not in there]
    return gone[:MOST_NAMED], len(gone)


def _kept(shelf: Shelf) -> Iterator[str]:
    return (name for name, _put_at in shelf.all() if not name.startswith("quarantine/"))


def _content(shelf: Shelf, name: str) -> bytes | None:
    try:
        return shelf.get(name)
    except FileNotFoundError:
        return None


def _line(name: str, content: bytes) -> str:
    return f"{name} {hashlib.sha256(content).hexdigest()}"


def _mark(lines: list[str]) -> Mark:
    return len(lines), hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
