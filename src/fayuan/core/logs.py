"""Logs without personal data: whatever looks like an identity or telephone number is blotted out."""

import logging
import re

_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def blot(text: str) -> str:
    """The text with identity numbers and mobile numbers replaced."""
    return _PHONE.sub("[phone]", _IDENTITY.sub("[identity]", text))


def dim(text: str) -> str:
    """The text with such numbers masked, for names that people go on reading: 合同330***********1234.pdf."""
    dimmed = _IDENTITY.sub(lambda found: f"{found[0][:3]}***********{found[0][-4:]}", text)
    return _PHONE.sub(lambda found: f"{found[0][:3]}****{found[0][-4:]}", dimmed)


class Discreet(logging.Formatter):
    """A formatter that blots the finished line, traceback and all."""

    def format(self, record: logging.LogRecord) -> str:
        return blot(super().format(record))
