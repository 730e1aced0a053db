"""A ground that the law names for an act, with its article and how far its wording is known."""

from dataclasses import dataclass
from datetime import date

from fayuan.law.reasons import Mark
from fayuan.law.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its key, the words people read, its article, and whether it fits notified cases."""

    key: str
    chinese: str
    article: str
    mark: Mark
    for_notified: bool = True


def grounds(stem: str, on: date, region: str, book: RuleBook) -> dict[str, Ground]:
    """Every ground in force under a stem such as ``termination``, by its key."""
    return {
        entry.key.rpartition(".")[2]: Ground(
            entry.key.rpartition(".")[2],
            entry.value["name"],
            entry.value["article"],
            entry.mark,
            not entry.value.get("not_notified", False),
        )
        for entry in book.under(stem, on, region)
    }
