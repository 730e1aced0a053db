"""What a file is, told by its content alone; no name and no browser is believed. Knows no Django.

Nothing is unpacked here: the looks are at the first bytes, and for names that every Office file must hold.
"""

from collections.abc import Mapping

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MP3, WAV, OGG, M4A, AMR = "audio/mpeg", "audio/wav", "audio/ogg", "audio/mp4", "audio/amr"

PICTURES = frozenset({JPEG, PNG, WEBP})
OFFICE: Mapping[str, bytes] = {
    DOCX: b"word/document.xml",
    XLSX: b"xl/workbook.xml",
    PPTX: b"ppt/presentation.xml",
}
AUDIO = frozenset({MP3, WAV, OGG, M4A, AMR})
REFUSED = 3  # the exit code of an inspection that refuses the file
SHOWN = frozenset({PDF, JPEG, PNG})  # what a reader may look at in the page
PLAYED = AUDIO - {AMR}  # what browsers can play in the page; all else is downloaded
ENDINGS: Mapping[str, str] = {
    PDF: ".pdf",
    JPEG: ".jpg",
    PNG: ".png",
    WEBP: ".webp",
    DOCX: ".docx",
    XLSX: ".xlsx",
    PPTX: ".pptx",
    MP3: ".mp3",
    WAV: ".wav",
    OGG: ".ogg",
    M4A: ".m4a",
    AMR: ".amr",
}

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"ID3", MP3),
    (b"OggS", OGG),
    (b"#!AMR", AMR),
)
REFUSED_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK", "archive"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"GIF8", "other_picture"),
    (b"BM", "other_picture"),
    (b"II*\x00", "other_picture"),
    (b"MM\x00*", "other_picture"),
)
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif")
SOUND_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6")


class Unwelcome(Exception):
    """A file that is not taken; `code` says why, in a word for which `checks.SENTENCES` has the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(content: bytes) -> str:
    """The media type of a file that may be taken. Raises `Unwelcome` for every other content."""
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] in (b"WEBP", b"WAVE"):
        return WEBP if content[8:12] == b"WEBP" else WAV
    if content[4:8] == b"ftyp":
        return _boxed(content[8:12])
    if content[:1] == b"\xff" and content[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa"):
        return MP3
    if content.startswith(b"PK\x03\x04"):
        office = next((kind for kind, part in OFFICE.items() if part in content), None)
        if office is not None:
            return office
    raise Unwelcome(_why_not(content))


def _boxed(brand: bytes) -> str:
    if brand in SOUND_BRANDS:
        return M4A
    raise Unwelcome("heic" if brand in HEIC_BRANDS else "other")


def _why_not(content: bytes) -> str:
    """Why a content of no kind that is taken is refused."""
    for start, code in REFUSED_STARTS:
        if content.startswith(start):
            return code
    text = content[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return "markup" if text.startswith(b"<") else "other"
