"""One case and everybody on the panel: who is excluded and why, who comes first and why."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fayuan.law.qualification import Exclusion
from fayuan.law.rules import RuleBook
from fayuan.matching import specialities, travel
from fayuan.matching.exclusions import exclusions
from fayuan.matching.facts import Case, Panelist, Place


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


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: the first of `ranked` is proposed. `seed` decided between equals; it gives the same list
    again."""

    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]
    seed: int


def candidates(
    case: Case, panel: Iterable[Panelist], on: date, *, seed: int, book: RuleBook | None = None
) -> Ranking:
    """Everybody on the panel, excluded or ranked.

    The order looks at one thing after the other (程序规定 25 names expertise, experience and a reasonable
    spread): the applicant's choice, continuity, speciality, wish, travel, fair load; the next only decides
    between equals. `book` holds the rules in force, the nation's own where it is left out.
    """
    able: list[Panelist] = []
    excluded: list[Excluded] = []
    for panelist in panel:
        reasons = exclusions(case, panelist, on, book)
        if reasons:
            excluded.append(Excluded(panelist.id, reasons))
        else:
            able.append(panelist)
    weighing = _Weighing(case, seed)
    able.sort(key=weighing.order)
    ranked = tuple(Ranked(panelist.id, weighing.why(panelist)) for panelist in able)
    return Ranking(ranked, tuple(sorted(excluded, key=lambda one: one.id)), seed)


class _Weighing:
    """What speaks for somebody in one case; what is the same for many people is worked out once."""

    def __init__(self, case: Case, seed: int) -> None:
        self._case, self._seed = case, seed
        self._wanted = specialities.wanted(case.law)
        self._bands: dict[Place, travel.Band] = {}

    def order(self, panelist: Panelist) -> tuple[object, ...]:
        """The key to sort by: the first that differs decides."""
        case = self._case
        return (
            panelist.id != case.chosen,
            panelist.id not in case.earlier,
            len(self._wanted - panelist.law.specialities),
            self._wish_unmet(panelist),
            self._band(panelist.place),
            panelist.load,
            panelist.earned_fen,
            self._lot(panelist.id),
        )

    def why(self, panelist: Panelist) -> str:
        """The line for people."""
        case, fitting = self._case, self._wanted & panelist.law.specialities
        parts = [
            "受援人点选" if panelist.id == case.chosen else "",
            "办理过前一阶段" if panelist.id in case.earlier else "",
            f"擅长{'、'.join(sorted(specialities.WORDS[word] for word in fitting))}" if fitting else "",
            "合受援人的意愿" if case.wished_sex and not self._wish_unmet(panelist) else "",
            travel.WORDS[self._band(panelist.place)],
            f"在办{panelist.open_cases}件" if panelist.open_cases else "手上没有在办案件",
        ]
        return "，".join(part for part in parts if part)

    def _wish_unmet(self, panelist: Panelist) -> bool:
        return bool(self._case.wished_sex) and panelist.sex != self._case.wished_sex

    def _band(self, place: Place) -> travel.Band:
        band = self._bands.get(place)
        if band is None:
            band = self._bands[place] = travel.band(self._case.place, place)
        return band

    def _lot(self, person: int) -> bytes:
        """The lot of a person among equals: nobody can steer it, everybody can draw it again."""
        return hashlib.sha256(f"{self._seed}:{person}".encode()).digest()
