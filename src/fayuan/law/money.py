"""Money is whole fen; shares and multiples are fractions. Floats never enter."""

import re
from fractions import Fraction
from functools import lru_cache

_YUAN = re.compile(r"(\d{1,13})(?:\.(\d{1,2}))? ?元")
_RATIO = re.compile(r"\d{1,9}(?:\.\d{1,9}|/[1-9]\d{0,8})?")


@lru_cache(maxsize=1024)
def fen(text: str) -> int:
    """Fen from a written amount such as ``3190 元`` or ``62.50元``; ValueError for anything else."""
    found = _YUAN.fullmatch(text)
    if not found:
        raise ValueError(f"金额应写成“3190 元”的样子，不能写“{text}”")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


@lru_cache(maxsize=1024)
def ratio(text: str) -> Fraction:
    """A fraction from ``1/2``, ``0.5`` or ``2``; ValueError for anything else."""
    if not _RATIO.fullmatch(text):
        raise ValueError(f"倍数应写成“1/2”、“0.5”或“2”的样子，不能写“{text}”")
    return Fraction(text)


def half_up(amount: Fraction) -> int:
    """To the nearest whole, halves away from zero: how offices round money."""
    return int(amount + Fraction(1, 2)) if amount >= 0 else -int(Fraction(1, 2) - amount)


def yuan(amount: int | Fraction) -> str:
    """An amount of fen as people read it: ``3190 元``, ``2591.50 元``."""
    rounded = half_up(Fraction(amount))
    whole, rest = divmod(abs(rounded), 100)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{rest:02d} 元" if rest else f"{sign}{whole} 元"
