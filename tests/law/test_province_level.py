"""Kinds of matters that a province keeps for its own agency."""

from datetime import date

import pytest

from fayuan.law.facts import Application, Forum, Person
from fayuan.law.jurisdiction import competent
from fayuan.law.rules import RuleBook, load

ON = date(2026, 6, 12)
KEPT = """
jurisdiction.province_level.environmental_damage:
  - value: {name: 环境污染案件由省级法律援助机构受理, article: 试用规定 1}
    from: 2022-01-01
    basis: 试用规定 1
    mark: 待核实
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "regions" / "410000").mkdir(parents=True)
    (folder / "regions" / "410000" / "rules.yaml").write_text(KEPT, encoding="utf-8")
    return load((folder,))


def asked(agency: str, forum: str, matter: str = "environmental_damage") -> Application:
    return Application(matter, agency, Person(), forum=Forum("court", forum))


@pytest.mark.parametrize(("agency", "is_competent"), [("410000", True), ("410400", False), ("410403", False)])
def test_the_provinces_agency_is_competent_and_none_below_it(
    book: RuleBook, agency: str, is_competent: bool
) -> None:
    answer = competent(asked(agency, "410403"), ON, book)
    assert (answer.competent, answer.places) == (is_competent, ("410000",))
    assert (answer.step.article, answer.step.passed) == ("试用规定 1", is_competent)


def test_other_matters_stay_where_they_were(book: RuleBook) -> None:
    assert competent(asked("410403", "410403", "support"), ON, book).competent


def test_another_province_is_not_bound(book: RuleBook) -> None:
    assert competent(asked("310104", "310104"), ON, book).competent


def test_a_court_outside_the_province_is_not_drawn_in(book: RuleBook) -> None:
    answer = competent(asked("410000", "310104"), ON, book)
    assert (answer.competent, answer.places) == (False, ("310104",))
