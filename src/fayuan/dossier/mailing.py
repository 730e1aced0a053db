"""What is printed for the post: for each paper a sheet with the address, and the paper as it was issued."""

import io
import json
from collections.abc import Iterable

import pikepdf
import typst

from fayuan.dossier import store
from fayuan.dossier.access import recipient_of
from fayuan.dossier.models import Service
from fayuan.dossier.papers.fonts import typeface
from fayuan.dossier.papers.render import TEMPLATES


def batch_pdf(posted: Iterable[Service]) -> bytes:
    """One PDF to print, in the order of the batch; an office puts each part into an envelope with a window."""
    whole = pikepdf.new()
    for row in posted:
        assert row.paper.pdf is not None
        for part in (address_sheet(row), store.read(row.paper.pdf)):
            with pikepdf.open(io.BytesIO(part)) as pages:
                _unsealed(pages)
                whole.pages.extend(pages.pages)
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


def _unsealed(part: pikepdf.Pdf) -> None:
    """Without the field of its seal, which holds for the paper's own file and not for a print of many."""
    for page in part.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]


def address_sheet(row: Service) -> bytes:
    """The sheet with the address of one paper."""
    face, issuer = typeface(), row.paper.issuer
    post = {
        "name": recipient_of(row.paper.matter).name,
        "address": row.address,
        "sender": issuer.name,
        "sender_address": issuer.address,
        "phone": issuer.phone,
        "document": f"{row.paper.name}　{row.paper.number}".strip(),
        "families": face.families,
        "fallback": face.fallback,
    }
    compiler = typst.Compiler(
        input=TEMPLATES / "envelope.typ",
        root=TEMPLATES,
        font_paths=face.fonts,
        sys_inputs={"post": json.dumps(post)},
    )
    drawn = compiler.compile(format="pdf")
    if not isinstance(drawn, bytes):
        raise TypeError("typst gave no PDF")
    return drawn
