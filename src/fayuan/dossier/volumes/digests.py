"""What a page of a PDF shows, as a digest: equal before and after a seal is added, different after any other change."""

from hashlib import sha256
from typing import Any

import pikepdf

ELSEWHERE = frozenset({"/Parent", "/P", "/StructParents", "/StructParent", "/Length", "/B", "/Dest"})
Memory = dict[tuple[int, int], bytes]


def page_digests(document: pikepdf.Pdf) -> list[str]:
    """The digest of each page, in order: its contents, fonts, pictures and annotations, but no signature fields."""
    memory: Memory = {}
    return [_of_page(page.obj, memory).hex() for page in document.pages]


def _of_page(page: pikepdf.Object, memory: Memory) -> bytes:
    seen = sha256()
    for key in sorted(page.keys()):
        if key in ELSEWHERE or key == "/Annots":
            continue
        seen.update(key.encode() + _of(page[key], memory))
    notes: Any = page.get("/Annots", [])
    for note in notes:
        if str(note.get("/FT", "")) != "/Sig":
            seen.update(b"note" + _of(note, memory))
    return seen.digest()


def _of(value: Any, memory: Memory) -> bytes:
    if not isinstance(value, pikepdf.Object):
        return sha256(f"{type(value).__name__}:{value}".encode()).digest()
    number = value.objgen
    if number[0] and number in memory:
        return memory[number]
    if number[0]:
        memory[number] = b"under way"  # what leads back to itself adds nothing
    found = _of_object(value, memory)
    if number[0]:
        memory[number] = found
    return found


def _of_object(value: pikepdf.Object, memory: Memory) -> bytes:
    seen = sha256()
    if isinstance(value, pikepdf.Stream | pikepdf.Dictionary):
        if value.get("/Type", "") in ("/Page", "/Pages"):
            return b"another page"
        for key in sorted(value.keys()):
            if key not in ELSEWHERE:
                seen.update(key.encode() + _of(value[key], memory))
        if isinstance(value, pikepdf.Stream):
            seen.update(value.read_raw_bytes())
    elif isinstance(value, pikepdf.Array):
        for each in value.as_list():
            seen.update(_of(each, memory))
    else:
        seen.update(value.unparse())
    return seen.digest()
