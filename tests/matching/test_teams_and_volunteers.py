"""Specialist teams are called as what they are good at; volunteers without a licence do what needs none."""

from datetime import date

import pytest

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.law.qualification import may_be_assigned
from fayuan.matching.specialities import wanted

ON = date(2026, 6, 12)


def case(matter: str, form: str = "litigation", **more: str) -> CaseForAssignment:
    """A case of one kind."""
    return CaseForAssignment(matter=matter, agency_place="410403", client="李某", form=form, **more)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        (case("domestic_violence"), "women"),
        (case("hero_personality_rights"), "military"),
        (case("criminal_defence", "defence", stage="death_review_spc"), "death_review"),
    ],
)
def test_the_fitting_team_is_wanted(asked: CaseForAssignment, word: str) -> None:
    assert word in wanted(asked)


@pytest.mark.parametrize(("form", "reasons"), [("litigation", 1), ("arbitration", 1), ("non_litigation", 0)])
def test_a_volunteer_without_a_licence_takes_only_what_needs_none(form: str, reasons: int) -> None:
    found = may_be_assigned(Lawyer(kind="volunteer"), case("support", form), ON)
    assert len(found) == reasons
    assert all(each.article == "志愿服务条例 16" for each in found)


def test_a_volunteer_with_a_licence_is_a_lawyer() -> None:
    licensed = Lawyer(kind="volunteer", practice_since=date(2015, 1, 1))
    assert may_be_assigned(licensed, case("criminal_defence", "defence"), ON) == ()
