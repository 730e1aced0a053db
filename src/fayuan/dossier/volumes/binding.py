"""Bind a volume: one PDF with cover, catalogue, stamped pages, bookmarks, closing sheet; the originals as they came."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image

from fayuan.core.clock import SHANGHAI
from fayuan.dossier import store
from fayuan.dossier.facts import recipient_name, subject_words
from fayuan.dossier.kinds import ENDINGS, JPEG, PDF, PNG
from fayuan.dossier.models import Edition, Paper
from fayuan.dossier.papers import catalogue
from fayuan.dossier.volumes import sheets
from fayuan.dossier.volumes.digests import page_digests
from fayuan.dossier.volumes.gathering import Document, Section, sections
from fayuan.matters.models import Matter

A4 = (595.28, 841.89)
MARGIN = 36.0
STAMP = (96.0, 36.0, 24.0, 14.0)  # left and bottom from the right upper corner, right, top: in points
MARK = "fayuan-dossier"
MANIFEST, ORIGINALS = "manifest.json", "originals"


class NotReady(Exception):
    """A document of the volume cannot be bound yet; the text says which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was bound: the place in the catalogue, its first and last stamped page, its original bytes."""

    document: Document
    place: str
    first: int
    last: int
    content: bytes
    media_type: str

    @property
    def file(self) -> str:
        """Its name among the originals."""
        name = "".join("_" if letter in '/\\:*?"<>|' else letter for letter in self.document.name)
        return f"{ORIGINALS}/{self.first:04}-{name}-{self.document.ref}{ENDINGS[self.media_type]}"


@dataclass(frozen=True, slots=True)
class Bound:
    """The volume as one PDF, not sealed yet, and what stands in it."""

    pdf: bytes
    pages: int
    entries: tuple[Entry, ...]


def bind(edition: Edition, on: date, told: Callable[[int], None]) -> Bound:
    """The volume as it stands. `told` hears after each document how many are in. Raises `NotReady`."""
    parts = sections(edition.matter, edition.volume, on)
    with pikepdf.new() as book:
        entries = _take_in(book, parts, told)
        body = len(book.pages)
        _stamp(book, label_words(edition.matter))
        front = _sheets(book, 0, sheets.drawn("cover", _cover(edition, on)))
        front += _sheets(book, front, sheets.drawn("catalogue", {"rows": _rows(entries)}))
        _sheets(
            book, len(book.pages), sheets.drawn("closing", {"notes": _notes(edition, body, len(entries), on)})
        )
        _mark(book, entries, front)
        book.docinfo["/Title"] = f"{edition.matter.number} {edition.get_volume_display()}"
        book.docinfo["/Keywords"] = f"{MARK} {edition.ref}"
        made = io.BytesIO()
        book.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Bound(made.getvalue(), body, tuple(entries))


def label_words(matter: Matter) -> str:
    """How confidential the matter is, as its pages say it; nothing of an ordinary one."""
    return "" if matter.label == Matter.Label.NORMAL else str(matter.get_label_display())


def _take_in(book: pikepdf.Pdf, parts: Sequence[Section], told: Callable[[int], None]) -> list[Entry]:
    entries: list[Entry] = []
    for part in parts:
        for document in part.documents:
            content, media_type = original(document)
            first = len(book.pages) + 1
            _append(book, document, content, media_type)
            entries.append(Entry(document, part.place.name, first, len(book.pages), content, media_type))
            told(len(entries))
    return entries


def original(document: Document) -> tuple[bytes, str]:
    """The bytes of a document and their type. Raises `NotReady` for a paper that is not drawn yet."""
    row = document.row
    blob, media_type = (row.pdf, PDF) if isinstance(row, Paper) else (row.blob, row.media_type)
    if blob is None:
        raise NotReady(_("文书“%(name)s”还没有生成。") % {"name": document.name})
    return store.get(blob), media_type


def _append(book: pikepdf.Pdf, document: Document, content: bytes, media_type: str) -> None:
    if media_type == PDF:
        with pikepdf.open(io.BytesIO(content)) as source:
            _flatten(source)
            book.pages.extend(
                source.pages[:-1] if _ends_with_stub(document, len(source.pages)) else source.pages
            )
    elif media_type in (JPEG, PNG):
        _append_picture(book, content, media_type)
    else:
        lines = [
            [_("文件"), document.row.file_name if not isinstance(document.row, Paper) else ""],
            [_("说明"), _("这份材料不能印成纸页，原件在电子包里。")],
            ["SHA-256", _in_groups(sha256(content).hexdigest())],
        ]
        _sheets(book, len(book.pages), sheets.drawn("sheet", {"name": document.name, "lines": lines}))


def _ends_with_stub(document: Document, pages: int) -> bool:
    """Whether the last page is the stub, which the office keeps and never files."""
    if not isinstance(document.row, Paper) or pages < 2:
        return False
    return catalogue.by_key(document.row.form, document.row.issued_at.astimezone(SHANGHAI).date()).has_stub


def _in_groups(digest: str) -> str:
    """A digest in groups of eight, so that it breaks at the end of a line."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _flatten(source: pikepdf.Pdf) -> None:
    """Take the fields of forms and signatures off: on a copy they mean nothing; the original keeps them."""
    if "/AcroForm" in source.Root:
        del source.Root.AcroForm
    for page in source.pages:
        notes = [note for note in page.obj.get("/Annots", []) if str(note.get("/FT", "")) != "/Sig"]
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array(notes)


