"""One page of a PDF as a picture, for reading in the page: no viewer with powers of its own is needed."""

import tempfile
from pathlib import Path

import typst

from fayuan.dossier.kinds import Unwelcome

WIDTH = 595  # points: the width of A4
SCALE = 144  # points to the inch: sharp at 200 %


def page_as_picture(content: bytes, number: int) -> bytes:
    """The page with this number, from 1, as a PNG. Raises `Unwelcome` for a page that cannot be drawn."""
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("it.pdf", page: {number}, width: {WIDTH}pt)'
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        Path(folder, "it.pdf").write_bytes(content)
        try:
            Path(folder, "leaf.typ").write_text(source)
            drawn = typst.compile(Path(folder, "leaf.typ"), root=Path(folder), format="png", ppi=SCALE)
        except (RuntimeError, ValueError) as fault:
            raise Unwelcome("pdf_broken") from fault
    if not isinstance(drawn, bytes):
        raise Unwelcome("pdf_broken")
    return drawn


def _memory() -> str | None:
    """A folder that is kept in memory, where the machine has one: what people handed in is not written down plain."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() else None
