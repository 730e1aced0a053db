"""How the file of a case is laid out, what falls where in it, and how long it is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fayuan.law.places import NATION
from fayuan.law.rules import RuleBook, national

VolumeName = Literal["approval", "handling"]
FOR_EVER = "永久"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a volume's catalogue: its name, the words by which things fall into it, whether it must hold some."""

    name: str
    words: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a volume is kept: its class, and the last day where a number of years is on record."""

    name: str
    article: str
    until: date | None


def catalogue(
    kind: str, volume: VolumeName, on: date, *, region: str = NATION, book: RuleBook | None = None
) -> tuple[Place, ...]:
    """The places of a volume for a kind of case (as `closing.kind_of` says), in the order of the region."""
    value = (book or national()).value(f"filing.catalogue.{kind}", on, region).value
    required = value.get("required", ()) if volume == "approval" else ()
    return tuple(Place(group[0], tuple(group), group[0] in required) for group in value[volume])


def place_of(name: str, places: Sequence[Place]) -> Place | None:
    """Where a thing of this name falls: the place with the longest word in it; None when it belongs nowhere here."""
    found = [(len(word), place) for place in places for word in place.words if word in name]
    return max(found, key=lambda each: each[0])[1] if found else None


def rest_of(places: Sequence[Place]) -> Place:
    """The last place, for what has no other."""
    return places[-1]


def empty_places(places: Sequence[Place], held: Collection[str]) -> tuple[str, ...]:
    """The names of the places that must hold something and do not."""
    return tuple(place.name for place in places if place.is_required and place.name not in held)


def retention(kind: str, ended: date, *, region: str = NATION, book: RuleBook | None = None) -> Retention:
    """How long the file of a case that ended on this day is kept, by the rules of that day."""
    value = (book or national()).value(f"filing.retention.{kind}", ended, region).value
    years = value.get("years")
    until = None if years is None or value["class"] == FOR_EVER else _years_after(ended, years)
    return Retention(value["class"], value["article"], until)


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
