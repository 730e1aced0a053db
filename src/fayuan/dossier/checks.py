"""What may be handed in: the type is read from the content, pictures are made anew, markup and programs are refused."""

import io
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from fayuan.core.errors import BadInput

PIXELS = 50_000_000
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: a safe name, the type that its content shows, the bytes to keep."""

    file_name: str
    media_type: str
    content: bytes


def check(file_name: str, content: bytes) -> Checked:
    """The file as it may be kept, or `BadInput` with a sentence that says what to do."""
    limit = settings.UPLOAD_MAX_BYTES
    if not content:
        raise BadInput({"file": _("这个文件是空的。请重新选择。")})
    if len(content) > limit:
        raise BadInput({"file": _("文件超过%(mb)d兆。请压缩，或分成几个文件。") % {"mb": limit // 2**20}})
    if TEST_VIRUS in content[:4096]:
        raise BadInput({"file": _("这个文件没有通过安全检查。请换一个文件，或到窗口办理。")})
    media_type = next((kind for start, kind in SIGNATURES if content.startswith(start)), None)
    if media_type is None:
        raise BadInput({"file": _("只收照片（JPG、PNG）和PDF文件。其他文件请先转成PDF，或拍照上传。")})
    if media_type.startswith("image/"):
        content = _picture(content, media_type)
    return Checked(_safe_name(file_name, media_type), media_type, content)


def _picture(content: bytes, media_type: str) -> bytes:
    """The picture made anew: upright, without place and camera data, and nothing hidden behind it."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > PIXELS:
                raise BadInput({"file": _("照片太大。请用普通清晰度重新拍。")})
            upright = ImageOps.exif_transpose(picture)
            made = io.BytesIO()
            if media_type == "image/jpeg":
                upright.convert("RGB").save(made, "JPEG", quality=88)
            else:
                upright.save(made, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unreadable:
        raise BadInput({"file": _("这张照片打不开。请重新拍一张。")}) from unreadable
    return made.getvalue()


def _safe_name(file_name: str, media_type: str) -> str:
    """The last part of the name without control or direction marks, with the ending of its real type."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return (
        kept.rsplit(".", 1)[0][:80].strip(" .") + ENDINGS[media_type]
        if kept.strip(" .")
        else "file" + ENDINGS[media_type]
    )
