"""The sheets that a volume adds: cover, catalogue, closing sheet, page stamps, a sheet for what has no pages."""

import json
from collections.abc import Mapping
from pathlib import Path

import typst

from fayuan.dossier.papers.fonts import typeface

TEMPLATE = Path(__file__).with_name("volume.typ")


def drawn(part: str, data: Mapping[str, object]) -> bytes:
    """The sheet (`cover`, `catalogue`, `closing`, `sheet`, `stamps`) with its data, as a PDF."""
    face = typeface()
    given = {**data, "part": part, "families": face.families, "fallback": face.fallback}
    pdf = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=face.fonts,
        sys_inputs={"volume": json.dumps(given, ensure_ascii=False)},
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf
