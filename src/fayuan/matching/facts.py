"""The facts that matching asks for, as plain frozen data: one case, and each person on the panel."""

from dataclasses import dataclass
from datetime import date

from fayuan.law.facts import CaseForAssignment, Lawyer

MANDARIN = "普通话"
NOBODY: frozenset[int] = frozenset()
NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works or something happens: a GB/T 2260 code and, where known, its centre in degrees."""

    code: str
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case that needs somebody.

    `law` is what the law looks at; `languages` those in which the person can be helped (empty: Mandarin will
    do); `wished_sex` is a wish for a woman or a man, which binds when it is justified (violence, sexual
    offences); `chosen`, `earlier` and `declined` are ids of persons.
    """

    law: CaseForAssignment
    place: Place
    languages: frozenset[str] = NO_WORDS
    wished_sex: str = ""
    wish_binds: bool = False
    chosen: int | None = None
    earlier: frozenset[int] = NOBODY
    declined: frozenset[int] = NOBODY


@dataclass(frozen=True, slots=True)
class Panelist:
    """Somebody who takes cases: what the law asks of them, and how much they have in hand.

    `load` is the weight of the open cases (`load.weight`), `earned_fen` the subsidies of the running year;
    `away_until` the last day of a leave that runs on the day of asking; `taken_this_week` counts seven days
    back.
    """

    id: int
    law: Lawyer
    place: Place
    sex: str = ""
    languages: frozenset[str] = NO_WORDS
    away_until: date | None = None
    weekly_capacity: int = 3
    taken_this_week: int = 0
    load: int = 0
    open_cases: int = 0
    earned_fen: int = 0
