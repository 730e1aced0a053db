"""How far somebody has to go: in metres where both centres are known, and as bands that people can follow."""

from enum import IntEnum
from math import asin, cos, radians, sin, sqrt

from fayuan.matching.facts import Place

EARTH_METRES = 6_371_000
NEAR_METRES = 20_000


class Band(IntEnum):
    """How far a place is, the nearest first."""

    SAME_COUNTY = 0
    NEAR = 1
    SAME_CITY = 2
    BEYOND = 3

    @property
    def way(self) -> int:
        """How much the way counts: one within the county or twenty kilometres is short, and there the load decides."""
        return max(self - Band.NEAR, 0)


WORDS = {Band.SAME_COUNTY: "同县区", Band.NEAR: "二十公里以内", Band.SAME_CITY: "同市", Band.BEYOND: "外市"}


def metres(one: Place, other: Place) -> int | None:
    """The distance between two centres over the ground; None when one of them is not known."""
    if None in (one.longitude, one.latitude, other.longitude, other.latitude):
        return None
    lon1, lat1, lon2, lat2 = (
        radians(degrees or 0) for degrees in (one.longitude, one.latitude, other.longitude, other.latitude)
    )
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_METRES * asin(sqrt(half)))


def band(one: Place, other: Place) -> Band:
    """How far two places lie apart."""
    if one.code[:6] == other.code[:6]:
        return Band.SAME_COUNTY
    apart = metres(one, other)
    if apart is not None and apart <= NEAR_METRES:
        return Band.NEAR
    return Band.SAME_CITY if one.code[:4] == other.code[:4] else Band.BEYOND
