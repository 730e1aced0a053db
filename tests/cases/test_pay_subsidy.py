"""The subsidy: once, by the schedule on record, with its workings."""

from datetime import timedelta
from pathlib import Path

import pytest

from fayuan.cases.operations import pay_subsidy
from fayuan.cases.queries import earned_this_year
from fayuan.core.errors import BadInput, NotAllowed, WrongState

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)
SCHEDULE = """
subsidy.rate.arbitration:
  - value: {name: 劳动仲裁, article: 试用标准 1, stages: {any: 1600元}}
    from: 2022-01-01
    basis: 试用标准 1
    mark: 待核实
"""


@pytest.fixture
def schedule(tmp_path: Path, settings: object) -> None:
    """A place with a schedule on record: 1,600 yuan for an arbitration."""
    folder = tmp_path / "national"
    folder.mkdir()
    (folder / "subsidies.yaml").write_text(SCHEDULE, encoding="utf-8")
    settings.RULES_DIRS = [tmp_path]  # type: ignore[attr-defined]  # pytest-django's settings


def test_the_amount_comes_from_the_schedule_with_its_workings(cast: Cast, schedule: None) -> None:
    matter = pay_subsidy(ref=steps.closed(cast).ref, by=cast.finance, now=LATER)
    payment = matter.payment
    assert (payment.amount_fen, payment.payee) == (160_000, cast.people["lawyer"])
    assert payment.workings[0]["article"] == "试用标准 1"
    assert "1,600" in payment.says or "1600" in payment.says


def test_the_lawyer_is_told_and_the_state_stays(cast: Cast) -> None:
    matter = pay_subsidy(ref=steps.closed(cast).ref, by=cast.finance, now=LATER)
    assert matter.state == "closed"
    assert [each.person for each in matter.messages.filter(made_at=LATER)] == [cast.people["lawyer"]]


def test_where_no_schedule_is_on_record_no_amount_is_invented(cast: Cast) -> None:
    matter = pay_subsidy(ref=steps.closed(cast).ref, by=cast.finance, now=LATER)
    assert matter.payment.amount_fen is None
    assert "待核实" in matter.payment.says


def test_there_finance_states_what_its_own_paper_says(cast: Cast) -> None:
    matter = pay_subsidy(ref=steps.closed(cast).ref, amount_fen=120_000, by=cast.finance, now=LATER)
    assert matter.payment.amount_fen == 120_000
    assert earned_this_year([cast.people["lawyer"].pk], LATER) == {cast.people["lawyer"].pk: 120_000}


def test_against_a_schedule_nothing_is_typed_in(cast: Cast, schedule: None) -> None:
    matter = steps.closed(cast)
    with pytest.raises(BadInput):
        pay_subsidy(ref=matter.ref, amount_fen=999_999, by=cast.finance, now=LATER)


def test_nobody_is_paid_twice(cast: Cast) -> None:
    matter = pay_subsidy(ref=steps.closed(cast).ref, by=cast.finance, now=LATER)
    with pytest.raises(WrongState):
        pay_subsidy(ref=matter.ref, by=cast.finance, now=LATER)


def test_what_is_not_closed_is_not_paid(cast: Cast) -> None:
    matter = steps.closing(cast)
    with pytest.raises(WrongState):
        pay_subsidy(ref=matter.ref, by=cast.finance, now=LATER)


def test_only_finance_pays(cast: Cast) -> None:
    matter = steps.closed(cast)
    with pytest.raises(NotAllowed):
        pay_subsidy(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
