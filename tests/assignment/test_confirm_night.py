"""The batch of an agency: worked out by a job, looked at, confirmed line by line."""

from datetime import timedelta

import pytest

from fayuan.assignment import nights
from fayuan.assignment.models import Night, NightLine
from fayuan.assignment.operations import ask_night, confirm_night, stop_night, take_leave
from fayuan.core.errors import NotAllowed, WrongState
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)


def two_waiting(cast: Cast) -> list[Matter]:
    """A work injury and a maintenance case of two people."""
    other = steps.PersonInput(id=cast.people["other_applicant"].pk)
    family = {"subject": "support", "form": "litigation", "forum_kind": "court"}
    return [steps.granted(cast), steps.granted(cast, applicant=other, **family)]


def worked_out(cast: Cast) -> Night:
    """A night that was asked for and worked out."""
    night = ask_night(agency=cast.agency.pk, by=cast.assigner, now=LATER)
    nights.run(night.pk, LATER)
    night.refresh_from_db()
    return night


def test_every_waiting_matter_gets_a_line_that_says_why_and_nobody_is_assigned(cast: Cast) -> None:
    matters = two_waiting(cast)
    night = worked_out(cast)
    assert {line.matter: line.person.name for line in night.lines.all()} == {
        matters[0]: "高某",
        matters[1]: "白某",
    }
    assert all("擅长" in line.why for line in night.lines.all())
    assert {level["name"] for level in night.levels} >= {"没有人办的件", "路程"}
    assert all(level["bound"] <= level["cost"] for level in night.levels)
    assert Matter.objects.filter(state="awaiting_assignment").count() == 2


def test_confirmed_lines_are_assigned_the_others_wait_on(cast: Cast) -> None:
    first, second = two_waiting(cast)
    night = worked_out(cast)
    line = night.lines.get(matter=first)
    confirm_night(ref=night.ref, lines=[line.pk], by=cast.assigner, now=LATER)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.assignments.get().mode) == ("assigned", "batch")
    assert second.state == "awaiting_assignment"


def test_who_went_on_leave_in_the_meantime_is_not_assigned_and_the_line_says_so(cast: Cast) -> None:
    two_waiting(cast)
    night = worked_out(cast)
    take_leave(first_day=NOW.date(), last_day=NOW.date(), by=cast.lawyer, now=LATER)
    night = confirm_night(
        ref=night.ref, lines=list(night.lines.values_list("pk", flat=True)), by=cast.assigner, now=LATER
    )
    line = night.lines.get(person=cast.people["lawyer"])
    assert line.outcome == NightLine.Outcome.SKIPPED
    assert "情况有变" in line.says


def test_a_matter_that_nobody_can_take_is_left_over_with_the_rules_in_the_way(cast: Cast) -> None:
    person = cast.people["applicant"]
    person.languages = ["彝语"]
    person.save()
    steps.granted(cast)
    night = worked_out(cast)
    assert not night.lines.exists()
    assert "语言" in night.left[0]["says"]


def test_a_night_is_confirmed_once(cast: Cast) -> None:
    two_waiting(cast)
    night = worked_out(cast)
    confirm_night(ref=night.ref, lines=[], by=cast.assigner, now=LATER)
    with pytest.raises(WrongState):
        confirm_night(ref=night.ref, lines=[], by=cast.assigner, now=LATER)


def test_one_night_at_a_time_and_only_the_assigner_asks(cast: Cast) -> None:
    night = ask_night(agency=cast.agency.pk, by=cast.assigner, now=LATER)
    with pytest.raises(WrongState):
        ask_night(agency=cast.agency.pk, by=cast.assigner, now=LATER)
    with pytest.raises(NotAllowed):
        stop_night(ref=night.ref, by=cast.clerk, now=LATER)
    stop_night(ref=night.ref, by=cast.assigner, now=LATER)
    night.refresh_from_db()
    assert night.stopping


def test_a_night_that_is_stopped_at_once_proposes_the_best_so_far(cast: Cast) -> None:
    two_waiting(cast)
    night = ask_night(agency=cast.agency.pk, by=cast.assigner, now=LATER)
    stop_night(ref=night.ref, by=cast.assigner, now=LATER)
    nights.run(night.pk, LATER)
    night.refresh_from_db()
    assert night.status == Night.Status.READY
    assert night.lines.count() == 2
    assert night.levels[-1]["bound"] == 0


def test_defendants_of_one_case_are_not_proposed_to_one_lawyer(cast: Cast) -> None:
    steps.notified(cast, reason="blind_deaf_mute")
    other = steps.PersonInput(details={"name": "乙某", "born": NOW.date().replace(year=1985), "sex": "m"})
    steps.notified(cast, reason="blind_deaf_mute", person=other)
    night = worked_out(cast)
    people = [line.person_id for line in night.lines.all()]
    assert len(people) == len(set(people))
