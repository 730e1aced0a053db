"""Files that mean harm, and the good ones that look most like them; all made here by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pictures
import pikepdf
from PIL import Image, PngImagePlugin

TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(1)</script>"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
DOCUMENT = b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body/></w:document>'


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def docx(extra: Mapping[str, bytes] | None = None, types: bytes = b"", document: bytes = DOCUMENT) -> bytes:
    """A document of Word, with whatever else stands in it."""
    parts = {"[Content_Types].xml": TYPES % types, "word/document.xml": document}
    return packed({**parts, **(extra or {})})


def wav(seconds: float = 0.1) -> bytes:
    """Silence."""
    sound = bytes(int(8000 * seconds))
    head = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data"
    body = head + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(body)) + body


def saved(change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    """A PDF of one page after the change."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(made, **how)
    return made.getvalue()


def action(kind: str, **more: object) -> bytes:
    """A PDF that does something as it opens."""

    def set_action(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(kind), **more)

    return saved(set_action)


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["evil.exe"] = b"MZ"


def _form_script(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    deep = pikepdf.Dictionary(AA=pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")))
    page.obj.Annots = pikepdf.Array([deep])


def _xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]))


def _rich(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia)])


def locked() -> bytes:
    """A PDF with a password."""
    return saved(lambda _document: None, encryption=pikepdf.Encryption(owner="o", user="u"))


def owner_locked() -> bytes:
    """A PDF that opens, but may not be changed."""
    return saved(lambda _document: None, encryption=pikepdf.Encryption(owner="o", user=""))


