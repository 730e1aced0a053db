"""A shelf that is a folder on disk."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

PART = ".part"  # the ending of a file that is being written


class Disk:
    """Files under a folder. Each is written beside its place, synced, moved there, and the folder synced, so a killed
    process leaves no half file under a name."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under the name."""
        place = self.place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.name}.{secrets.token_hex(4)}{PART}")
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        except OSError:  # a full disk is not to hold the half as well
            beside.unlink(missing_ok=True)
            raise
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def get(self, name: str) -> bytes:
        """The bytes under the name."""
        return self.place(name).read_bytes()

    def head(self, name: str) -> bytes:
        """The first three bytes: by which cipher and key it was sealed."""
        with self.place(name).open("rb") as file:
            return file.read(3)

    def has(self, name: str) -> bool:
        """Whether a file of that name lies there."""
        return self.place(name).exists()

    def remove(self, name: str) -> None:
        """Delete the file."""
        self.place(name).unlink(missing_ok=True)

    def all(self, under: str = "") -> Iterator[tuple[str, float]]:
        """Every file under the folder and the second at which it was written, halves left out."""
        for file in self._files(self.home / under):
            if not file.name.endswith(PART):
                yield str(file.relative_to(self.home)), file.stat().st_mtime

    def clear_halves(self, before: float) -> None:
        """Delete what killed processes left half written before that second."""
        for file in self._files(self.home):
            if file.name.endswith(PART) and file.stat().st_mtime < before:
                file.unlink(missing_ok=True)

    def place(self, name: str) -> Path:
        """Where the file of that name stands."""
        return self.home / name

    def _files(self, folder: Path) -> Iterator[Path]:
        for where, _folders, names in os.walk(folder):
            yield from (Path(where, name) for name in names)
