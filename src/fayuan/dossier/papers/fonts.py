"""Finds the font that papers are set in: the system's Noto Serif CJK, else the Noto files of `mplfonts`."""

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

from fayuan.dossier.papers.faults import NoFont

SERIF = "Noto Serif CJK SC"
SANS = "Noto Sans CJK SC"
EUROPEAN = "Libertinus Serif"  # comes with typst; for letters that the Chinese font has only in parts


@dataclass(frozen=True, slots=True)
class Typeface:
    """The fonts a paper may draw on.

    `families` are tried in order. With `fallback` a character that none of them has may come from any other
    font found; without it such a character is a fault.
    """

    fonts: typst.Fonts
    families: tuple[str, ...]
    fallback: bool


@cache
def typeface() -> Typeface:
    """Return the typeface of this machine; found once per process. Raises `NoFont` with the way out."""
    found = system_typeface() or bundled_typeface(_mplfonts_folder())
    if found is None:
        raise NoFont
    return found


def system_typeface() -> Typeface | None:
    """Return the typeface of the installed system fonts, or None where Noto Serif CJK is not among them."""
    fonts = typst.Fonts(include_system_fonts=True)
    return Typeface(fonts, (SERIF,), fallback=True) if SERIF in fonts.families() else None


def bundled_typeface(folder: Path | None) -> Typeface | None:
    """Return the typeface of a folder of font files, or None where it holds no Noto Serif CJK.

    The folder of `mplfonts` also holds fonts that are not free, so only its Noto families are ever used.
    """
    if folder is None:
        return None
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[os.fspath(folder)])
    families = tuple(family for family in (SERIF, SANS) if family in fonts.families())
    return Typeface(fonts, families, fallback=False) if SERIF in families else None


def _mplfonts_folder() -> Path | None:
    spec = find_spec("mplfonts")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "fonts"
