"""Signatures given from afar, as they stand under a paper: who, when, by what means, how known, over which file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fayuan.dossier.papers.values import CHINA, chinese_date


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. `sha256` is the hash of the file that was signed; `picture` a PNG of what was drawn or taken."""

    name: str
    role: str
    at: datetime
    means: str
    known: str
    sha256: str
    picture: bytes | None

    def shown(self) -> dict[str, Any]:
        """As the layout reads it."""
        local = self.at.astimezone(CHINA)
        return {
            "name": self.name,
            "role": self.role,
            "at": f"{chinese_date(local.date())}{local:%H:%M}",
            "means": self.means,
            "known": self.known,
            "sha256": self.sha256,
            "picture": list(self.picture) if self.picture else None,
        }
