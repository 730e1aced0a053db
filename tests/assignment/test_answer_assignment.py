"""Accepting and declining after the office has assigned."""

from datetime import date, timedelta

import pytest

from fayuan.assignment.operations import accept_assignment, assign_lawyer, decline_assignment
from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.matters.access import seen_by
from fayuan.matters.timers import run_due

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=5)


def test_accepting_changes_no_state_and_tells_nobody(cast: Cast) -> None:
    matter = steps.assigned(cast)
    matter = accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER)
    assert matter.state == "assigned"
    assert not matter.messages.filter(made_at=LATER).exists()
    assert matter.assignments.get().answered_at == LATER


def test_nobody_accepts_twice(cast: Cast) -> None:
    matter = steps.assigned(cast)
    accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER)
    with pytest.raises(WrongState):
        accept_assignment(ref=matter.ref, by=cast.lawyer, now=LATER)


def test_nobody_accepts_for_the_lawyer(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(NotAllowed):
        accept_assignment(ref=matter.ref, by=cast.assigner, now=LATER)
    with pytest.raises(NotFound):
        accept_assignment(ref=matter.ref, by=cast.other_lawyer, now=LATER)


def test_who_declines_no_longer_sees_the_matter(cast: Cast) -> None:
    matter = steps.assigned(cast)
    matter = decline_assignment(ref=matter.ref, reason="与对方有业务往来", by=cast.lawyer, now=LATER)
    assert (matter.state, matter.handler, matter.unit) == ("awaiting_assignment", None, None)
    assert not seen_by(cast.lawyer, LATER).filter(pk=matter.pk).exists()
    assert not seen_by(cast.firm_head, LATER).filter(pk=matter.pk).exists()


def test_declining_needs_a_reason(cast: Cast) -> None:
    matter = steps.assigned(cast)
    with pytest.raises(BadInput):
        decline_assignment(ref=matter.ref, reason="  ", by=cast.lawyer, now=LATER)


def test_the_days_to_assign_count_on_from_the_decision(cast: Cast) -> None:
    matter = steps.assigned(cast)
    decline_assignment(ref=matter.ref, reason="时间冲突", by=cast.lawyer, now=NOW + timedelta(days=1))
    assert matter.timers.get(name="assign", ended_at=None).due_on == date(2026, 6, 15)


def test_when_those_days_are_over_three_new_ones_begin(cast: Cast) -> None:
    matter = steps.assigned(cast)
    decline_assignment(ref=matter.ref, reason="时间冲突", by=cast.lawyer, now=NOW + timedelta(days=10))
    assert matter.timers.get(name="assign", ended_at=None).due_on == date(2026, 6, 25)


def test_the_days_to_assign_do_not_pass_in_silence(cast: Cast) -> None:
    matter = steps.assigned(cast)
    decline_assignment(ref=matter.ref, reason="时间冲突", by=cast.lawyer, now=LATER)
    run_due(NOW + timedelta(days=5))
    assert matter.timers.get(name="assign", ended_at=None).status == "run_out"
    told = {each.person for each in matter.messages.filter(template="clock_run_out")}
    assert {cast.people[key] for key in ("assigner", "approver", "head")} == told


def test_a_defender_who_declines_leaves_the_authority_without_reply_again(cast: Cast) -> None:
    matter = steps.notified(cast)
    assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=LATER)
    decline_assignment(ref=matter.ref, reason="时间冲突", by=cast.defender, now=LATER)
    open_names = set(matter.timers.filter(ended_at=None).values_list("name", flat=True))
    assert open_names == {"assign", "reply_authority"}


def test_what_is_handled_already_cannot_be_declined(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        decline_assignment(ref=matter.ref, reason="时间冲突", by=cast.lawyer, now=LATER)
