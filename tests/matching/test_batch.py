"""Many cases at once: the order level by level, no hard rule broken, nothing relaxed in silence.

What must hold for all problems is tried on a few; `FAYUAN_PROBLEMS=10000` tries it on so many of each kind.
"""

import os
from collections import Counter
from dataclasses import replace
from itertools import count

import problems
from hypothesis import given, settings
from hypothesis import strategies as st

from fayuan.law.facts import CaseForAssignment, Client, Lawyer
from fayuan.matching.batch import Batch, batch
from fayuan.matching.exclusions import exclusions
from fayuan.matching.facts import Case, Panelist, Place
from fayuan.matching.levels import LEVELS, Level
from fayuan.matching.pairs import forbidding

PROBLEMS = int(os.environ.get("FAYUAN_PROBLEMS", "60"))
HERE, THERE = Place("410403"), Place("410500")


def a_case(number: int, matter: str = "work_injury", **own: object) -> Case:
    """A case of somebody of its own."""
    law = CaseForAssignment(matter=matter, agency_place="410403", client=f"甲{number}")
    return replace(Case(law=law, place=HERE), **own)


def a_lawyer(number: int, *known: str, **own: object) -> Panelist:
    """Somebody who is good at these."""
    return replace(Panelist(id=number, law=Lawyer(specialities=frozenset(known)), place=HERE), **own)


def solved(cases: list[Case], people: list[Panelist], seed: int = 3, fair_share: int = 0) -> Batch:
    """The batch on a clock that stands still."""
    return batch(cases, people, problems.ON, seed=seed, seconds=60, clock=lambda: 0.0, fair_share=fair_share)


def costs(found: Batch) -> list[int]:
    """What each level costs, the weightiest first."""
    return [reached.cost for reached in found.levels]


def test_the_speciality_is_not_spent_on_a_case_that_does_not_need_it() -> None:
    people = [a_lawyer(1, "family", weekly_capacity=1), a_lawyer(2, weekly_capacity=1, load=90)]
    found = solved([a_case(1, "other"), a_case(2, "support")], people)
    assert {each.case: each.lawyer for each in found.given} == {0: 2, 1: 1}


def test_who_has_more_than_the_fair_share_is_asked_when_nobody_else_can_take_it() -> None:
    people = [a_lawyer(1, "labour", load=90), a_lawyer(2, load=40, weekly_capacity=1), a_lawyer(3, load=40)]
    people[2] = replace(people[2], weekly_capacity=0)
    found = batch(
        [a_case(1), a_case(2)],
        people,
        problems.ON,
        seed=3,
        seconds=60,
        clock=lambda: 0.0,
        fair_share=150,
    )
    assert sorted(each.lawyer for each in found.given) == [1, 2]
    assert costs(found)[LEVELS.index(Level.SHARE)] == 1
    assert "超过人均的150%" in next(each.why for each in found.given if each.lawyer == 1)


def test_each_line_says_why_as_one_by_one() -> None:
    found = solved([a_case(1)], [a_lawyer(7, "labour")])
    assert found.given[0].why == "擅长劳动，同县区，手上没有在办案件"


def test_a_case_that_nobody_can_take_is_left_over_with_the_rule_that_alone_stands_in_the_way() -> None:
    found = solved([a_case(1, languages=frozenset({"彝语"}))], [a_lawyer(1), a_lawyer(2)])
    assert found.given == []
    assert found.left[0].alone == {"language": 2}
    assert "语言（2人）" in found.left[0].says
    assert "没有放宽" in found.left[0].says


def test_when_all_are_full_the_case_left_over_says_so() -> None:
    found = solved([a_case(1), a_case(2)], [a_lawyer(1, weekly_capacity=1)])
    assert len(found.given) == len(found.left) == 1
    assert "排满" in found.left[0].says


def test_defendants_of_one_case_get_different_lawyers() -> None:
    law = CaseForAssignment(matter="criminal_defence", agency_place="410403", client="甲", case_no="刑初1号")
    cases = [Case(law=law, place=HERE), Case(law=replace(law, client="乙"), place=HERE)]
    found = solved(cases, [a_lawyer(1, "criminal"), a_lawyer(2, load=50)])
    assert {each.lawyer for each in found.given} == {1, 2}
    assert len(solved(cases, [a_lawyer(1, "criminal")]).left) == 1


def test_when_the_time_is_over_the_best_so_far_is_given() -> None:
    ticks = count()
    told: list[str] = []
    found = batch(
        [*(a_case(number) for number in range(5)), a_case(5, "support")],
        [
            a_lawyer(1, "labour", weekly_capacity=6),
            *(a_lawyer(number, load=number) for number in range(2, 9)),
        ],
        problems.ON,
        seed=1,
        seconds=1,
        clock=lambda: float(next(ticks)),
        progress=lambda name, done: told.append(name),
    )
    assert told[:3] == ["LEFT_OVER", "CHOICE", "CONTINUITY"]
    assert "LOAD" not in told
    assert [each.lawyer for each in found.given][:5] == [1] * 5
    assert [reached.bound for reached in found.levels][-1] == 0


