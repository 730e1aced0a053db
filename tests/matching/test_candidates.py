"""Who could take a case and who comes first: readable problems, and what must hold for all of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import problems
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.matching.candidates import Ranking, candidates
from fayuan.matching.exclusions import exclusions
from fayuan.matching.facts import Case, Panelist, Place

PROBLEMS = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))


def solve(problem: dict[str, Any], seed: int = 7) -> Ranking:
    """The ranking of a problem of the file."""
    given, people = problems.case(problem), problems.panel(problem)
    return candidates(given, people, problems.ON, seed=seed, fair_share=problem.get("share", 0))


@pytest.mark.parametrize("problem", PROBLEMS, ids=[problem["says"] for problem in PROBLEMS])
def test_the_readable_problems(problem: dict[str, Any]) -> None:
    ranking, known = solve(problem), problems.ids(problem)
    names = {number: name for name, number in known.items()}
    expect = problem["expect"]
    assert [names[one.id] for one in ranking.ranked] == expect["ranked"]
    excluded = {names[one.id]: [each.code for each in one.reasons] for one in ranking.excluded}
    assert excluded == expect.get("excluded", {})
    why = {names[one.id]: one.why for one in ranking.ranked}
    for name, part in expect.get("why", {}).items():
        assert part in why[name]


def lawyers(count: int) -> list[Panelist]:
    """People who are alike in everything that the order looks at."""
    return [Panelist(id=number, law=Lawyer(), place=Place("410403")) for number in range(1, count + 1)]


def a_case() -> Case:
    """A case for which nobody is more fitting than another."""
    law = CaseForAssignment(matter="other", agency_place="410403", client="李某")
    return Case(law=law, place=Place("410403"))


def order(seed: int) -> list[int]:
    """The order among twenty equals that a seed gives."""
    return [one.id for one in candidates(a_case(), lawyers(20), problems.ON, seed=seed).ranked]


def test_the_same_seed_draws_the_same_order_among_equals() -> None:
    assert order(11) == order(11)


def test_another_seed_draws_another_order() -> None:
    assert order(11) != order(12)


def test_the_order_of_the_panel_does_not_matter() -> None:
    ahead = candidates(a_case(), lawyers(20), problems.ON, seed=3)
    back = candidates(a_case(), reversed(lawyers(20)), problems.ON, seed=3)
    assert ahead == back


people = st.builds(
    Panelist,
    id=st.integers(1, 10_000),
    law=st.builds(
        Lawyer,
        kind=st.sampled_from(["lawyer", "legal_worker", "staff"]),
        practice_since=st.none() | st.dates(max_value=problems.ON),
        defence_since=st.none() | st.dates(max_value=problems.ON),
        specialities=st.frozensets(st.sampled_from(["labour", "criminal", "minors", "family"])),
        practising=st.booleans(),
        acts_for=st.frozensets(st.sampled_from(["某公司", "王某"])),
    ),
    place=st.sampled_from([Place("410403"), Place("410425"), Place("320614")]),
    sex=st.sampled_from(["", "f", "m"]),
    languages=st.frozensets(st.sampled_from(["藏语", "苗语"])),
    away_until=st.none() | st.just(problems.ON),
    weekly_capacity=st.integers(0, 3),
    taken_this_week=st.integers(0, 3),
    load=st.integers(0, 100),
)
panels = st.lists(people, max_size=12, unique_by=lambda one: one.id)
cases = st.builds(
    Case,
    law=st.builds(
        CaseForAssignment,
        matter=st.sampled_from(["work_injury", "support", "criminal_defence", "domestic_violence"]),
        agency_place=st.just("410403"),
        client=st.just("李某"),
        form=st.sampled_from(["litigation", "arbitration", "defence"]),
        life_or_death=st.booleans(),
        minor=st.booleans(),
        opponents=st.frozensets(st.sampled_from(["某公司", "王某"])),
    ),
    place=st.just(Place("410403")),
    languages=st.frozensets(st.sampled_from(["藏语", "普通话"])),
    wished_sex=st.sampled_from(["", "f", "m"]),
    wish_binds=st.booleans(),
)


@settings(max_examples=500, deadline=None)
@given(cases, panels, st.integers(0, 1000))
def test_everybody_is_ranked_or_excluded_and_no_hard_rule_is_broken(
    case: Case, panel: list[Panelist], seed: int
) -> None:
    ranking = candidates(case, panel, problems.ON, seed=seed)
    ranked, excluded = {one.id for one in ranking.ranked}, {one.id for one in ranking.excluded}
    assert ranked | excluded == {one.id for one in panel}
    assert not ranked & excluded
    assert all(not exclusions(case, one, problems.ON) for one in panel if one.id in ranked)
    assert all(one.reasons for one in ranking.excluded)


@settings(max_examples=300, deadline=None)
@given(cases, panels, people, st.integers(0, 1000))
def test_one_more_person_changes_nothing_among_the_others(
    case: Case, panel: list[Panelist], more: Panelist, seed: int
) -> None:
    more = replace(more, id=10_001)
    before = [one.id for one in candidates(case, panel, problems.ON, seed=seed).ranked]
    after = [one.id for one in candidates(case, [*panel, more], problems.ON, seed=seed).ranked]
    assert [number for number in after if number != more.id] == before
