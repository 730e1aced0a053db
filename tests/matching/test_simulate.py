"""The same stream under two policies: what one gives, the other takes."""

from dataclasses import replace
from datetime import date, timedelta

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.matching.facts import Case, Panelist, Place
from fayuan.matching.simulate import Arrival, compare, simulate
from fayuan.matching.spread import gini

HERE = Place("410403")
PEOPLE = [
    Panelist(id=1, law=Lawyer(specialities=frozenset({"labour"})), place=HERE, weekly_capacity=9),
    Panelist(id=2, law=Lawyer(specialities=frozenset({"family"})), place=HERE, weekly_capacity=9),
]
STREAM = [
    Arrival(
        date(2026, 1, 1) + timedelta(days=5 * number),
        Case(
            law=CaseForAssignment(matter="work_injury", agency_place="410403", client=f"甲{number}"),
            place=HERE,
        ),
    )
    for number in range(10)
]


def test_rotation_is_even_and_our_order_fits() -> None:
    quota, order = simulate("quota", STREAM, PEOPLE), simulate("order", STREAM, PEOPLE)
    assert (quota.unfitting, order.unfitting) == (5, 0)
    assert quota.gini < order.gini
    assert "专长不对口少5件；件数更不均匀" in compare(quota, order)[-1]


def test_a_fair_share_gives_some_of_the_busy_ones_cases_to_the_other() -> None:
    crowded = [replace(each, on=date(2026, 1, 1) + timedelta(number)) for number, each in enumerate(STREAM)]
    order, fair = (simulate("order", crowded, PEOPLE, fair_share=share) for share in (0, 150))
    assert (order.most, fair.most) == (10, 7)
    assert fair.gini < order.gini
    assert fair.unfitting == 3
    assert fair.policy == "order 150%"


def test_the_months_add_up_to_the_whole() -> None:
    order = simulate("order", STREAM, PEOPLE)
    assert [month.month for month in order.months] == ["2026-01", "2026-02"]
    assert sum(month.cases for month in order.months) == len(STREAM)
    assert sum(month.unmet_wishes for month in order.months) == order.unmet_wishes


def test_the_same_stream_gives_the_same_outcome() -> None:
    assert simulate("order", STREAM, PEOPLE) == simulate("order", STREAM, PEOPLE)


def test_what_all_have_is_even_and_what_one_has_is_not() -> None:
    assert gini([4, 4, 4]) == 0
    assert gini([0, 0, 12]) > 0.6
