"""Which case may go to whom, for many at once: the hard rules of the single case, asked once for cases that are
alike."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fayuan.law.qualification import rules_of
from fayuan.law.rules import RuleBook
from fayuan.matching.exclusions import Hurdles
from fayuan.matching.facts import NO_WORDS, NOBODY, Case, Panelist, Place

Pairs = NDArray[np.bool_]  # cases × people
NOWHERE = Place("")


def admitted(
    cases: Sequence[Case], people: Sequence[Panelist], on: date, book: RuleBook | None = None
) -> Pairs:
    """For each case and person whether no hard rule stands in the way."""
    kinds: dict[object, NDArray[np.bool_]] = {}
    rules = {case.law.agency_place: rules_of(case.law.agency_place, on, book) for case in cases}
    tied = _tied(people)
    numbers = {one.id: place for place, one in enumerate(people)}
    pairs = np.zeros((len(cases), len(people)), dtype=np.bool_)
    for number, case in enumerate(cases):
        alike = _kind(case)
        kind = alike, rules[case.law.agency_place]
        if kind not in kinds:
            hurdles = Hurdles(
                replace(alike, law=replace(alike.law, agency_place=case.law.agency_place)), on, book
            )
            kinds[kind] = np.fromiter((hurdles.cleared_by(one) for one in people), np.bool_, len(people))
        pairs[number] = kinds[kind]
        hurdles = Hurdles(case, on, book)
        for place in {place for name in _names(case) for place in tied[name]}:
            pairs[number, place] = hurdles.cleared_by(people[place])
        pairs[number, [numbers[one] for one in case.declined if one in numbers]] = False
    return pairs


def _kind(case: Case) -> Case:
    """The case without what is its own, and what no hard rule looks at: whom it is about, who is tied to it, where."""
    law = replace(
        case.law, client="", case_no="", opponents=NO_WORDS, co_defendants=NO_WORDS, agency_place=""
    )
    return replace(case, law=law, place=NOWHERE, chosen=None, earlier=NOBODY, declined=NOBODY)


def _tied(people: Sequence[Panelist]) -> defaultdict[str, list[int]]:
    """By name or number of a case: the places of those who are tied to it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(people):
        law = one.law
        clients = {word for client in law.defends for word in (client.name, client.case_no)}
        for name in law.acts_for | law.related_to | law.helped | clients:
            found[name].append(place)
    return found


def _names(case: Case) -> Iterator[str]:
    law = case.law
    yield from (name for name in (law.client, law.case_no) if name)
    yield from law.opponents
    yield from law.co_defendants


def forbidding(cases: Sequence[Case]) -> list[tuple[int, int]]:
    """Pairs of cases that one person cannot have: defendants of one case, and the two sides of a dispute."""
    named: defaultdict[str, set[int]] = defaultdict(set)
    for number, case in enumerate(cases):
        for name in (case.law.client, case.law.case_no):
            if name:
                named[name].add(number)
    near: set[tuple[int, int]] = set()
    for number, case in enumerate(cases):
        for name in _names(case):
            near |= {(min(number, other), max(number, other)) for other in named[name] if other != number}
    return sorted(pair for pair in near if _forbid(cases[pair[0]], cases[pair[1]]))


def _forbid(one: Case, other: Case) -> bool:
    a, b = one.law, other.law
    if a.client == b.client:
        return False
    same_case = bool(a.case_no) and a.case_no == b.case_no
    co_defendants = a.client in b.co_defendants or b.client in a.co_defendants
    sides = a.client in b.opponents or b.client in a.opponents
    return same_case or co_defendants or sides
