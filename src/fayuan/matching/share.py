"""The fair share: how much somebody may have in hand before the others who could take a case come first.

It is the agency's own figure, in per cent of the mean: no rule of law fixes it, and it never keeps a case from being
given. A wish for somebody by name and continuity come before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fayuan.matching.facts import Panelist

LEAST = 50  # tenths of an ordinary lawsuit: who has no more is never beyond, whatever the others have


@dataclass(frozen=True, slots=True)
class Share:
    """So many per cent of the mean (0: no bound), and the load that this comes to, in tenths."""

    percent: int = 0
    most: int = 0

    def exceeded_by(self, load: int) -> bool:
        """Whether somebody with this load has more in hand."""
        return self.percent > 0 and load > self.most

    @property
    def lawsuits(self) -> float:
        """The load in ordinary lawsuits."""
        return self.most / 10

    @property
    def words(self) -> str:
        """What is said of somebody beyond it."""
        return f"手上负荷超过人均的{self.percent}%，排在没超过的人后面"


NO_SHARE = Share()


def share(panel: Sequence[Panelist], percent: int) -> Share:
    """The share among those of the panel who work."""
    return share_of([one.load for one in panel if one.law.practising and one.away_until is None], percent)


def share_of(loads: Sequence[int], percent: int) -> Share:
    """The share among these loads."""
    if not percent:
        return NO_SHARE
    return Share(percent, max(percent * sum(loads) // (100 * max(len(loads), 1)), LEAST))
