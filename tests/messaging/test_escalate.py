"""What an office did not do in time goes to its heads at once, and a day later, still undone, to the bureau above."""

from datetime import timedelta

import pytest

from fayuan.intake.operations import object_to_decision, receive_application
from fayuan.matters import timers
from fayuan.matters.models import Matter
from fayuan.messaging.escalation import CLOCKS
from fayuan.messaging.models import Message

import steps
from cast import NOW, Cast

LONG = timedelta(days=60)


def told(template: str) -> set[str]:
    """The names of those to whom such a message was written."""
    found = Message.objects.filter(template=template, person__isnull=False)
    return set(found.values_list("person__name", flat=True))


def due(matter: Matter, name: str) -> timers.Timer:
    return matter.timers.get(name=name, ended_at=None)


@pytest.mark.parametrize("name", CLOCKS)
def test_every_duty_of_an_office_does_something_when_its_clock_runs_out(name: str) -> None:
    assert name in timers._handlers


def test_a_late_decision_is_told_to_the_approvers(cast: Cast) -> None:
    matter = steps.submitted(cast)
    moment = due(matter, "decide").due_at
    timers.run_due(moment)
    assert told("clock_run_out") == {"马某", "郑某"}
    assert told("overdue_below") == set()
    assert matter.entries.filter(kind="overdue").count() == 1


def test_a_late_assignment_is_told_to_assigners_too(cast: Cast) -> None:
    timers.run_due(due(steps.granted(cast), "assign").due_at)
    assert told("clock_run_out") == {"马某", "孟某", "郑某"}


def test_what_is_undone_a_day_later_is_told_one_level_up_without_saying_whose_it_is(cast: Cast) -> None:
    matter = steps.submitted(cast)
    timers.run_due(due(matter, "decide").due_at + timedelta(days=1))
    message = Message.objects.get(template="overdue_below")
    assert message.person == cast.people["bureau_officer"]
    assert message.matter is None
    assert "作出审查决定" in message.text
    assert matter.title_name not in message.text


def test_what_was_done_meanwhile_goes_no_further(cast: Cast) -> None:
    matter = steps.granted(cast)
    moment = due(matter, "assign").due_at
    timers.run_due(moment)
    steps.assignment.assign_lawyer(
        ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=moment + timedelta(hours=1)
    )
    timers.run_due(moment + timedelta(days=1))
    assert told("overdue_below") == set()


def test_a_late_answer_to_an_objection_is_told_to_the_bureau_itself(cast: Cast) -> None:
    matter = steps.refused(cast)
    object_to_decision(ref=matter.ref, reason="不服", by=cast.applicant, now=NOW + timedelta(days=1))
    timers.run_due(due(matter, "decide_objection").due_at)
    assert told("clock_run_out") == {"卜某"}


def test_an_applicants_own_period_is_nobodys_duty(cast: Cast) -> None:
    matter = steps.awaiting_supplement(cast)
    timers.run_due(NOW + LONG)
    assert told("clock_run_out") == set()
    matter.refresh_from_db()
    assert matter.state == "deemed_withdrawn"


def test_a_clock_that_ran_out_is_met_late_and_quietly(cast: Cast) -> None:
    matter = steps.submitted(cast)
    timers.run_due(due(matter, "decide").due_at)
    receive_application(ref=matter.ref, by=cast.clerk, now=NOW + LONG)
    assert due(matter, "decide").status == timers.Timer.Status.RUN_OUT
