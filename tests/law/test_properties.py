"""What must hold for every date, income and group, not only for the cases somebody thought of."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from fayuan.law.calendar import Calendar
from fayuan.law.deadlines import SHANGHAI, due, paused_days
from fayuan.law.eligibility import assess
from fayuan.law.facts import Application, Forum, HouseholdMember, Means, Person
from fayuan.law.places import common_superior, lies_in, upwards
from fayuan.law.rules import national
from fayuan.law.words import GROUPS, MATTERS

BOOK = national()
CALENDAR = Calendar.official()
ROLLING = ["T01", "T04", "T07", "T12", "T13", "T14", "T15", "T16b", "T18", "T19"]

steady = settings(deadline=None, derandomize=True)
"""The same examples each time, however busy the machine is."""
many = settings(steady, max_examples=300)

days = st.dates(date(2024, 1, 2), date(2026, 5, 1))
rules = st.sampled_from(ROLLING)
spans = st.lists(
    st.tuples(st.dates(date(2024, 1, 2), date(2026, 5, 1)), st.integers(0, 20)), min_size=0, max_size=4
)


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI)


@steady
@given(rules, days, st.integers(1, 40))
def test_a_later_start_never_gives_an_earlier_due_date(rule: str, day: date, later: int) -> None:
    assert due(rule, at(day), CALENDAR).at <= due(rule, at(day + timedelta(days=later)), CALENDAR).at


@steady
@given(rules, days, spans)
def test_paused_days_move_the_unrolled_last_day_by_exactly_themselves(
    rule: str, day: date, spans: list[tuple[date, int]]
) -> None:
    pauses = [(first, first + timedelta(days=length)) for first, length in spans]
    plain, paused = due(rule, at(day), CALENDAR), due(rule, at(day), CALENDAR, pauses=pauses)

    assert plain.unrolled is not None
    assert paused.unrolled == plain.unrolled + timedelta(days=paused_days(pauses))
    assert paused.at >= plain.at


@steady
@given(rules, days)
def test_rolling_never_lands_on_a_day_off_and_passes_only_days_off(rule: str, day: date) -> None:
    found = due(rule, at(day), CALENDAR)

    assert found.on is not None
    assert found.unrolled is not None
    assert CALENDAR.is_rest_day(found.on) is False
    passed = (found.on - found.unrolled).days
    assert all(CALENDAR.is_rest_day(found.unrolled + timedelta(days=count)) for count in range(passed))


@steady
@given(days, st.sampled_from(["T24", "C01", "C03", "H03", "A01", "D13"]))
def test_working_days_are_counted_one_by_one(day: date, rule: str) -> None:
    if day < date(2025, 6, 15) and rule.startswith("C"):
        day += timedelta(days=540)
    found = due(rule, at(day), CALENDAR)

    assert found.on is not None
    counted = sum(
        CALENDAR.is_rest_day(day + timedelta(days=count)) is False
        for count in range(1, (found.on - day).days + 1)
    )
    assert counted == found.length
    assert CALENDAR.is_rest_day(found.on) is False


@steady
@given(days, st.sampled_from(["T08", "T09", "D01", "D04"]), st.times())
def test_hours_run_through_everything(day: date, rule: str, clock: time) -> None:
    start = datetime.combine(day, clock, SHANGHAI)

    found = due(rule, start, CALENDAR)

    assert found.at - start == timedelta(hours=found.length)
    assert not found.provisional


places = st.sampled_from(["310104", "442000", "430102", "410403", "510104"])
incomes = st.integers(0, 2_000_000)
groups = st.frozensets(st.sampled_from(sorted(GROUPS)), max_size=4)
matters = st.sampled_from(sorted(MATTERS))


def application(
    place: str, matter: str, income: int, others: list[int], stated: frozenset[str], born: date
) -> Application:
    members = [HouseholdMember("self", income), *(HouseholdMember("other", each) for each in others)]
    return Application(
        matter,
        place,
        Person(born, groups=stated),
        forum=Forum("court", place),
        means=Means(tuple(members)),
    )


ORDER = {"not_eligible": 0, "incomplete": 1, "eligible": 2}
births = st.dates(date(1940, 1, 1), date(2006, 1, 1))


@many
@given(places, matters, incomes, st.lists(incomes, max_size=4), groups, births, st.integers(0, 2_000_000))
def test_more_income_never_makes_anybody_eligible(
    place: str, matter: str, income: int, others: list[int], stated: frozenset[str], born: date, more: int
) -> None:
    on = date(2023, 6, 1)
    poorer = assess(application(place, matter, income, others, stated, born), on, BOOK)
    richer = assess(application(place, matter, income + more, others, stated, born), on, BOOK)

    assert ORDER[richer.outcome] <= ORDER[poorer.outcome]


@many
@given(places, matters, incomes, groups, births, st.sampled_from(sorted(GROUPS)))
def test_one_more_group_never_makes_anybody_ineligible(
    place: str, matter: str, income: int, stated: frozenset[str], born: date, group: str
) -> None:
    on = date(2025, 6, 1)
    without = assess(application(place, matter, income, [], stated, born), on, BOOK)
    with_it = assess(application(place, matter, income, [], stated | {group}, born), on, BOOK)

    assert ORDER[with_it.outcome] >= ORDER[without.outcome]


@steady
@given(places, matters, incomes, groups, births)
def test_every_verdict_explains_itself(
    place: str, matter: str, income: int, stated: frozenset[str], born: date
) -> None:
    verdict = assess(application(place, matter, income, [], stated, born), date(2025, 6, 1), BOOK)

    assert verdict.citations
    assert all(step.article and step.says.endswith("。") for step in verdict.steps)
    assert (verdict.reason is None) == (verdict.outcome == "eligible")
    assert any(step.passed is not True for step in verdict.steps) == (verdict.outcome != "eligible")


codes = st.from_regex(r"(11|31|32|41|43|50)(0[0-9]|[1-9][0-9])[0-9]{2}", fullmatch=True).filter(
    lambda code: not (code[2:4] == "00" and code[4:] != "00")
)


@steady
@given(codes, codes)
def test_a_common_superior_holds_both_and_is_the_same_either_way(one: str, other: str) -> None:
    above = common_superior(one, other)

    assert above == common_superior(other, one)
    assert lies_in(one, above)
    assert lies_in(other, above)


@steady
@given(codes)
def test_every_place_lies_in_all_that_is_above_it(code: str) -> None:
    assert all(lies_in(code, area) for area in upwards(code))
    assert upwards(code)[-1] == "000000"
