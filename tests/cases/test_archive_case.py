"""Into the archive, and out again."""

from datetime import timedelta

import pytest

from fayuan.cases.operations import archive_case, follow_up, pay_subsidy, reopen_case, terminate_aid
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.intake.operations import decide_objection, object_to_decision
from fayuan.matters.models import Matter
from fayuan.matters.timers import run_due
from fayuan.messaging.delivery import arrived

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)


def test_a_closed_case_is_archived(cast: Cast) -> None:
    matter = archive_case(ref=steps.closed(cast).ref, by=cast.closing_reviewer, now=LATER)
    assert matter.state == "archived"
    assert not matter.timers.filter(ended_at=None).exists()


def test_only_a_closing_reviewer_archives(cast: Cast) -> None:
    matter = steps.closed(cast)
    with pytest.raises(NotAllowed):
        archive_case(ref=matter.ref, by=cast.clerk, now=LATER)


def test_a_case_at_work_is_not_archived(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        archive_case(ref=matter.ref, by=cast.closing_reviewer, now=LATER)


def test_a_terminated_case_waits_until_nobody_can_object_any_more(cast: Cast) -> None:
    matter = terminate_aid(ref=steps.handling(cast).ref, ground="asked", by=cast.approver, now=NOW)
    arrived(matter.messages.get(template="terminated"), NOW)
    with pytest.raises(WrongState):
        archive_case(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    later = NOW + timedelta(days=40)
    run_due(later)
    assert archive_case(ref=matter.ref, by=cast.closing_reviewer, now=later).state == "archived"


def upheld(cast: Cast, matter: Matter) -> Matter:
    object_to_decision(ref=matter.ref, reason="不同意", by=cast.applicant, now=LATER)
    given = {"outcome": "uphold", "reason": "没有新的证据", "by": cast.bureau_officer}
    return decide_objection(ref=matter.ref, **given, now=LATER)


def test_a_termination_whose_objection_failed_is_paid_followed_up_and_archived(cast: Cast) -> None:
    matter = terminate_aid(ref=steps.handling(cast).ref, ground="asked", by=cast.approver, now=NOW)
    arrived(matter.messages.get(template="terminated"), NOW)
    matter = upheld(cast, matter)
    pay_subsidy(ref=matter.ref, by=cast.finance, now=LATER)
    follow_up(ref=matter.ref, satisfied=3, by=cast.clerk, now=LATER)
    assert archive_case(ref=matter.ref, by=cast.closing_reviewer, now=LATER).state == "archived"


def test_a_refusal_whose_objection_failed_has_no_case_to_archive(cast: Cast) -> None:
    matter = upheld(cast, steps.refused(cast))
    with pytest.raises(WrongState):
        archive_case(ref=matter.ref, by=cast.closing_reviewer, now=LATER)
    with pytest.raises(WrongState):
        follow_up(ref=matter.ref, satisfied=3, by=cast.clerk, now=LATER)
    with pytest.raises(WrongState):
        pay_subsidy(ref=matter.ref, by=cast.finance, now=LATER)


def test_a_file_is_taken_out_again_for_a_reason(cast: Cast) -> None:
    matter = steps.archived(cast)
    with pytest.raises(BadInput):
        reopen_case(ref=matter.ref, reason="", by=cast.closing_reviewer, now=LATER)
    matter = reopen_case(ref=matter.ref, reason="补装材料", by=cast.closing_reviewer, now=LATER)
    assert matter.state == "closed"
    assert matter.entries.get(kind="reopened").body == "补装材料"
