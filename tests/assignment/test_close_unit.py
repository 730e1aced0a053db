"""A firm is closed overnight: nobody is lost, and everybody concerned is told in words."""

from datetime import timedelta

import pytest

from fayuan.assignment import jobs, nights
from fayuan.assignment.models import Assignment, NightLine
from fayuan.assignment.operations import (
    accept_assignment,
    ask_night,
    choose_lawyer,
    close_unit,
    confirm_night,
    offer_choice,
    open_call,
    set_policy,
)
from fayuan.assignment.queries import open_choice, running
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.matters import timers
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

LATER, NIGHT = NOW + timedelta(minutes=30), NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _tonight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "clock_now", lambda: NIGHT)


def firm_of(cast: Cast, key: str) -> Institution:
    """The firm of one of the cast's lawyers."""
    return cast.people[key].lawyer.unit


def closed(cast: Cast, key: str = "lawyer") -> None:
    """Closed by the administrator, and left by every matter."""
    close_unit(unit=firm_of(cast, key).pk, reason="注销执业许可", by=cast.administrator, now=LATER)
    jobs.leave_closed_units()


def told(matter: Matter) -> set[tuple[str, str]]:
    """Which words were sent to whom."""
    return set(matter.messages.values_list("template", "person__name"))


def test_only_the_administrator_closes_a_unit_once_and_for_a_reason(cast: Cast) -> None:
    unit = firm_of(cast, "lawyer").pk
    with pytest.raises(NotAllowed):
        close_unit(unit=unit, reason="注销", by=cast.assigner, now=LATER)
    with pytest.raises(BadInput):
        close_unit(unit=unit, reason=" ", by=cast.administrator, now=LATER)
    with pytest.raises(NotFound):
        close_unit(unit=cast.agency.pk, reason="注销", by=cast.administrator, now=LATER)
    closed(cast)
    with pytest.raises(WrongState):
        close_unit(unit=unit, reason="注销", by=cast.administrator, now=LATER)


def test_whoever_had_chosen_a_lawyer_there_is_told_and_chooses_again(cast: Cast) -> None:
    matter = offer_choice(ref=steps.granted(cast).ref, by=cast.assigner, now=NOW + timedelta(minutes=5))
    choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=LATER)
    closed(cast)
    assert running(matter) is None
    assert open_choice(matter) is not None
    assert {("unit_closed_asked", "高某"), ("chosen_declined", "李某")} <= told(matter)
    with pytest.raises((NotFound, WrongState)):
        accept_assignment(ref=matter.ref, by=cast.lawyer, now=NIGHT)
    with pytest.raises(NotFound):
        choose_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.applicant, now=NIGHT)
    assert list(differences()) == []


def test_of_those_who_were_called_the_others_may_still_take_it(cast: Cast) -> None:
    matter = open_call(ref=steps.granted(cast).ref, by=cast.assigner, now=NOW + timedelta(minutes=5))
    closed(cast)
    call = running(matter)
    assert call is not None
    assert cast.people["lawyer"].pk not in call.invited
    assert ("unit_closed_asked", "高某") in told(matter)
    assert list(differences()) == []
    assert accept_assignment(ref=matter.ref, by=cast.other_lawyer, now=NIGHT).state == "assigned"


def test_a_matter_given_to_the_unit_goes_to_the_next(cast: Cast) -> None:
    set_policy(agency=cast.agency.pk, mode="rotation", by=cast.approver, now=NOW)
    matter = steps.granted(cast)
    timers.run_due(NOW + timedelta(minutes=5))
    one = running(matter)
    assert one is not None
    close_unit(unit=one.unit_id, reason="注销执业许可", by=cast.administrator, now=LATER)
    jobs.leave_closed_units()
    timers.run_due(NIGHT + timedelta(minutes=5))
    other = running(matter)
    assert other is not None
    assert other.unit != one.unit
    assert matter.entries.filter(kind="unit_closed").exists()
    assert list(differences()) == []


def test_a_lawyer_in_charge_stays_and_the_assigners_are_told_once(cast: Cast) -> None:
    matter = steps.handling(cast)
    closed(cast)
    jobs.leave_closed_units()
    matter.refresh_from_db()
    assert (matter.state, matter.handler) == ("handling", cast.people["lawyer"])
    assert matter.messages.filter(template="handler_unit_closed", person__name="孟某").count() == 1
    assert list(differences()) == []


def test_a_batch_that_was_worked_out_before_says_why_a_line_is_not_assigned(cast: Cast) -> None:
    matter = steps.granted(cast)
    night = ask_night(agency=cast.agency.pk, by=cast.assigner, now=LATER)
    nights.run(night.pk, LATER)
    line = night.lines.get()
    closed(cast, next(key for key in ("lawyer", "other_lawyer") if cast.people[key] == line.person))
    confirm_night(ref=night.ref, lines=[line.pk], by=cast.assigner, now=NIGHT)
    line.refresh_from_db()
    assert line.outcome == NightLine.Outcome.SKIPPED
    assert "情况有变" in line.says
    matter.refresh_from_db()
    assert matter.state == "awaiting_assignment"
    assert not Assignment.objects.filter(matter=matter).exists()
