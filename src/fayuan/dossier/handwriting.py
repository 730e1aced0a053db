"""What somebody signed with, as a small picture: drawn on a screen, or a photograph of a signature or a fingerprint."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageOps

from fayuan.core.errors import BadInput
from fayuan.dossier.checks import SENTENCES
from fayuan.dossier.isolation import inspect
from fayuan.dossier.kinds import JPEG, PNG, Unwelcome, kind_of

MOST_BYTES = 15 * 2**20
SIZE = (900, 360)  # points at most: 46 mm at about 500 dots per inch
LEAST = 24  # points of ink that a signature is wide or high
BACKGROUND = 24  # how far from the paper's white a point must be to count as ink


def drawn(content: bytes) -> bytes:
    """A signature drawn on a screen as a PNG cut to its ink. Raises `BadInput` for an empty field."""
    picture = _flat(_opened(content, {PNG}))
    ink = ImageChops.invert(picture).point(lambda tone: 255 if tone > BACKGROUND else 0).getbbox()
    if ink is None or max(ink[2] - ink[0], ink[3] - ink[1]) < LEAST:
        raise BadInput({"drawing": _("还没有看到签名。请在框里写上您的名字。")})
    return _png(ImageOps.expand(picture.crop(ink), border=8, fill=255))


def photographed(content: bytes) -> bytes:
    """A photograph of a signature or a fingerprint as a small grey PNG. Raises `BadInput`."""
    return _png(_flat(_opened(content, {PNG, JPEG})))


def _opened(content: bytes, kinds: set[str]) -> Image.Image:
    """The picture, decoded in a process of its own first."""
    try:
        if len(content) > MOST_BYTES:
            raise Unwelcome("picture_huge")
        kind = kind_of(content)
        if kind not in kinds:
            raise Unwelcome("other_picture")
        anew, _kind, _pages = inspect(content, kind)
    except Unwelcome as refused:
        raise BadInput({"photo": str(SENTENCES[str(refused)])}) from refused
    return Image.open(io.BytesIO(anew))


def _flat(picture: Image.Image) -> Image.Image:
    """Grey on white: what was transparent is paper."""
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("L")


def _png(picture: Image.Image) -> bytes:
    picture.thumbnail(SIZE)
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
