"""How evenly something is spread."""

from collections.abc import Sequence


def gini(shares: Sequence[float]) -> float:
    """The Gini coefficient: 0 where all have the same (or nothing), towards 1 where one has all."""
    total, count = sum(shares), len(shares)
    if not total:
        return 0.0
    weighted = sum(place * share for place, share in enumerate(sorted(shares), start=1))
    return 2 * weighted / (count * total) - (count + 1) / count
