"""PDFs are kept as they came, because a court's signature must stay whole; so what is active or hidden is refused."""

import io
from collections.abc import Iterator

import pikepdf

from fayuan.dossier.kinds import Unwelcome

PAGES = 3_000
OBJECTS = 400_000
TAIL = 2_048  # bytes in which the mark of the end stands
ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/Movie", "/Sound", "/GoToE"})
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
FILE_KEYS = frozenset({"/EmbeddedFiles", "/EF"})


def look_through(content: bytes) -> int:
    """How many pages it has. Raises `Unwelcome` for a PDF that is cut off, damaged, locked, active or huge, or that
    carries other files."""
    _check_end(content)
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            _check_size(document)
            for each in _dictionaries(document):
                _check_object(each)
            return len(document.pages)
    except pikepdf.PasswordError as locked:
        raise Unwelcome("pdf_locked") from locked
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError, KeyError) as broken:
        raise Unwelcome("pdf_locked" if b"/Encrypt" in content[-TAIL:] else "pdf_broken") from broken


def _check_end(content: bytes) -> None:
    """The mark of the end is there, and nothing but white space follows it."""
    last = content.rfind(b"%%EOF")
    if last < 0:
        raise Unwelcome("pdf_cut")
    behind = content[last + 5 :].strip(b"\x00\t\n\x0c\r ")
    if behind:
        raise Unwelcome("pdf_cut" if len(content) - last > TAIL and b"startxref" in behind else "pdf_more")


def _check_size(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Unwelcome("pdf_locked")
    if len(document.objects) > OBJECTS or len(document.pages) > PAGES:
        raise Unwelcome("pdf_huge")
    if not document.pages:
        raise Unwelcome("pdf_broken")


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, also those that stand inside others."""
    waiting = [document.trailer, *document.objects]
    looked_at = 0
    while waiting:
        each = waiting.pop()
        looked_at += 1
        if looked_at > 5 * OBJECTS:
            raise Unwelcome("pdf_huge")
        if isinstance(each, pikepdf.Array):
            waiting += [inner for inner in each.as_list() if _is_nest(inner)]
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting += [inner for _key, inner in each.items() if _is_nest(inner)]


def _is_nest(value: object) -> bool:
    """Whether the value holds others and is not looked at by its own number."""
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def _check_object(each: pikepdf.Object) -> None:
    keys = set(each.keys())
    if keys & FILE_KEYS:
        raise Unwelcome("pdf_files")
    if (
        keys & ACTIVE_KEYS
        or str(each.get("/S", "")) in ACTIONS
        or str(each.get("/Subtype", "")) == "/RichMedia"
    ):
        raise Unwelcome("pdf_active")
