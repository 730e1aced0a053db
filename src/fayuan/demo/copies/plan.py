"""How many copies of which original, and how many weeks ago: more before the Spring Festival, fewer in summer.

The province grows by a twentieth from year to year.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from fayuan.demo.copies.days import Reckoning, fitting_weeks
from fayuan.demo.copies.originals import Original

OPEN_SHARE = 0.06  # of all matters, what is still under way, unless `Wanted` says otherwise
WEEKS = 250
BY_MONTH = (11, 6, 8, 8, 8, 8, 7, 7, 8, 8, 10, 12)
"""Applications of January to December: wages are asked for when the year ends."""
GROWTH = 1.05
QUESTIONS = 7  # consultations for one matter
HOUR = 60  # minutes over which copies of one question are spread


@dataclass(frozen=True)
class Wanted:
    """How much there shall be beside the originals. Copies that are printed from one plate, at one hour of one day,
    are `matters_at_once` and `questions_at_once`."""

    matters: int
    questions: int
    open_share: float = OPEN_SHARE
    matters_at_once: int = 1
    questions_at_once: int = 1


@dataclass(frozen=True)
class Share:
    """So many copies of an original, moved so many weeks back and so many minutes on."""

    original: Original
    weeks: int
    copies: int
    minutes: int = 0

    @property
    def begins(self) -> datetime:
        """When its copies begin."""
        return self.original.opened_at - timedelta(weeks=self.weeks) + timedelta(minutes=self.minutes)


def shares(originals: Sequence[Original], wanted: Wanted, law: Reckoning, random: Random) -> list[Share]:
    """What makes up so many matters and the questions that go with them, the oldest first."""
    with_matter = [each for each in originals if each.matters]
    questions = [each for each in originals if not each.matters]
    over = [each for each in with_matter if each.is_over]
    under_way = [each for each in with_matter if not each.is_over]
    waiting = round(wanted.matters * wanted.open_share)
    found = [
        *_now(under_way, waiting, random),
        *_then(over, wanted.matters - waiting, law, random, wanted.matters_at_once),
        *_then(questions, wanted.questions, law, random, wanted.questions_at_once, spread=HOUR),
    ]
    return sorted(found, key=lambda share: (share.begins, share.original.key))


def _now(originals: Sequence[Original], matters: int, random: Random) -> Iterator[Share]:
    """Of what is under way, each in turn."""
    counts = [0] * len(originals)
    while originals and matters > 0:
        chosen = random.randrange(len(originals))
        counts[chosen] += 1
        matters -= originals[chosen].matters
    yield from (Share(each, 0, count) for each, count in zip(originals, counts, strict=True) if count)


def _then(
    originals: Sequence[Original],
    number: int,
    law: Reckoning,
    random: Random,
    at_once: int,
    *,
    spread: int = 1,
) -> Iterator[Share]:
    """Of what is over, drawn by lot with the seasons, from the weeks in which it could have happened; begun within
    `spread` minutes."""
    years = {each: Weeks(each, fitting_weeks(each, WEEKS, law)) for each in originals}
    possible = [each for each in originals if years[each].fitting]
    drawn: Counter[tuple[Original, int, int]] = Counter()
    while possible and number > 0:
        chosen = random.choice(possible)
        copies = min(at_once, max(1, number // (chosen.matters or 1)))
        drawn[chosen, years[chosen].one(random), random.randrange(spread)] += copies
        number -= (chosen.matters or 1) * copies
    for (original, weeks, minutes), copies in drawn.items():
        yield Share(original, weeks, copies, minutes)


class Weeks:
    """The weeks in which an original could have happened, and how busy each is."""

    def __init__(self, original: Original, fitting: Sequence[int]) -> None:
        self.fitting = fitting
        opened = original.opened_at
        self.sums = list(accumulate(_busy(opened - timedelta(weeks=weeks), weeks) for weeks in fitting))

    def one(self, random: Random) -> int:
        """One of them by lot."""
        return random.choices(self.fitting, cum_weights=self.sums)[0]


def _busy(on: datetime, weeks: int) -> float:
    return BY_MONTH[on.month - 1] / float(GROWTH ** (weeks / 52))
