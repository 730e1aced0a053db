"""What may be handed in, as far as a glance tells: size, name, and the kind that the content shows.

A glance costs nothing and unpacks nothing. What it lets through waits in quarantine until it was looked into
(`inspection`) and scanned (`scanning`); a refusal there is a code, too, and `SENTENCES` has the words for both.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import BadInput
from fayuan.core.logs import dim
from fayuan.dossier.kinds import ENDINGS, Unwelcome, kind_of

TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
LONGEST_NAME = 80
SENTENCES: Mapping[str, str | Promise] = {
    "empty": gettext_lazy("这个文件是空的。请重新选择。"),
    "virus": gettext_lazy("这个文件没有通过安全检查。请换一个文件，或到窗口办理。"),
    "other": gettext_lazy("只收照片、PDF、Office文件和录音。其他文件请先转成PDF，或拍照上传。"),
    "other_picture": gettext_lazy("这种图片不收。请存成JPG或PNG，或拍照上传。"),
    "heic": gettext_lazy("这是HEIC照片。请在手机的相机设置里选“兼容性最佳”再拍，或存成JPG。"),
    "markup": gettext_lazy("网页和SVG图形不收。请打印成PDF，或截图上传。"),
    "program": gettext_lazy("程序不收。请交照片、PDF、Office文件或录音。"),
    "archive": gettext_lazy("压缩包不收。请解开，把里面的文件一个一个上传。"),
    "old_office": gettext_lazy("这是旧格式或加了密码的Office文件。请去掉密码，另存为DOCX、XLSX或PDF。"),
    "picture_huge": gettext_lazy("照片太大。请用普通清晰度重新拍。"),
    "picture_broken": gettext_lazy("这张照片打不开。请重新拍一张。"),
    "pdf_cut": gettext_lazy("这个PDF不完整，后面缺了一段。请重新导出或者重新下载。"),
    "pdf_broken": gettext_lazy("这个PDF打不开。请重新导出，或者打印后拍照上传。"),
    "pdf_more": gettext_lazy("这个PDF后面带着别的内容。请重新导出后上传。"),
    "pdf_locked": gettext_lazy("这个PDF有密码。请去掉密码再上传。"),
    "pdf_active": gettext_lazy("这个PDF里有脚本或者会自己打开别的程序。请打印成普通PDF再上传。"),
    "pdf_files": gettext_lazy("这个PDF里夹带着别的文件。请把它们分开上传。"),
    "pdf_huge": gettext_lazy("这个PDF太大。请分成几个文件。"),
    "office_broken": gettext_lazy("这个Office文件打不开。请重新保存，或者存成PDF。"),
    "office_locked": gettext_lazy("这个Office文件有密码。请去掉密码再上传。"),
    "office_macro": gettext_lazy("这个Office文件里有宏。请存成不带宏的DOCX、XLSX，或者存成PDF。"),
    "office_objects": gettext_lazy("这个Office文件里嵌着别的文件。请存成PDF，别的文件分开上传。"),
    "office_linked": gettext_lazy("这个Office文件会从别处取内容。请存成PDF再上传。"),
    "office_heavy": gettext_lazy("这个Office文件展开后过大。请存成PDF再上传。"),
    "sound_broken": gettext_lazy("这段录音打不开。请重新录，或者存成MP3、M4A。"),
    "too_much": gettext_lazy("这个文件太复杂，检查不完。请打印成PDF，或者拍照上传。"),
    "no_number": gettext_lazy("没有认出身份证号。请把有照片的一面放平、拍清楚再试，或者手工填写。"),
    "lost": gettext_lazy("这个文件没有保存好。请重新上传。"),
}


@dataclass(frozen=True)
class Checked:
    """A file that passed the glance: a safe name, the type that its content shows, the bytes as they came."""

    file_name: str
    media_type: str
    content: bytes


def check(file_name: str, content: bytes) -> Checked:
    """The file as it may go into quarantine, or `BadInput` with a sentence that says what to do."""
    limit = settings.UPLOAD_MAX_BYTES
    if len(content) > limit:
        raise BadInput({"file": _("文件超过%(mb)d兆。请压缩，或分成几个文件。") % {"mb": limit // 2**20}})
    try:
        if not content:
            raise Unwelcome("empty")
        if TEST_VIRUS in content:
            raise Unwelcome("virus")
        media_type = kind_of(content)
    except Unwelcome as refusal:
        raise BadInput({"file": sentence(refusal.code)}) from refusal
    return Checked(safe_name(file_name, media_type), media_type, content)


def sentence(code: str) -> str:
    """What to say of a refusal, and what to do."""
    return str(SENTENCES.get(code, SENTENCES["other"]))


def safe_name(file_name: str, media_type: str) -> str:
    """The last part of the name without control or direction marks, with the ending of its real type; numbers that
    name people are masked, for names stand in clear."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = dim("".join(letter for letter in last if unicodedata.category(letter)[0] != "C"))
    stem = kept.rsplit(".", 1)[0][:LONGEST_NAME].strip(" .")
    return (stem or "file") + ENDINGS[media_type]
