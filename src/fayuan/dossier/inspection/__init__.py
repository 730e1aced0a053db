"""Looking into a file that came from outside, in a process of its own with little memory and little time.

This package knows no Django, no database and no settings: `isolation` starts it by `python -m`, gives it the bytes, and
gets back the bytes to keep or the code of a refusal.
"""

from fayuan.dossier import kinds
from fayuan.dossier.inspection import office, pdfs, pictures, sounds


def inspect(content: bytes, media_type: str) -> tuple[bytes, str, int]:
    """The bytes to keep, their type and how many pages they have (0: none to count). Raises `Unwelcome`.

    Pictures are made anew, all else stays as it came.
    """
    if media_type in kinds.PICTURES:
        return *pictures.made_anew(content, media_type), 1
    if media_type == kinds.PDF:
        return content, media_type, pdfs.look_through(content)
    if media_type in kinds.OFFICE:
        office.look_through(content, media_type)
    else:
        sounds.look_through(content, media_type)
    return content, media_type, 0