WORDS = ("labour", "family", "criminal", "minors")
MATTERS = ("work_injury", "support", "criminal_defence", "other")


@st.composite
def panels(draw: st.DrawFn) -> list[Panelist]:
    """A small panel in which everything happens."""
    return [
        Panelist(
            id=number,
            law=Lawyer(
                kind=draw(st.sampled_from(("lawyer", "legal_worker"))),
                practising=draw(st.integers(0, 9)) > 0,
                specialities=frozenset(draw(st.sets(st.sampled_from(WORDS), max_size=2))),
                acts_for=frozenset(draw(st.sets(st.sampled_from(("乙1", "乙2")), max_size=1))),
                defends=frozenset({Client("丙", "刑初1号")} if draw(st.integers(0, 9)) == 0 else ()),
            ),
            place=draw(st.sampled_from((HERE, THERE))),
            sex=draw(st.sampled_from("fm")),
            weekly_capacity=draw(st.integers(0, 2)),
            load=draw(st.integers(0, 5)) * 10,
        )
        for number in range(1, draw(st.integers(1, 6)) + 1)
    ]


@st.composite
def nights(draw: st.DrawFn) -> list[Case]:
    """A few cases, some of them about one another."""
    return [
        Case(
            law=CaseForAssignment(
                matter=(matter := draw(st.sampled_from(MATTERS))),
                agency_place="410403",
                client=f"甲{number}",
                form="defence" if matter == "criminal_defence" else "litigation",
                case_no="刑初1号" if matter == "criminal_defence" and draw(st.booleans()) else "",
                opponents=frozenset(
                    draw(st.sets(st.sampled_from(("乙1", "甲0")), max_size=1)) - {f"甲{number}"}
                ),
            ),
            place=draw(st.sampled_from((HERE, THERE))),
            wished_sex=draw(st.sampled_from(("", "f"))),
            wish_binds=draw(st.booleans()),
            chosen=draw(st.sampled_from((None, 1, 2))),
            declined=frozenset(draw(st.sets(st.integers(1, 3), max_size=1))),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


def check(cases: list[Case], people: list[Panelist], found: Batch) -> None:
    """No hard rule is broken, and every case is given or left over with its reasons."""
    by_id = {one.id: one for one in people}
    for each in found.given:
        assert exclusions(cases[each.case], by_id[each.lawyer], problems.ON) == ()
    taken = Counter(each.lawyer for each in found.given)
    assert all(taken[one.id] <= one.weekly_capacity for one in people)
    has = {each.case: each.lawyer for each in found.given}
    assert all(has.get(one, -1) != has.get(other, -2) for one, other in forbidding(cases))
    assert sorted([*has, *(left.case for left in found.left)]) == list(range(len(cases)))
    assert all(reached.bound <= reached.cost for reached in found.levels)


@settings(max_examples=PROBLEMS, deadline=None)
@given(nights(), panels(), st.sampled_from((0, 100, 150)))
def test_no_hard_rule_is_ever_broken(cases: list[Case], people: list[Panelist], fair_share: int) -> None:
    check(cases, people, solved(cases, people, fair_share=fair_share))


@settings(max_examples=PROBLEMS, deadline=None)
@given(st.data(), st.integers(0, 12))
def test_whoever_stops_at_any_moment_breaks_no_hard_rule(data: st.DataObject, moments: int) -> None:
    cases, people = data.draw(nights()), data.draw(panels())
    ticks = count()
    found = batch(
        cases, people, problems.ON, seed=3, seconds=moments, clock=lambda: float(next(ticks)), fair_share=150
    )
    check(cases, people, found)


@settings(max_examples=PROBLEMS, deadline=None)
@given(nights(), panels())
def test_the_same_input_gives_the_same_answer(cases: list[Case], people: list[Panelist]) -> None:
    assert solved(cases, people) == solved(cases, people)


@settings(max_examples=PROBLEMS, deadline=None)
@given(nights(), panels())
def test_one_more_lawyer_never_worsens_the_best(cases: list[Case], people: list[Panelist]) -> None:
    """Compared level by level, as far as a level does not measure itself by the panel; without cases that forbid each
    other, and without a choice of the newcomer, which would be a new wish."""
    apart = [
        replace(case, chosen=None, law=replace(case.law, case_no="", opponents=frozenset())) for case in cases
    ]
    before, after = solved(apart, people), solved(apart, [*people, a_lawyer(99, "labour")])
    assert costs(after)[: LEVELS.index(Level.LOAD)] <= costs(before)[: LEVELS.index(Level.LOAD)]
