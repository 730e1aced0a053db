"""One case and everybody on the panel: who is excluded and why, who comes first and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from fayuan.law.qualification import Exclusion
from fayuan.law.rules import RuleBook
from fayuan.matching import specialities, travel
from fayuan.matching.exclusions import Hurdles
from fayuan.matching.facts import Case, Panelist
from fayuan.matching.share import NO_SHARE, Share, share

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody who could take the case, with the line that says what speaks for them."""

    id: int
    why: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who cannot take the case, with every reason."""

    id: int
    reasons: tuple[Exclusion, ...]


class Lines(Sequence[T], Generic[T]):
    """A list whose lines are written when they are read: of fifteen thousand people a dozen are looked at."""

    def __init__(self, people: Sequence[Panelist], write: Callable[[Panelist], T]) -> None:
        self._people, self._write = people, write

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[T]:
        return map(self._write, self._people)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return Lines(self._people[at], self._write)
        return self._write(self._people[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(one.id for one in self._people))


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: the first of `ranked` is proposed. `seed` decided between equals; it gives the same list
    again."""

    ranked: Sequence[Ranked]
    excluded: Sequence[Excluded]
    seed: int

    def reasons(self) -> Counter[str]:
        """How many are excluded by each code; who has several reasons counts under each."""
        return Counter(code for one in self.excluded for code in {each.code for each in one.reasons})


def candidates(
    case: Case,
    panel: Iterable[Panelist],
    on: date,
    *,
    seed: int,
    book: RuleBook | None = None,
    fair_share: int = 0,
) -> Ranking:
    """Everybody on the panel, excluded or ranked.

    The order looks at one thing after the other (程序规定 25 names expertise, experience and a reasonable
    spread): the applicant's choice, continuity, speciality, wish, travel, fair load; the next only decides
    between equals. Who has more in hand than the agency's `fair_share` (per cent of the mean, 0: no bound) stands
    behind all who have not, but for choice and continuity. `book` holds the rules in force, the nation's own where it
    is left out.
    """
    hurdles, panel = Hurdles(case, on, book), list(panel)
    able: list[Panelist] = []
    excluded: list[Panelist] = []
    for panelist in panel:
        (able if hurdles.cleared_by(panelist) else excluded).append(panelist)
    excluded.sort(key=lambda one: one.id)
    weighing = Weighing(case, share(panel, fair_share))
    order = np.lexsort((lots(able, seed), *reversed(list(weighing.columns(able)))))
    ranked = [able[place] for place in order.tolist()]
    return Ranking(
        Lines(ranked, lambda one: Ranked(one.id, weighing.why(one))),
        Lines(excluded, lambda one: Excluded(one.id, hurdles.against(one))),
        seed,
    )


def lots(people: Sequence[Panelist], seed: int) -> NDArray[np.uint64]:
    """The lot of each among equals: nobody can steer it, everybody can draw it again.

    The seed, stirred by SHA-256, and the id, by the finisher of SplitMix64.
    """
    start = int.from_bytes(sha256(str(seed).encode()).digest()[:8], "big")
    mixed = np.fromiter((one.id for one in people), dtype=np.uint64, count=len(people)) ^ np.uint64(start)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    lot: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return lot


class Weighing:
    """What speaks for somebody in one case; what is the same for many people is worked out once."""

    def __init__(self, case: Case, fair: Share = NO_SHARE) -> None:
        self._case, self._fair = case, fair
        self._wanted = specialities.wanted(case.law)
        self._bands: dict[int, travel.Band] = {}  # by the place in memory: people of one county share one

    def columns(self, people: Sequence[Panelist]) -> Iterator[NDArray[np.int64]]:
        """What is looked at, the weightiest first; less is better."""
        case, wanted = self._case, self._wanted
        yield _column(one.id != case.chosen for one in people)
        yield _column(one.id not in case.earlier for one in people)
        yield _column(self._fair.exceeded_by(one.load) for one in people)
        yield _column(len(wanted - one.law.specialities) for one in people)
        yield _column(self._wish_unmet(one) for one in people)
        yield _column(self._band(one).way for one in people)
        yield _column(one.load for one in people)
        yield _column(one.earned_fen for one in people)

    def why(self, panelist: Panelist) -> str:
        """The line for people."""
        case, fitting = self._case, self._wanted & panelist.law.specialities
        parts = [
            "受援人点选" if panelist.id == case.chosen else "",
            "办理过前一阶段" if panelist.id in case.earlier else "",
            f"擅长{'、'.join(sorted(specialities.WORDS[word] for word in fitting))}" if fitting else "",
            "合受援人的意愿" if case.wished_sex and not self._wish_unmet(panelist) else "",
            travel.WORDS[self._band(panelist)],
            f"在办{panelist.open_cases}件" if panelist.open_cases else "手上没有在办案件",
            self._fair.words if self._fair.exceeded_by(panelist.load) else "",
        ]
        return "，".join(part for part in parts if part)

    def _wish_unmet(self, panelist: Panelist) -> bool:
        return bool(self._case.wished_sex) and panelist.sex != self._case.wished_sex

    def _band(self, panelist: Panelist) -> travel.Band:
        key = id(panelist.place)
        band = self._bands.get(key)
        if band is None:
            band = self._bands[key] = travel.band(self._case.place, panelist.place)
        return band


def _column(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)
