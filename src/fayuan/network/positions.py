"""Where an institution's door is: degrees as people type them, checked against the country and the county."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from fayuan.core.errors import BadInput
from fayuan.network.models import Division
from fayuan.network.queries import metres_between

DEGREES = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?")
NORTH, EAST = (Decimal("3.4"), Decimal("53.6")), (Decimal("73.4"), Decimal("135.1"))  # the country's bounds
FARTHEST = 500_000  # metres from the middle of a county to its farthest corner, the largest included
PLACES = Decimal("0.000001")


def degrees(text: str) -> Decimal | None:
    """Degrees with their decimals (102.712345), None for nothing; `ValueError` for anything else."""
    typed = "".join(unicodedata.normalize("NFKC", text).split()).removesuffix("°")
    if not typed:
        return None
    if not DEGREES.fullmatch(typed):
        raise ValueError(text)
    return Decimal(typed).quantize(PLACES)


def check_position(latitude: Decimal | None, longitude: Decimal | None, division: Division) -> None:
    """Raise `BadInput` for half a position, one outside the country, and one far from the division it is said of."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        lacking = "latitude" if latitude is None else "longitude"
        raise BadInput({lacking: _("纬度和经度要一起填，或者都不填。")})
    if not (NORTH[0] <= latitude <= NORTH[1] and EAST[0] <= longitude <= EAST[1]):
        says = _("这个位置不在中国境内。纬度在3.4到53.6之间，经度在73.4到135.1之间，请看看有没有填反。")
        raise BadInput({"latitude": says})
    if division.latitude is None or division.longitude is None:
        return
    metres = metres_between(latitude, longitude, division.latitude, division.longitude)
    if metres > FARTHEST:
        says = _("这个位置离%(place)s中心有%(far)d公里，请核对。")
        raise BadInput({"latitude": says % {"place": division.name, "far": metres // 1000}})
