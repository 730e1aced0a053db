"""Languages beside Chinese and English, added as packs: folders that an installation brings.

A pack is a folder named as gettext names the language (`bo`, `ug`, `mn`). It holds the compiled catalogue
`LC_MESSAGES/django.mo`, made from ours, and `pack.toml`::

    name = "ئۇيغۇرچە"     # as its speakers write it, for the link that switches to it
    right_to_left = true  # left out where it runs from left to right
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import to_language


@dataclass(frozen=True, slots=True)
class Pack:
    """One language: its code as a browser says it, its own name, whether it runs from right to left."""

    code: str
    name: str
    right_to_left: bool


def packs(folder: Path | None) -> list[Pack]:
    """The packs in the folder, by code. `ValueError` names a folder without catalogue or without name."""
    return [_read(each) for each in sorted(_folders(folder))] if folder else []


def _folders(folder: Path) -> Iterator[Path]:
    return (each for each in folder.iterdir() if each.is_dir())


def _read(folder: Path) -> Pack:
    if not (folder / "LC_MESSAGES" / "django.mo").is_file():
        raise ValueError(f"{folder} holds no LC_MESSAGES/django.mo")
    told = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    if not told.get("name"):
        raise ValueError(f"{folder / 'pack.toml'} does not say the language's name")
    return Pack(to_language(folder.name), told["name"], bool(told.get("right_to_left")))


def introduce(found: list[Pack]) -> None:
    """Let the framework know the names of languages that it has never heard of."""
    for pack in found:
        told = {"bidi": pack.right_to_left, "code": pack.code, "name": pack.name, "name_local": pack.name}
        LANG_INFO.setdefault(pack.code, told)
