"""Sheets that pages print: drawn from data as PDF, with the fonts of the official papers."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
import typst

from fayuan.dossier.papers.fonts import typeface

HERE = Path(__file__).parent


def draw(name: str, told: Mapping[str, Any]) -> bytes:
    """The PDF of the sheet `name`; the data reach the layout as data, never as its source."""
    face = typeface()
    inputs = {"told": json.dumps(told), "fonts": json.dumps(face.families)}
    drawn = typst.compile(
        HERE / f"{name}.typ", root=HERE, font_paths=face.fonts, sys_inputs=inputs, format="pdf"
    )
    assert isinstance(drawn, bytes)
    return drawn


def code(address: str) -> str:
    """The QR code that leads to an address, as SVG; readable with a quarter of it torn off."""
    drawn = io.BytesIO()
    segno.make(address, error="q", micro=False).save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()
