"""Reads the problems of `cases.yaml` into the facts of matching; names of people stand for their ids."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fayuan.law.facts import CaseForAssignment, Client, Lawyer
from fayuan.matching.facts import Case, Panelist, Place

ON = date(2026, 6, 12)
HERE = "410403"
SETS = ("specialities", "acts_for", "related_to", "helped", "opponents", "co_defendants", "languages")
OF_LAWYER = (
    "kind",
    "practice_since",
    "defence_since",
    "specialities",
    "practising",
    "acts_for",
    "related_to",
)


def ids(problem: Mapping[str, Any]) -> dict[str, int]:
    """The people of a problem by name, numbered from 1."""
    return {name: number for number, name in enumerate(problem["panel"], 1)}


def case(problem: Mapping[str, Any]) -> Case:
    """The case of a problem."""
    given, known = _sets(problem.get("case", {})), ids(problem)
    law = {"matter": "work_injury", "form": "arbitration", "agency_place": HERE, "client": "李某"}
    own = {name: given.pop(name) for name in list(given) if name in CaseForAssignment.__dataclass_fields__}
    return Case(
        law=CaseForAssignment(**{**law, **own}),
        place=_place(given),
        chosen=known.get(given.pop("chosen", "")),
        earlier=frozenset(known[name] for name in given.pop("earlier", ())),
        declined=frozenset(known[name] for name in given.pop("declined", ())),
        **given,
    )


def panel(problem: Mapping[str, Any]) -> list[Panelist]:
    """The people of a problem."""
    return [_panelist(number, problem["panel"][name]) for name, number in ids(problem).items()]


def _panelist(number: int, told: Mapping[str, Any]) -> Panelist:
    given = _sets(told)
    law: dict[str, Any] = {"practice_since": date(2014, 6, 1)}
    law |= {name: given.pop(name) for name in OF_LAWYER if name in given}
    law["defends"] = frozenset(Client(**client) for client in given.pop("defends", ()))
    return Panelist(id=number, law=Lawyer(**law), place=_place(given), **given)


def _place(given: dict[str, Any]) -> Place:
    return Place(given.pop("place", HERE), *given.pop("centre", ()))


def _sets(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: frozenset(value) if name in SETS else value for name, value in told.items()}
