"""Public references: short random names for addresses, so that nothing can be counted or guessed."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 9
BITS = 5 * (LENGTH - 1)
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def _check(body: str) -> str:
    """The last letter: a weighted sum modulo 31, so that a mistyped letter or two swapped ones are noticed."""
    value = sum(place * VALUES[letter] for place, letter in enumerate(body, 1))
    return ALPHABET[value % 31]


def new_ref() -> str:
    """Eight random letters (40 bits) and a check letter."""
    return ref_of(secrets.randbits(BITS))


def ref_of(number: int) -> str:
    """The reference that stands for a number below 2⁴⁰; each has its own."""
    body = "".join(ALPHABET[number >> shift & 31] for shift in range(0, BITS, 5))
    return body + _check(body)


def is_ref(text: str) -> bool:
    """Whether `text` could be a reference: its letters, its length and its check letter."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET) and _check(text[:-1]) == text[-1]
