"""One case and everybody on the panel: who is excluded and why, who comes first and why."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fayuan.law.qualification import Exclusion
from fayuan.law.rules import RuleBook
from fayuan.matching import specialities, travel
from fayuan.matching.exclusions import exclusions
from fayuan.matching.facts import Case, Panelist


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
    able.sort(key=lambda panelist: (_order(case, panelist), _lot(seed, panelist.id)))
    ranked = tuple(Ranked(panelist.id, _why(case, panelist)) for panelist in able)
    return Ranking(ranked, tuple(sorted(excluded, key=lambda one: one.id)), seed)


def _order(case: Case, panelist: Panelist) -> tuple[int, ...]:
    return (
        panelist.id != case.chosen,
        panelist.id not in case.earlier,
        len(specialities.wanted(case.law) - panelist.law.specialities),
        _wish_unmet(case, panelist),
        travel.band(case.place, panelist.place),
        panelist.load,
        panelist.earned_fen,
    )


def _wish_unmet(case: Case, panelist: Panelist) -> bool:
    return bool(case.wished_sex) and panelist.sex != case.wished_sex


def _lot(seed: int, person: int) -> bytes:
    """The lot of a person among equals: nobody can steer it, everybody can draw it again."""
    return hashlib.sha256(f"{seed}:{person}".encode()).digest()


def _why(case: Case, panelist: Panelist) -> str:
    fitting = specialities.wanted(case.law) & panelist.law.specialities
    parts = [
        "受援人点选" if panelist.id == case.chosen else "",
        "办理过前一阶段" if panelist.id in case.earlier else "",
        f"擅长{'、'.join(sorted(specialities.WORDS[word] for word in fitting))}" if fitting else "",
        "合受援人的意愿" if case.wished_sex and not _wish_unmet(case, panelist) else "",
        travel.WORDS[travel.band(case.place, panelist.place)],
        f"在办{panelist.open_cases}件" if panelist.open_cases else "手上没有在办案件",
    ]
    return "，".join(part for part in parts if part)
