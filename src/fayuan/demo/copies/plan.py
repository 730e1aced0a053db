"""How many copies of which original, and how many weeks ago: more before the Spring Festival, fewer in summer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from random import Random

from fayuan.demo.copies.days import Reckoning, fitting_weeks
from fayuan.demo.copies.originals import Original

OPEN_SHARE = 0.06  # of all matters, what is still under way
WEEKS = 250
BY_MONTH = (11, 6, 8, 8, 8, 8, 7, 7, 8, 8, 10, 12)
"""Applications of January to December: wages are asked for when the year ends."""
QUESTIONS = 7  # consultations for one matter


@dataclass(frozen=True)
class Share:
    """So many copies of an original, moved so many weeks back."""

    original: Original
    weeks: int
    copies: int


def shares(originals: Sequence[Original], matters: int, law: Reckoning, random: Random) -> list[Share]:
    """What makes up so many matters and the questions that go with them, the oldest first."""
    with_matter = [each for each in originals if each.matters]
    questions = [each for each in originals if not each.matters]
    over = [each for each in with_matter if each.is_over]
    under_way = [each for each in with_matter if not each.is_over]
    found = [
        *_now(under_way, round(matters * OPEN_SHARE), random),
        *_then(over, matters - round(matters * OPEN_SHARE), law, random),
        *_then(questions, matters * QUESTIONS, law, random),
    ]
    return sorted(found, key=_begins)


def _begins(share: Share) -> tuple[float, int]:
    return share.original.opened_at.timestamp() - share.weeks * 7 * 86_400, share.original.key


def _now(originals: Sequence[Original], matters: int, random: Random) -> Iterator[Share]:
    """Of what is under way, each in turn."""
    counts = [0] * len(originals)
    while originals and matters > 0:
        chosen = random.randrange(len(originals))
        counts[chosen] += 1
        matters -= originals[chosen].matters
    yield from (Share(each, 0, count) for each, count in zip(originals, counts, strict=True) if count)


def _then(originals: Sequence[Original], number: int, law: Reckoning, random: Random) -> Iterator[Share]:
    """Of what is over, drawn by lot with the seasons, from the weeks in which it could have happened."""
    years = {each: Weeks(each, fitting_weeks(each, WEEKS, law)) for each in originals}
    possible = [each for each in originals if years[each].fitting]
    drawn: Counter[tuple[Original, int]] = Counter()
    while possible and number > 0:
        chosen = random.choice(possible)
        drawn[chosen, years[chosen].one(random)] += 1
        number -= chosen.matters or 1
    yield from (Share(original, weeks, copies) for (original, weeks), copies in drawn.items())


class Weeks:
    """The weeks in which an original could have happened, and how busy each is."""

    def __init__(self, original: Original, fitting: Sequence[int]) -> None:
        self.fitting = fitting
        opened = original.opened_at
        months = [(opened - timedelta(weeks=weeks)).month for weeks in fitting]
        self.sums = list(accumulate(BY_MONTH[month - 1] for month in months))

    def one(self, random: Random) -> int:
        """One of them by lot."""
        return random.choices(self.fitting, cum_weights=self.sums)[0]
