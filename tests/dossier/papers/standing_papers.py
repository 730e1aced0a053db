"""The standing papers of these tests: a sample of each form, its agency, and what a PDF says."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from fayuan.dossier.papers.render import AgencyHead, Rendered, render

HERE = Path(__file__).parent
ISSUED_ON = date(2026, 11, 26)
AGENCY = AgencyHead("白石县法律援助中心", "0870-0000000", "白石县城关镇人民路1号")
SAMPLES: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "samples.yaml").read_text(encoding="utf-8"))
MINORITY_NAMES = (HERE / "minority_names.txt").read_text(encoding="utf-8").splitlines()
HARD_NAMES = (HERE / "hard_names.txt").read_text(encoding="utf-8").splitlines()


def issue(form: str, data: dict[str, Any], number: str | None = "白援决字〔2026〕第371号") -> Rendered:
    """Render a paper of the standing agency, with a check code."""
    return render(
        form, data, on=ISSUED_ON, number=number, agency=AGENCY, qr="https://fayuan.example/c/K7M42QXR"
    )


def text_of(pdf: bytes) -> str:
    """Return all characters of a PDF in the order they were written, without white space."""
    return "".join(text_of_pages(pdf))


def text_of_pages(pdf: bytes) -> list[str]:
    """The same for each page."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for page in PDFPage.get_pages(io.BytesIO(pdf)):
        interpreter.process_page(page)
        pages.append(squeezed("".join(_chars(device.get_result()))))
    return pages


def squeezed(text: str) -> str:
    """Return a text without white space, for comparison across line breaks."""
    return "".join(text.split())


def _chars(part: LTContainer[Any]) -> Iterator[str]:
    for item in part:
        if isinstance(item, LTChar):
            yield item.get_text()
        elif isinstance(item, LTContainer):
            yield from _chars(item)
