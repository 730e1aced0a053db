"""Check a sealed volume: which page of the PDF, or which of the originals, is not as it was sealed."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from fayuan.dossier.models import Edition
from fayuan.dossier.volumes.binding import MANIFEST, MARK, manifest_bytes
from fayuan.dossier.volumes.digests import page_digests

SAME, DIFFERS, FOREIGN = "same", "differs", "foreign"
Manifest = Mapping[str, Any]


class Unreadable(Exception):
    """The file is neither a PDF nor an archive that can be opened."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is to be said of a file: `worth` is same, differs or foreign; `says` names all that differs."""

    worth: str
    says: tuple[str, ...]


def examine(content: bytes) -> Opinion:
    """Hold the file against what was sealed here. Raises `Unreadable`."""
    try:
        if content.startswith(b"%PDF-"):
            return _examine_pdf(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _examine_archive(archive)
    except (pikepdf.PdfError, zipfile.BadZipFile, zlib.error, OSError) as broken:
        raise Unreadable from broken


def _examine_pdf(content: bytes) -> Opinion:
    with pikepdf.open(io.BytesIO(content)) as book:
        marked = str(book.docinfo.get("/Keywords", "")).split()
        edition = _edition(marked[1]) if len(marked) == 2 and marked[0] == MARK else None
        if edition is None:
            return _foreign()
        manifest: Manifest = edition.manifest
        if sha256(content).hexdigest() == manifest["pdf_sha256"]:
            return _same(edition)
        found = list(_pages(manifest, page_digests(book)))
    return _told(edition, found or [_("每一页都与封存时相同，但文件本身被改动过。")])


def _pages(manifest: Manifest, now: Sequence[str]) -> Iterator[str]:
    """What to say of each page that differs: by its place in the PDF, and the document it belongs to."""
    then = manifest["pages"]
    if len(then) != len(now):
        yield _("封存时共%(then)d页，现在%(now)d页。") % {"then": len(then), "now": len(now)}
    front = _front(manifest)
    for place, (before, after) in enumerate(zip(then, now, strict=False), start=1):
        if before != after:
            yield _("PDF第%(place)d页与封存时不同（%(what)s）。") % {
                "place": place,
                "what": _document_at(manifest, place - front),
            }


def _front(manifest: Manifest) -> int:
    """How many sheets stand before the first stamped page: all that are not documents, but the closing sheet."""
    stamped = max((document["last"] for document in manifest["documents"]), default=0)
    return len(manifest["pages"]) - stamped - 1


def _document_at(manifest: Manifest, stamped: int) -> str:
    for document in manifest["documents"]:
        if document["first"] <= stamped <= document["last"]:
            return _("%(name)s，页号%(page)d") % {"name": document["name"], "page": stamped}
    return _("封面、目录或者备考表")


def _examine_archive(archive: zipfile.ZipFile) -> Opinion:
    if MANIFEST not in archive.namelist():
        return _foreign()
    listed = archive.read(MANIFEST)
    try:
        edition = _edition(str(json.loads(listed).get("edition", "")))
    except (ValueError, AttributeError):
        edition = None
    if edition is None:
        return _foreign()
    found = list(_files(edition.manifest, archive))
    if sha256(listed).hexdigest() != edition.manifest_sha256:
        found.insert(0, _("清单 %(name)s 与封存时不同。") % {"name": MANIFEST})
    return _told(edition, found) if found else _same(edition)


def _files(manifest: Manifest, archive: zipfile.ZipFile) -> Iterator[str]:
    expected = {document["file"]: document["sha256"] for document in manifest["documents"]}
    names = archive.namelist()
    for name, digest in expected.items():
        if name not in names:
            yield _("缺少 %(name)s。") % {"name": name}
        elif _digest(archive, name) != digest:
            yield _("%(name)s 与封存时不同。") % {"name": name}
    known = {*expected, MANIFEST, f"{MANIFEST}.p7s"}
    yield from (_("多出 %(name)s。") % {"name": name} for name in names if name not in known)


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return sha256(archive.read(name)).hexdigest()
    except (zipfile.BadZipFile, zlib.error):  # its own check sum is wrong: altered
        return ""


def _edition(ref: str) -> Edition | None:
    """The edition sealed here under this reference, its manifest checked against its own digest."""
    edition = Edition.objects.filter(ref=ref, manifest__isnull=False).select_related("matter__agency").first()
    if edition is None or sha256(manifest_bytes(edition.manifest)).hexdigest() != edition.manifest_sha256:
        return None
    return edition


def _head(edition: Edition) -> str:
    return _("%(agency)s　%(matter)s　%(volume)s　第%(number)d版　%(state)s") % {
        "agency": edition.matter.agency.name,
        "matter": edition.matter.number,
        "volume": edition.get_volume_display(),
        "number": edition.number,
        "state": edition.get_state_display(),
    }


def _same(edition: Edition) -> Opinion:
    return Opinion(SAME, (_head(edition), _("与封存时完全相同。")))


def _told(edition: Edition, found: Sequence[str]) -> Opinion:
    return Opinion(DIFFERS, (_head(edition), *found))


def _foreign() -> Opinion:
    return Opinion(FOREIGN, (_("这不是本平台封存的案卷。"),))