def png(chunks: bytes, width: int, height: int) -> bytes:
    """A PNG of one colour whose head claims this size, with these compressed points."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", chunks) + chunk(b"IEND", b"")


def wide_png() -> bytes:
    """20,000 points square in a few kilobytes."""
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    return made.getvalue()


def text_bomb_png() -> bytes:
    """A small picture whose comment unpacks to hundreds of megabytes."""
    made = io.BytesIO()
    comment = PngImagePlugin.PngInfo()
    comment.add_text("note", "a" * 80_000_000, zip=True)
    Image.new("RGB", (4, 4)).save(made, "PNG", pnginfo=comment)
    return made.getvalue()


def lying_zip() -> bytes:
    """An Office file with a part whose header claims one byte, and that holds many."""
    whole = docx({"word/media/a.xml": b"0" * 3_000_000})
    at = whole.rfind(b"PK\x01\x02")
    return whole[: at + 24] + struct.pack("<I", 1) + whole[at + 28 :]


def deep_pdf() -> bytes:
    """Arrays in arrays, a hundred thousand deep."""
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + b"\nendobj\nstartxref\n0\n%%EOF\n"


def jpeg_and(more: bytes) -> bytes:
    """A photograph with something behind it."""
    return pictures.photo() + more


AT_ONCE: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "nothing at all": ("空.pdf", lambda: b""),
    "the test virus": ("照片.jpg", lambda: TEST_VIRUS),
    "the test virus behind a photograph": ("照片.jpg", lambda: jpeg_and(TEST_VIRUS)),
    "a web page": ("page.html", lambda: b"<!DOCTYPE html>" + SCRIPT),
    "a web page named as a picture": ("photo.png", lambda: b"\xef\xbb\xbf \n<html>" + SCRIPT),
    "a drawing with a script": (
        "a.svg",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    ),
    "an XML bomb": ("a.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "a">]><l>&a;</l>'),
    "a picture that is a script, too": ("a.gif", lambda: b"GIF89a/*" + bytes(10) + b"*/=1;alert(1)"),
    "a program named as a photograph": ("照片.jpg", lambda: b"MZ\x90\x00" + bytes(200)),
    "a program of Linux": ("a.pdf", lambda: b"\x7fELF" + bytes(200)),
    "a shell script": ("a.pdf", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "a plain archive": ("a.docx", lambda: packed({"../../etc/passwd": b"root"})),
    "a bomb of nested archives": ("a.zip", lambda: packed({"1.zip": packed({"0": bytes(20_000_000)})})),
    "a RAR archive": ("a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99)),
    "an old Office file": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "a HEIC photograph": ("a.heic", lambda: b"\x00\x00\x00\x18ftypheic" + bytes(99)),
    "a film": ("a.mp4", lambda: b"\x00\x00\x00\x18ftypqt  " + bytes(99)),
    "a PDF that begins with something else": ("a.pdf", lambda: b"GIF89a" + pictures.pdf()),
    "text": ("a.txt", lambda: "只有文字".encode()),
}
"""What a glance refuses: the name under which it comes, and its content."""

WHEN_LOOKED_INTO: Mapping[str, tuple[str, str, Callable[[], bytes]]] = {
    "half a photograph": ("picture_broken", "a.jpg", lambda: b"\xff\xd8\xff\xe0 broken"),
    "a picture of 20,000 points square": ("picture_huge", "a.png", wide_png),
    "a picture that claims to be endless": ("picture_huge", "a.png", lambda: png(b"", 2**31 - 1, 2**31 - 1)),
    "a picture whose points unpack to more than it has": (
        "picture_broken",
        "a.png",
        lambda: png(b"junk", 5_000, 5_000),
    ),
    "a picture with a bomb in its comment": ("picture_broken", "a.png", text_bomb_png),
    "a web page under a picture's head": (
        "picture_broken",
        "a.png",
        lambda: b"\x89PNG\r\n\x1a\n<html>" + SCRIPT,
    ),
    "a PDF that is cut off": ("pdf_cut", "a.pdf", lambda: pictures.pdf()[:-60]),
    "a PDF with a password": ("pdf_locked", "a.pdf", locked),
    "a PDF that may not be changed": ("pdf_locked", "a.pdf", owner_locked),
    "a PDF with a script": ("pdf_active", "a.pdf", lambda: action("/JavaScript", JS="app.alert(1)")),
    "a PDF that starts a program": ("pdf_active", "a.pdf", lambda: action("/Launch", F="calc.exe")),
    "a PDF with a script deep inside": ("pdf_active", "a.pdf", lambda: saved(_form_script)),
    "a PDF with an active form": ("pdf_active", "a.pdf", lambda: saved(_xfa)),
    "a PDF with a film": ("pdf_active", "a.pdf", lambda: saved(_rich)),
    "a PDF that carries a program": ("pdf_files", "a.pdf", lambda: saved(_attach)),
    "a PDF that is an archive, too": ("pdf_more", "a.pdf", lambda: pictures.pdf() + packed({"a": b"a"})),
    "a PDF that is a web page, too": ("pdf_more", "a.pdf", lambda: pictures.pdf() + SCRIPT),
    "a PDF of nothing but brackets": ("pdf_broken", "a.pdf", deep_pdf),
    "an Office file with a macro": ("office_macro", "a.docx", lambda: docx({"word/vbaProject.bin": b"x"})),
    "a macro under another name": (
        "office_macro",
        "a.docx",
        lambda: docx(
            types=b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        ),
    ),
    "an Office file with a program in it": (
        "office_objects",
        "a.docx",
        lambda: docx({"word/embeddings/oleObject1.bin": b"MZ"}),
    ),
    "an Office file that fetches its template": (
        "office_linked",
        "a.docx",
        lambda: docx({"word/_rels/settings.xml.rels": b'<R Type="attachedTemplate" TargetMode="External"/>'}),
    ),
    "an Office file with an XML bomb": (
        "office_heavy",
        "a.docx",
        lambda: docx(document=b'<!DOCTYPE l [<!ENTITY a "aa">]><w:document>&a;</w:document>'),
    ),
    "the XML bomb in other letters": (
        "office_heavy",
        "a.docx",
        lambda: docx(document='<!DOCTYPE l [<!ENTITY a "aa">]><w:document/>'.encode("utf-16")),
    ),
    "an Office file that unpacks to 400 megabytes": (
        "office_heavy",
        "a.docx",
        lambda: docx({f"word/media/{n}.bin": bytes(100_000_000) for n in range(4)}),
    ),
    "an Office file that lies about its size": ("office_broken", "a.docx", lying_zip),
    "an Office file with a path out of its folder": (
        "office_broken",
        "a.docx",
        lambda: docx({"../../../etc/cron.d/evil": b"x"}),
    ),
    "an Office file behind a picture's back": ("office_broken", "a.docx", lambda: docx() + pictures.photo()),
    "the test virus in an Office file": ("virus", "a.docx", lambda: docx({"word/media/a.bin": TEST_VIRUS})),
    "a recording that is none": ("sound_broken", "a.mp3", lambda: b"ID3" + SCRIPT * 40),
    "a recording with something behind it": ("sound_broken", "a.wav", lambda: wav() + SCRIPT),
}
"""What is refused when it is looked into: the reason, the name, the content."""

NAMES: Mapping[str, str] = {
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\windows\\system32\\cmd.exe": "cmd.jpg",
    "/etc/shadow": "shadow.jpg",
    "判决书.pdf.exe": "判决书.pdf.jpg",
    "照片.jpg\x00.html": "照片.jpg.jpg",
    "照片\u202egpj.exe": "照片gpj.jpg",
    "a\r\nSet-Cookie: x=1.jpg": "aSet-Cookie: x=1.jpg",
    "长" * 900 + ".jpg": "长" * 80 + ".jpg",
    "...": "file.jpg",
    "": "file.jpg",
    ".htaccess": "file.jpg",
    "<script>alert(1)</script>.html": "script>.jpg",
}
"""A name under which a good photograph comes, and the name under which it is kept."""
