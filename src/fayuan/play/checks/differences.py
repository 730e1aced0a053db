"""What a check finds: something that is not as history says."""

from dataclasses import dataclass

from fayuan.matters.models import Matter


@dataclass(frozen=True)
class Difference:
    """One thing that differs: which check found it, where, what history says and what stands there."""

    check: str
    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.check} {self.where}：应为 {self.expected}，实为 {self.found}"


def name_of(matter: Matter) -> str:
    """A matter as an administrator finds it again: its reference, and its number if it has one."""
    return f"{matter.ref} {matter.number}".strip()