def _append_picture(book: pikepdf.Pdf, content: bytes, media_type: str) -> None:
    """A page of A4 with the picture on it, as large as the margins leave."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        width, height, grey = picture.width, picture.height, picture.mode == "L"
        if media_type == PNG:
            made = io.BytesIO()
            picture.convert("RGB").save(made, "JPEG", quality=90)
            content, grey = made.getvalue(), False
    scale = min((A4[0] - 2 * MARGIN) / width, (A4[1] - 2 * MARGIN) / height)
    shown = pikepdf.Stream(book, content)
    shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    shown.Width, shown.Height, shown.BitsPerComponent = width, height, 8
    shown.ColorSpace = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    shown.Filter = pikepdf.Name.DCTDecode
    page = book.add_blank_page(page_size=A4)
    name = page.add_resource(shown, pikepdf.Name.XObject)
    left, bottom = (A4[0] - width * scale) / 2, (A4[1] - height * scale) / 2
    draw = f"q {width * scale:.2f} 0 0 {height * scale:.2f} {left:.2f} {bottom:.2f} cm {name} Do Q"
    page.contents_add(draw.encode())


def _stamp(book: pikepdf.Pdf, label: str) -> None:
    """The running number on every page, right above, and before it how confidential the matter is."""
    if not book.pages:
        return
    with pikepdf.open(
        io.BytesIO(sheets.drawn("stamps", {"pages": len(book.pages), "label": label}))
    ) as stamps:
        for page, stamp in zip(book.pages, stamps.pages, strict=True):
            _left, _bottom, right, top = (float(edge) for edge in page.mediabox)
            left, bottom, from_right, from_top = STAMP
            corner = pikepdf.Rectangle(right - left, top - bottom, right - from_right, top - from_top)
            page.add_overlay(stamp, corner)


def _sheets(book: pikepdf.Pdf, at: int, pdf: bytes) -> int:
    """Put the pages of a PDF in before the page with this index; gives how many."""
    with pikepdf.open(io.BytesIO(pdf)) as source:
        for offset, page in enumerate(source.pages):
            book.pages.insert(at + offset, page)
        return len(source.pages)


def _mark(book: pikepdf.Pdf, entries: Sequence[Entry], front: int) -> None:
    """Bookmarks: one for each place that holds something, and under it one for each document."""
    with book.open_outline() as outline:
        places: dict[str, pikepdf.OutlineItem] = {}
        for entry in entries:
            page = front + entry.first - 1
            if entry.place not in places:
                places[entry.place] = pikepdf.OutlineItem(entry.place, page)
                outline.root.append(places[entry.place])
            places[entry.place].children.append(pikepdf.OutlineItem(entry.document.name, page))


def _cover(edition: Edition, on: date) -> dict[str, object]:
    matter = edition.matter
    facts = [
        [_("案号"), matter.number],
        [_("受援人"), recipient_name(matter)],
        [_("案由"), subject_words(matter)],
        [_("承办机构"), matter.unit.name if matter.unit else ""],
        [_("承办人"), matter.handler.name if matter.handler else ""],
        [_("立卷人"), edition.by_name],
        [_("立卷日期"), f"{on:%Y-%m-%d}"],
        [_("保管期限"), edition.retention],
    ]
    about = _("第%(number)d版　%(ref)s") % {"number": edition.number, "ref": edition.ref}
    volume = str(edition.get_volume_display())
    return {"agency": matter.agency.name, "volume": volume, "facts": facts, "edition": about}


def _rows(entries: Sequence[Entry]) -> list[list[str]]:
    return [
        [
            str(order),
            entry.document.name,
            entry.place,
            f"{entry.document.at.astimezone(SHANGHAI):%Y-%m-%d}",
            str(entry.first) if entry.first == entry.last else f"{entry.first}—{entry.last}",
        ]
        for order, entry in enumerate(entries, start=1)
    ]


def _notes(edition: Edition, pages: int, count: int, on: date) -> list[list[str]]:
    said = _("本卷共%(count)d件，%(pages)d页。页号由系统盖印，各件的数字摘要在原件包的清单里。")
    return [
        [_("本卷情况"), said % {"count": count, "pages": pages}],
        [_("立卷人"), edition.by_name],
        [_("检查人"), ""],
        [_("日期"), f"{on:%Y-%m-%d}"],
    ]


def manifest_of(edition: Edition, bound: Bound, sealed: bytes, now: datetime) -> dict[str, Any]:
    """What was sealed, by digests: each original, each page of the PDF, the PDF itself."""
    with pikepdf.open(io.BytesIO(sealed)) as book:
        pages = page_digests(book)
    return {
        "edition": edition.ref,
        "number": edition.number,
        "volume": edition.volume,
        "matter": edition.matter.number,
        "agency": edition.matter.agency.name,
        "sealed_at": now.isoformat(),
        "retention": edition.retention,
        "pdf_sha256": sha256(sealed).hexdigest(),
        "pages": pages,
        "documents": [_listed(entry) for entry in bound.entries],
    }


def _listed(entry: Entry) -> dict[str, Any]:
    return {
        "ref": entry.document.ref,
        "name": entry.document.name,
        "place": entry.place,
        "file": entry.file,
        "first": entry.first,
        "last": entry.last,
        "size": len(entry.content),
        "sha256": sha256(entry.content).hexdigest(),
    }


def manifest_bytes(manifest: dict[str, Any]) -> bytes:
    """The manifest as it is written, signed and hashed."""
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()


def packed(bound: Bound, manifest: bytes, signature: bytes | None, now: datetime) -> bytes:
    """The originals as they came, with the manifest and (where there is a key) its signature."""
    made = io.BytesIO()
    moment = now.astimezone(SHANGHAI).timetuple()[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        files = [(entry.file, entry.content) for entry in bound.entries] + [(MANIFEST, manifest)]
        if signature is not None:
            files.append((f"{MANIFEST}.p7s", signature))
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, moment), content)
    return made.getvalue()


def matter_of(edition: Edition) -> Matter:
    """The matter with everybody the cover names."""
    return Matter.objects.select_related("agency", "unit", "handler", "authority").get(pk=edition.matter_id)
