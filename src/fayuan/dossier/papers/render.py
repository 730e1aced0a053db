"""Makes the PDF of a paper: tagged, titled, for archives (PDF/A-2a) and for screen readers (PDF/UA-1).

Data reaches the layout as data (a JSON input that the templates read), never as source of the templates.
The same paper gives the same bytes.
"""

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

import segno
import typst

from fayuan.dossier.papers import catalogue
from fayuan.dossier.papers.faults import MissingGlyph
from fayuan.dossier.papers.fonts import EUROPEAN, Typeface, typeface
from fayuan.dossier.papers.seals import Seal
from fayuan.dossier.papers.signatures import Signature
from fayuan.dossier.papers.values import CHINA, chinese_date, fill

TEMPLATES = Path(__file__).with_name("templates")
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]  # the name exists only in the stubs of typst
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


@dataclass(frozen=True, slots=True)
class AgencyHead:
    """The body that issues the paper, as head and foot name it: agency, justice bureau or case authority."""

    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished paper: its PDF, the number of its pages, and the SHA-256 of the PDF in hexadecimal."""

    pdf: bytes
    pages: int
    sha256: str


def render(
    form_key: str,
    data: Mapping[str, Any],
    *,
    on: date,
    number: str | None,
    agency: AgencyHead,
    qr: str | None = None,
    seal: Seal | None = None,
    signatures: Sequence[Signature] = (),
) -> Rendered:
    """Return the paper of a form as a PDF.

    `data` is what the form asks for (see `values.fill`), `on` the date of the paper, `number` its full number
    or None before it is issued, `qr` the address of the page where the paper can be checked, `seal` the seal
    that a letter bears over issuer and date, `signatures` what was signed from afar.
    Raises `NoSuchForm`, `UnknownField`, `UnfitValue`, `IncompletePaper`, `MissingGlyph` or `NoFont`.
    """
    compiler = _compiler(form_key, data, on, number, agency, qr, seal, signatures)
    pdf = _pdf(compiler, on)
    pages = int(compiler.query("<pages>", field="value", one=True))
    return Rendered(pdf, pages, sha256(pdf).hexdigest())


def preview(
    form_key: str,
    data: Mapping[str, Any],
    *,
    on: date,
    number: str | None,
    agency: AgencyHead,
    qr: str | None = None,
    seal: Seal | None = None,
    signatures: Sequence[Signature] = (),
    dots_per_inch: int = 96,
) -> tuple[bytes, ...]:
    """Return the pages of a paper as PNG images, for a look before it is issued; otherwise as `render`."""
    compiler = _compiler(form_key, data, on, number, agency, qr, seal, signatures)
    _pdf(compiler, on)  # only a PDF for archives refuses characters without a glyph
    pages = compiler.compile(format="png", ppi=dots_per_inch)
    return tuple(pages) if isinstance(pages, list) else (pages or b"",)


def _compiler(
    form_key: str,
    data: Mapping[str, Any],
    on: date,
    number: str | None,
    agency: AgencyHead,
    qr: str | None,
    seal: Seal | None,
    signatures: Sequence[Signature],
) -> typst.Compiler:
    form = catalogue.by_key(form_key, on)
    face = typeface()
    paper = {
        "title": form.title,
        "numbered": form.word is not None,
        "number": number,
        "slip": form.slip,
        "date": chinese_date(on),
        "agency": asdict(agency),
        "qr": _code(qr) if qr else None,
        "seal": asdict(seal) if seal else None,
        "signatures": [each.shown() for each in signatures],
        "data": fill(form, data),
        "chosen": {field.name: data.get(field.name) for field in form.fields if field.type == "choice"},
        "fields": {field.name: _shape(field) for field in form.fields},
        "families": face.families,
        "european": EUROPEAN,
        "fallback": face.fallback,
    }
    return _compiler_of(form.template, paper, face)


def _compiler_of(template: str, paper: Mapping[str, Any], face: Typeface) -> typst.Compiler:
    return typst.Compiler(
        input=TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=face.fonts,
        sys_inputs={"paper": json.dumps(paper)},
    )


def _shape(field: catalogue.Field) -> dict[str, Any]:
    return {
        "label": field.label,
        "type": field.type,
        "options": list(field.options.values()),
        "columns": [
            {"name": column.name, "label": column.label, "type": column.type} for column in field.columns
        ],
    }


def _code(address: str) -> dict[str, str]:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0)
    return {"address": address, "svg": drawn.getvalue().decode()}


def _pdf(compiler: typst.Compiler, on: date) -> bytes:
    try:
        pdf = compiler.compile(
            format="pdf", pdf_standards=STANDARDS, timestamp=datetime.combine(on, time(), tzinfo=CHINA)
        )
    except typst.TypstError as refused:
        if chars := undrawn(refused.diagnostic):
            raise MissingGlyph(chars) from refused
        raise
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


def undrawn(diagnostic: str) -> tuple[str, ...]:
    """Return the characters that typst's diagnostic says no font can draw, each once, in order."""
    texts = (_ESCAPE.sub(_unescaped, text) for text in _UNDRAWN.findall(diagnostic))
    return tuple(dict.fromkeys(char for text in texts for char in text))


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]
