"""Granting aid: who may, what it starts, whom it tells, what the law stops."""

from datetime import date, timedelta

import pytest

from fayuan.core.errors import LawForbids, NotAllowed, NotFound, Stale, WrongState
from fayuan.core.models import AuditRow
from fayuan.intake.operations import grant_application
from fayuan.matters.models import Grant

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)


def test_an_approver_grants_and_three_days_to_assign_begin(cast: Cast) -> None:
    matter = steps.examined(cast)
    matter = grant_application(ref=matter.ref, by=cast.approver, now=LATER)
    assert matter.state == "awaiting_assignment"
    assert matter.timers.get(name="assign").due_on == date(2026, 6, 15)
    assert not matter.timers.filter(name="decide", ended_at=None).exists()
    assert matter.papers.filter(name="给予法律援助决定书").count() == 1
    assert [message.person_id for message in matter.messages.filter(template="granted")] == [
        cast.people["applicant"].pk
    ]


def test_the_decision_cites_the_articles_it_rests_on(cast: Cast) -> None:
    matter = steps.granted(cast)
    assert {"法律援助法 31(7)", "法律援助法 42(3)"} <= set(matter.decisions.get().assessment.citations)


def test_an_examiner_has_no_right_to_grant(cast: Cast) -> None:
    matter = steps.examined(cast)
    with pytest.raises(NotAllowed):
        grant_application(ref=matter.ref, by=cast.examiner, now=LATER)


def test_a_clerk_of_another_county_does_not_find_the_matter(cast: Cast) -> None:
    matter = steps.examined(cast)
    with pytest.raises(NotFound):
        grant_application(ref=matter.ref, by=cast.far_clerk, now=LATER)


def test_what_was_not_examined_cannot_be_granted(cast: Cast) -> None:
    matter = steps.received(cast)
    with pytest.raises(WrongState):
        grant_application(ref=matter.ref, by=cast.approver, now=LATER)


def test_a_stale_form_changes_nothing(cast: Cast) -> None:
    matter = steps.examined(cast)
    with pytest.raises(Stale):
        grant_application(ref=matter.ref, by=cast.approver, now=LATER, version=matter.version - 1)
    matter.refresh_from_db()
    assert matter.state == "examined"


def test_the_same_key_grants_once_and_gives_the_same_matter(cast: Cast) -> None:
    matter = steps.examined(cast)
    by = cast.approver.with_key("one-click")
    first = grant_application(ref=matter.ref, by=by, now=LATER)
    second = grant_application(ref=matter.ref, by=by, now=LATER)
    assert (first.pk, first.decisions.count()) == (second.pk, 1)


def test_a_grant_and_a_refused_try_each_leave_an_audit_row(cast: Cast) -> None:
    matter = steps.examined(cast)
    with pytest.raises(NotAllowed):
        grant_application(ref=matter.ref, by=cast.examiner, now=LATER)
    grant_application(ref=matter.ref, by=cast.approver, now=LATER)
    rows = AuditRow.objects.filter(action="grant_application").order_by("id")
    assert [(row.result, row.reason, row.person_id) for row in rows] == [
        ("refused", "no_right", cast.people["examiner"].pk),
        ("done", "", cast.people["approver"].pk),
    ]


def test_what_lies_outside_the_scope_is_stopped_at_receiving(cast: Cast) -> None:
    matter = steps.submitted(cast, subject="other")
    with pytest.raises(LawForbids) as stop:
        steps.intake.receive_application(ref=matter.ref, by=cast.clerk, now=LATER)
    assert stop.value.code == "out_of_scope"


def test_the_worklist_copies_follow_the_state(cast: Cast) -> None:
    matter = steps.granted(cast)
    assert set(Grant.objects.filter(matter=matter).values_list("state", flat=True)) == {"awaiting_assignment"}
