"""The facts that the law asks for, as plain frozen data; money in fen, dates local, words as in ``words``."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

Capacity = Literal["full", "limited", "none"]
NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Disability:
    """A certified disability: its kind (``words.DISABILITIES``) and its level, 1 the gravest, 4 the
    lightest."""

    kind: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to be aided; ``groups`` holds what was stated, the rest follows from birth, sex and
    disability."""

    born: date | None = None
    sex: str | None = None
    groups: frozenset[str] = NO_WORDS
    disability: Disability | None = None
    capacity: Capacity = "full"
    died: bool = False
    name: str = ""

    def age(self, on: date) -> int | None:
        """Completed years on a day; civil law completes a year on the birthday."""
        if self.born is None:
            return None
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    def under(self, years: int, on: date) -> bool:
        """Whether the person is below an age in criminal law, which completes a year only on the day after
        the birthday (最高人民法院关于审理未成年人刑事案件具体应用法律若干问题的解释 2)."""
        age = self.age(on - timedelta(days=1))
        return age < years if age is not None else years >= 18 and "minor" in self.groups

    def all_groups(self, on: date) -> frozenset[str]:
        """The stated groups and those that follow from the facts on a day."""
        age = self.age(on)
        follows = {
            "minor": age is not None and age < 18,
            "elderly": age is not None and age >= 60,
            "disabled": self.disability is not None,
            "woman": self.sex == "f",
        }
        stated = self.groups - {group for group in ("minor", "elderly") if age is not None}
        return stated | {group for group, holds in follows.items() if holds}

    def capacity_on(self, on: date) -> Capacity:
        """Civil capacity on a day: what was found, and never more than the age allows (民法典 17-20)."""
        age = self.age(on)
        if self.capacity == "none" or (age is not None and age < 8):
            return "none"
        return "limited" if self.capacity == "limited" or (age is not None and age < 18) else "full"


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """One member of the household (``self`` is the applicant) with the disposable income of a month, in
    fen."""

    relation: str
    monthly_income_fen: int
    is_opponent: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """Something owned: its kind (``home``, ``car``, ``savings``, ``other``), worth in fen, a home's floor
    area in m²."""

    kind: str
    value_fen: int = 0
    area: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What the applicant states of the household's economy; amounts of a month, in fen."""

    household: tuple[HouseholdMember, ...] = ()
    assets: tuple[Asset, ...] = ()
    spending_fen: int | None = None
    hardships: frozenset[str] = NO_WORDS
    low_income_recognised: bool | None = None


@dataclass(frozen=True, slots=True)
class Opponent:
    """The other side."""

    name: str
    relation: str | None = None
    same_household: bool | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Who applies for another: ``legal_representative``, ``close_relative`` or ``entrusted``."""

    relation: str
    is_opponent: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Forum:
    """The authority that has, or will have, the dispute; ``seat`` is the county where a higher court's house
    stands."""

    kind: str
    place: str
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """An application for legal aid; ``materials`` None stands for 'nothing is missing'."""

    matter: str
    agency_place: str
    applicant: Person
    form: str = "litigation"
    channel: str = "window"
    forum: Forum | None = None
    cause_place: str | None = None
    opponents: tuple[Opponent, ...] = ()
    means: Means | None = None
    pledge: bool = False
    materials: frozenset[str] | None = None
    agent: Agent | None = None
    member_count: int = 1
    limitation: date | None = None
    urgent: str | None = None
    detained: bool = False
    stage: str | None = None
    retrial_ordered: bool | None = None
    false_pledge_before: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """An authority's notice to name a lawyer; ``reason`` is a key of ``notice.…`` in the rules."""

    form: str
    reason: str
    person: Person
    agency_place: str
    authority_kind: str
    authority_place: str
    stage: str | None = None
    applied: bool | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """Someone for whom a lawyer acts in a criminal case."""

    name: str
    case_no: str = ""


@dataclass(frozen=True, slots=True)
class Lawyer:
    """Who might be assigned. ``acts_for`` and ``related_to`` hold the names or ids that the case's parties
    are compared with, ``helped`` the people helped as duty lawyer."""

    kind: Literal["lawyer", "legal_worker", "staff", "volunteer"] = "lawyer"
    practice_since: date | None = None
    defence_since: date | None = None
    specialities: frozenset[str] = NO_WORDS
    open_to_choice: bool = True
    practising: bool = True
    defends: frozenset[Client] = frozenset()
    acts_for: frozenset[str] = NO_WORDS
    related_to: frozenset[str] = NO_WORDS
    helped: frozenset[str] = NO_WORDS
    name: str = ""


@dataclass(frozen=True, slots=True)
class CaseForAssignment:
    """What of a case decides who may be assigned to it; ``agency_place`` finds regional rules."""

    matter: str
    agency_place: str
    client: str
    form: str = "litigation"
    stage: str | None = None
    life_or_death: bool = False
    minor: bool = False
    case_no: str = ""
    opponents: frozenset[str] = NO_WORDS
    co_defendants: frozenset[str] = NO_WORDS
    by_choice: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """A case at its end, as the assignee reports it."""

    matter: str
    form: str
    outcome: str
    papers: frozenset[str]
    stage: str | None = None
    hearing: bool = False
    filed: bool = True
