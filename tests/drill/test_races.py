"""Two people at one matter at the same moment, two hundred times each: one effect, and history stays true."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from drill.races import ROUNDS, race

from fayuan.assignment.operations import accept_assignment, decline_assignment, open_call
from fayuan.cases.operations import close_case, terminate_aid
from fayuan.core.actor import Actor
from fayuan.intake.operations import (
    grant_application,
    receive_application,
    refuse_application,
    submit_application,
    withdraw_application,
)
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

pytestmark = pytest.mark.drill
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def cast(fresh_database: Callable[[], Cast]) -> Iterator[Cast]:
    """The standing cast on real connections; afterwards everything is as history says."""
    yield fresh_database()
    assert list(differences()) == []


def once(matters: list[Matter], step: str) -> bool:
    """Whether the step was taken exactly once on each matter."""
    return all(matter.transitions.filter(step=step).count() == 1 for matter in matters)


def test_of_two_clerks_one_receives(cast: Cast) -> None:
    matters, ends = race(
        lambda: steps.submitted(cast),
        lambda matter: receive_application(ref=matter.ref, by=cast.clerk, now=LATER),
        lambda matter: receive_application(ref=matter.ref, by=cast.other_clerk_here, now=LATER),
    )
    assert ends == {("done", "wrong_state"): ROUNDS}
    assert once(matters, "receive")
    assert all(matter.papers.count() == matter.messages.count() == 1 for matter in matters)


def test_a_double_click_submits_one_application(cast: Cast) -> None:
    keys = count()
    clicked: dict[int, Actor] = {}

    def prepare() -> Matter:
        matter = steps.submitted(cast)  # gives the round its number; the clicks make another one
        clicked[matter.pk] = cast.clerk.with_key(f"click-{next(keys)}")
        return matter

    def click(matter: Matter) -> None:
        submit_application(application=steps.application(cast), by=clicked[matter.pk], now=LATER)

    _matters, ends = race(prepare, click, click)
    assert ends == {("done", "done"): ROUNDS}
    assert Matter.objects.count() == 2 * ROUNDS


def test_a_double_click_grants_once(cast: Cast) -> None:
    def click(matter: Matter) -> None:
        grant_application(ref=matter.ref, by=cast.approver.with_key(matter.ref), now=LATER)

    matters, ends = race(lambda: steps.examined(cast), click, click)
    assert ends == {("done", "done"): ROUNDS}
    assert once(matters, "grant")
    assert all(matter.decisions.count() == 1 for matter in matters)


def test_of_two_approvers_one_decides(cast: Cast) -> None:
    matters, ends = race(
        lambda: steps.examined(cast),
        lambda matter: grant_application(ref=matter.ref, by=cast.approver, now=LATER),
        lambda matter: refuse_application(ref=matter.ref, reason="means_exceeded", by=cast.head, now=LATER),
    )
    assert ends == {("done", "wrong_state"): ROUNDS}
    assert all(matter.decisions.count() == 1 for matter in matters)


def test_of_two_with_the_same_form_one_finds_it_stale(cast: Cast) -> None:
    matters, ends = race(
        lambda: steps.received(cast),
        lambda matter: withdraw_application(
            ref=matter.ref, reason="", by=cast.applicant, now=LATER, version=matter.version
        ),
        lambda matter: steps.intake.examine_application(
            ref=matter.ref, result="grant", by=cast.examiner, now=LATER, version=matter.version
        ),
    )
    assert ends == {("done", "stale"): ROUNDS}
    assert all(matter.transitions.count() == 3 for matter in matters)


def test_accepting_against_declining_leaves_one_answer(cast: Cast) -> None:
    """Who accepts may still decline; who declined cannot accept any more."""
    matters, ends = race(
        lambda: steps.assigned(cast),
        lambda matter: accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER),
        lambda matter: decline_assignment(ref=matter.ref, reason="冲突", by=cast.lawyer, now=LATER),
    )
    assert set(ends) <= {("done", "done"), ("done", "not_found"), ("done", "no_right")}
    assert once(matters, "decline")
    assert {Matter.objects.get(pk=matter.pk).state for matter in matters} == {"awaiting_assignment"}


def test_of_two_who_were_called_the_first_has_the_case(cast: Cast) -> None:
    Lawyer.objects.update(weekly_capacity=2 * ROUNDS)  # all rounds fall into one week

    def call() -> Matter:
        return open_call(ref=steps.granted(cast).ref, by=cast.assigner, now=LATER)

    matters, ends = race(
        call,
        lambda matter: accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER),
        lambda matter: accept_assignment(ref=matter.ref, by=cast.other_lawyer, now=LATER),
    )
    assert ends == {("done", "wrong_state"): ROUNDS}
    assert once(matters, "accept")
    assert all(matter.papers.filter(form="assignment_notice").count() == 1 for matter in matters)


def test_terminating_against_closing_takes_one_way(cast: Cast) -> None:
    matters, ends = race(
        lambda: steps.handling(cast),
        lambda matter: terminate_aid(ref=matter.ref, ground="asked", by=cast.approver, now=LATER),
        lambda matter: close_case(
            ref=matter.ref,
            outcome="won",
            document="仲裁裁决书",
            received_on=NOW.date(),
            by=cast.lawyer,
            now=LATER,
        ),
    )
    assert ends == {("done", "wrong_state"): ROUNDS}
    assert all(matter.terminations.count() + matter.closings.count() == 1 for matter in matters)
