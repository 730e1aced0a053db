"""Office files (OOXML) are looked through as the archives that they are: no macros, no hidden files, no bombs."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from fayuan.dossier.kinds import OFFICE, Unwelcome

PARTS = 5_000
WHOLE = 300 * 2**20  # bytes when unpacked
PIECE = 2**20
ENTRY = 46  # bytes that each part takes in the list at the archive's end
MACROS = ("vbaproject", "vbadata", "macrosheets/", "activex/", "dialogsheets/")
OBJECTS = ("embeddings/", "oleobject")
LINKED = (b"attachedTemplate", b"oleObject", b"externalLinkPath", b"/frame", b"subDocument")
VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def look_through(content: bytes, media_type: str) -> None:
    """Raise `Unwelcome` for an Office file with macros, hidden programs or a bomb, or one that does not open."""
    _check_frame(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_names(archive, media_type)
            left = WHOLE
            for part in archive.infolist():
                left -= _check_part(archive, part, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as broken:
        raise Unwelcome("office_broken") from broken
    except RuntimeError as locked:  # a part that asks for a password
        raise Unwelcome("office_locked") from locked


def _check_frame(content: bytes) -> None:
    """The archive ends where the file ends, and its list is short: `zipfile` would read a list of any length."""
    last = content.rfind(b"PK\x05\x06")
    if last < 0 or len(content) < last + 22:
        raise Unwelcome("office_broken")
    comment = int.from_bytes(content[last + 20 : last + 22], "little")
    size = int.from_bytes(content[last + 12 : last + 16], "little")
    start = int.from_bytes(content[last + 16 : last + 20], "little")
    if comment or len(content) != last + 22 or start + size != last:
        raise Unwelcome("office_broken")
    if content.count(b"PK\x01\x02", start, last) > PARTS or size > PARTS * ENTRY * 8:
        raise Unwelcome("office_heavy")


def _check_names(archive: zipfile.ZipFile, media_type: str) -> None:
    names = [part.filename for part in archive.infolist()]
    folded = [name.lower() for name in names]
    if len(set(folded)) != len(folded) or any(_is_outside(name) for name in names):
        raise Unwelcome("office_broken")
    if "[Content_Types].xml" not in names or OFFICE[media_type].decode() not in names:
        raise Unwelcome("office_broken")
    if any(word in name for name in folded for word in MACROS):
        raise Unwelcome("office_macro")
    if any(word in name for name in folded for word in OBJECTS):
        raise Unwelcome("office_objects")


def _is_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or "\x00" in name or ":" in name


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """How many bytes the part unpacks to; what its header claims is not believed."""
    is_markup = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, before = 0, b""
    for piece in _pieces(archive, part):
        size += len(piece)
        if size > left:
            raise Unwelcome("office_heavy")
        seen = before + piece
        if VIRUS in seen:
            raise Unwelcome("virus")
        if is_markup:
            _check_markup(seen, part.filename)
        before = piece[-256:]
    return size


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as file:
        while piece := file.read(PIECE):
            yield piece


def _check_markup(piece: bytes, name: str) -> None:
    """No definitions of a document's own (the XML bombs), no macros by content type, nothing fetched from elsewhere."""
    narrow = piece.replace(b"\x00", b"")  # as UTF-16 it would be hidden
    if b"<!DOCTYPE" in narrow or b"<!ENTITY" in narrow:
        raise Unwelcome("office_heavy")
    if b"macroEnabled" in narrow or b"vbaProject" in narrow:
        raise Unwelcome("office_macro")
    if name.endswith(".rels") and b'"External"' in narrow and any(word in narrow for word in LINKED):
        raise Unwelcome("office_linked")
