"""Codes of places (GB/T 2260): which level a code is of, and which place lies in which.

A code has six digits: two for the province, two for the city, two for the county. The nation is ``000000``.
"""

from functools import lru_cache
from typing import Literal

Level = Literal["nation", "province", "city", "county"]

NATION = "000000"
LEVEL_NAMES = {"nation": "国家", "province": "省级", "city": "市级", "county": "县级"}
_MUNICIPALITIES = ("11", "12", "31", "50")
_NUMBERS = {1: "12345", 2: "123", 3: "1234567", 4: "123456", 5: "01234", 6: "12345", 7: "1", 8: "12"}
_FICTIONAL = "97"
"""No province has these digits: the demonstration's stands under them."""
_PROVINCES = {_FICTIONAL} | {f"{area}{number}" for area, numbers in _NUMBERS.items() for number in numbers}
"""The first two digits: the great area of the country, and the province in it."""


def is_code(text: object) -> bool:
    """Whether this is a well-formed code of the nation or of a place in a province."""
    if not isinstance(text, str) or len(text) != 6 or not text.isascii() or not text.isdigit():
        return False
    if text == NATION:
        return True
    return text[:2] in _PROVINCES and not (text[2:4] == "00" and text[4:] != "00")


@lru_cache(maxsize=8192)
def plain(code: str) -> str:
    """The code by which a place is known: 'districts of the municipality' (110100) is the municipality
    itself, and 'counties directly under the province' (419000) the province."""
    if code[2:4] == "90" or (code[:2] in _MUNICIPALITIES and code[2:4] in ("01", "02")):
        return code[:2] + "0000" if code[4:] == "00" else code
    return code


@lru_cache(maxsize=8192)
def level(code: str) -> Level:
    """The level of a place by its code."""
    code = plain(code)
    if code == NATION:
        return "nation"
    if code[2:] == "0000":
        return "province"
    return "city" if code[4:] == "00" else "county"


@lru_cache(maxsize=8192)
def upwards(code: str) -> tuple[str, ...]:
    """The place itself and everything that it lies in, nearest first, the nation last."""
    chain = (plain(code), plain(code[:4] + "00"), code[:2] + "0000", NATION)
    return tuple(dict.fromkeys(chain))


def lies_in(code: str, area: str) -> bool:
    """Whether a place is this area or lies in it."""
    return plain(area) in upwards(code)


def common_superior(one: str, other: str) -> str:
    """The lowest place in which both lie: whose authority settles a dispute between the two."""
    if plain(one) == plain(other):
        return plain(one)
    above_one, above_other = (upwards(code)[1:] or (NATION,) for code in (one, other))
    return next(code for code in above_one if code in above_other)
