"""A secret in shares: any few of them that are enough give it back, fewer tell nothing (Shamir's scheme)."""

import secrets
from collections.abc import Iterator, Sequence


def split(secret: bytes, parts: int, needed: int) -> list[tuple[int, bytes]]:
    """Shares of a secret of which any `needed` give it back and fewer tell nothing (Shamir, over the field of 256)."""
    if not 2 <= needed <= parts <= 20:
        raise ValueError("2 <= needed <= parts <= 20")
    lines = [[byte, *secrets.token_bytes(needed - 1)] for byte in secret]
    return [(x, bytes(_at(line, x) for line in lines)) for x in range(1, parts + 1)]


def join(shares: Sequence[tuple[int, bytes]]) -> bytes:
    """The secret again, from enough of its shares; from too few, something else."""
    places = [x for x, _share in shares]
    weights = [_weight(x, places) for x in places]
    columns = zip(*(share for _x, share in shares), strict=True)
    return bytes(
        _sum(_times(byte, weight) for byte, weight in zip(column, weights, strict=True)) for column in columns
    )


def _at(line: Sequence[int], x: int) -> int:
    value = 0
    for factor in reversed(line):
        value = _times(value, x) ^ factor
    return value


def _weight(x: int, places: Sequence[int]) -> int:
    """Lagrange's weight of a share, where the secret stands at zero."""
    weight = 1
    for other in places:
        if other != x:
            weight = _times(weight, _times(other, _inverse(other ^ x)))
    return weight


def _sum(values: Iterator[int]) -> int:
    total = 0
    for value in values:
        total ^= value
    return total


def _times(a: int, b: int) -> int:
    """Product in the field of 256 elements (the polynomial of AES)."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _inverse(a: int) -> int:
    """a to the 254th: its inverse, for a that is not zero."""
    result = 1
    for _power in range(254):
        result = _times(result, a)
    return result
