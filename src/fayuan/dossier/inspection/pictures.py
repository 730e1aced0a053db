"""Pictures are made anew: upright, without place and camera data, and with nothing hidden behind them."""

import io

from PIL import Image, ImageOps

from fayuan.dossier.kinds import JPEG, PNG, Unwelcome

POINTS = 50_000_000  # 50 megapixels: more than telephones take, less than fills the memory
SIDE = 19_999
FORMATS = ("JPEG", "PNG", "WEBP")

Image.MAX_IMAGE_PIXELS = POINTS


def made_anew(content: bytes, media_type: str) -> tuple[bytes, str]:
    """The picture as a fresh JPEG, or PNG where it was one. Raises `Unwelcome` for a huge or broken one."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _check_size(picture)
            upright = ImageOps.exif_transpose(picture)
            return _png(upright) if media_type == PNG else _jpeg(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unwelcome("picture_huge") from bomb
    except (OSError, ValueError, SyntaxError, KeyError, TypeError) as unreadable:
        raise Unwelcome("picture_broken") from unreadable


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > POINTS or max(picture.size) > SIDE:
        raise Unwelcome("picture_huge")


def _jpeg(picture: Image.Image) -> tuple[bytes, str]:
    made = io.BytesIO()
    picture.convert("RGB").save(made, "JPEG", quality=88)
    return made.getvalue(), JPEG


def _png(picture: Image.Image) -> tuple[bytes, str]:
    """A PNG of the points alone: comments, profiles and whatever follows the end stay behind."""
    made = io.BytesIO()
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.info.clear()
    plain.save(made, "PNG")
    return made.getvalue(), PNG
