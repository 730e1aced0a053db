"""Draws the seal of an office: round, red, a star, its name around; a test seal says so.

The drawing has outlines alone and no text, so that what a paper says is read once, by people and by machines.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from fayuan.dossier.papers.fonts import typeface

TEMPLATE = Path(__file__).with_name("templates") / "seal.typ"


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it stands on a paper: its picture (SVG), and its words for those who do not see it."""

    svg: str
    alt: str


@lru_cache(maxsize=512)
def seal_of(office: str, *, is_test: bool) -> Seal:
    """The seal of the office of this name. Raises `NoFont`."""
    face = typeface()
    about = {"office": office, "test": is_test, "families": face.families}
    compiler = typst.Compiler(
        input=TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=face.fonts,
        sys_inputs={"seal": json.dumps(about)},
    )
    drawn = compiler.compile(format="svg")
    if not isinstance(drawn, bytes):
        raise TypeError("a seal is one page")
    return Seal(drawn.decode(), f"{office}电子印章（测试印章）" if is_test else f"{office}电子印章")
