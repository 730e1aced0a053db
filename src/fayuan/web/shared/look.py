"""How a person wants pages to look, kept in one cookie: large letters, dark, high contrast, shortcuts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

COOKIE = "look"
CHOICES: Mapping[str, tuple[str, ...]] = {
    "mode": ("elder",),
    "theme": ("light", "dark"),
    "contrast": ("normal", "more"),
    "keys": ("off",),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One person's choice. An empty word means 'not chosen': the device decides, or the standard look holds.

    mode: "elder" for 长辈版. theme: "light" or "dark". contrast: "normal" or "more". keys: "off" switches
    single-letter shortcuts off (WCAG 2.1.4).
    """

    mode: str = ""
    theme: str = ""
    contrast: str = ""
    keys: str = ""

    @classmethod
    def from_cookie(cls, text: str) -> Self:
        """Read `mode.theme.contrast.keys`; a word that is not a choice counts as not chosen."""
        words = dict(zip((field.name for field in fields(cls)), text.split("."), strict=False))
        return cls().changed(words)

    def changed(self, words: Mapping[str, str]) -> Self:
        """The look with the named choices changed; names and words that do not exist are passed over."""
        known = {name: words[name] for name in CHOICES if name in words}
        return replace(self, **{name: word if word in CHOICES[name] else "" for name, word in known.items()})

    def to_cookie(self) -> str:
        """The cookie's value: four words, dots between, nothing about the person."""
        return ".".join((self.mode, self.theme, self.contrast, self.keys))
