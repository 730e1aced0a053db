"""A story as plain values: its cast, its script, and what must be true after each step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SYSTEM = "system"
MAKES_MATTER = frozenset({"apply", "notify", "next_stage", "redirect"})  # what `as` may label


@dataclass(frozen=True)
class Member:
    """One person of the cast: the name by which the script calls them, their roles, and what was said of them."""

    key: str
    roles: tuple[str, ...]
    details: Mapping[str, Any]
    line: int

    def plays(self, *roles: str) -> bool:
        """Whether the person holds one of the roles."""
        return any(role in self.roles for role in roles)


@dataclass(frozen=True)
class Step:
    """One step of the script: when, who, what, with which details, and what is expected of it."""

    line: int
    at: datetime
    by: str
    do: str
    details: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""  # names the matter that the step makes
    matter_ref: str = ""  # the matter it acts on; without it, the one made last

    @property
    def must_be_refused(self) -> bool:
        """Whether the step is expected to fail."""
        return bool(self.expect.get("not_allowed") or self.expect.get("not_found"))


@dataclass(frozen=True)
class Story:
    """A whole story file."""

    title: str
    place: str
    cast: Mapping[str, Member]
    script: tuple[Step, ...]
