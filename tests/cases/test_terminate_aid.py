"""Ending the aid: on which grounds, whom it tells, when the recipient may object; and going on after a correction."""

from datetime import date, timedelta

import pytest

from fayuan.assignment.operations import assign_lawyer
from fayuan.cases.operations import resume_aid, terminate_aid
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.intake.operations import decide_objection, object_to_decision
from fayuan.matters.models import Matter
from fayuan.matters.timers import run_due
from fayuan.messaging.delivery import arrived
from fayuan.people.models import Post

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=3)  # Monday 15 June


def terminated(cast: Cast, ground: str = "asked") -> Matter:
    """Ended while the lawyer was at work; the message has arrived."""
    matter = terminate_aid(ref=steps.handling(cast).ref, ground=ground, by=cast.approver, now=LATER)
    for message in matter.messages.filter(template="terminated"):
        arrived(message, LATER)
    matter.refresh_from_db()
    return matter


def test_the_aid_ends_with_a_decision_that_names_the_article(cast: Cast) -> None:
    matter = terminated(cast)
    assert matter.state == "terminated"
    assert matter.terminations.get().article == "法律援助法 48(7)"
    decision = matter.papers.get(name="终止法律援助决定书")
    assert decision.data["basis"] == ["法律援助法 48(7)"]
    assert "15日" in decision.data["objection_period"]


def test_recipient_and_lawyer_are_told(cast: Cast) -> None:
    told = {each.person for each in terminated(cast).messages.filter(made_at=LATER)}
    assert told == {cast.people["applicant"], cast.people["lawyer"]}


def test_the_days_to_object_begin_when_the_message_has_gone_out(cast: Cast) -> None:
    matter = terminate_aid(ref=steps.handling(cast).ref, ground="asked", by=cast.approver, now=LATER)
    assert not matter.timers.filter(ended_at=None).exists()
    arrived(matter.messages.get(template="terminated"), LATER + timedelta(days=1))
    assert matter.timers.get(name="object_until").due_on == date(2026, 7, 1)


def test_all_other_clocks_stop(cast: Cast) -> None:
    matter = terminate_aid(ref=steps.assigned(cast).ref, ground="asked", by=cast.approver, now=LATER)
    assert matter.timers.get(name="sign_agreement").status == "cancelled"


def test_the_authority_gets_a_letter_and_word_of_it(cast: Cast) -> None:
    matter = steps.notified(cast)
    assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=NOW)
    matter = terminate_aid(ref=matter.ref, ground="own_lawyer", by=cast.approver, now=LATER)
    assert matter.papers.filter(name="终止法律援助公函").count() == 1
    told = {(each.person, each.institution) for each in matter.messages.filter(made_at=LATER)}
    assert told == {(cast.people["defender"], None), (None, cast.court)}


def test_before_anybody_was_assigned_only_the_recipient_is_told(cast: Cast) -> None:
    matter = terminate_aid(ref=steps.granted(cast).ref, ground="asked", by=cast.approver, now=LATER)
    assert [each.person for each in matter.messages.filter(made_at=LATER)] == [cast.people["applicant"]]
    assert not matter.papers.filter(name="终止法律援助公函").exists()


def test_a_ground_that_the_law_does_not_know_is_refused(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(BadInput):
        terminate_aid(ref=matter.ref, ground="too_expensive", by=cast.approver, now=LATER)


def test_means_do_not_end_a_notified_defence(cast: Cast) -> None:
    matter = steps.notified(cast)
    with pytest.raises(BadInput):
        terminate_aid(ref=matter.ref, ground="means_changed", by=cast.approver, now=LATER)


def test_papers_that_were_never_due_cannot_be_the_ground(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        terminate_aid(ref=matter.ref, ground="first_grant_not_completed", by=cast.approver, now=LATER)


def granted_first(cast: Cast) -> Matter:
    """First aid on 13 October; the papers are due on the 23rd."""
    start = NOW.replace(month=10, day=12)
    matter = steps.received(
        cast, start, limitation=date(2026, 10, 18), materials=("application_form", "id_card")
    )
    now = start + timedelta(days=1)
    return steps.intake.grant_first(
        ref=matter.ref, reason="limitation", complete_by=date(2026, 10, 23), by=cast.approver, now=now
    )


def test_while_the_papers_may_still_come_first_aid_goes_on(cast: Cast) -> None:
    matter = granted_first(cast)
    now = NOW.replace(month=10, day=20)
    run_due(now)
    with pytest.raises(WrongState):
        terminate_aid(ref=matter.ref, ground="first_grant_not_completed", by=cast.approver, now=now)


def test_first_aid_ends_when_the_papers_did_not_come(cast: Cast) -> None:
    matter = granted_first(cast)
    now = NOW.replace(month=10, day=26)
    run_due(now)
    matter = terminate_aid(ref=matter.ref, ground="first_grant_not_completed", by=cast.approver, now=now)
    assert matter.state == "terminated"


def test_only_an_approver_ends_the_aid(cast: Cast) -> None:
    matter = steps.handling(cast)
    for key in ("clerk", "assigner", "lawyer"):
        with pytest.raises(NotAllowed):
            terminate_aid(ref=matter.ref, ground="asked", by=cast.actor(key), now=LATER)


def test_nobody_ends_the_aid_in_a_matter_of_their_own(cast: Cast) -> None:
    Post.objects.create(person=cast.people["applicant"], role="approver", institution=cast.agency, since=NOW)
    matter = steps.handling(cast)
    with pytest.raises(NotAllowed) as refused:
        terminate_aid(ref=matter.ref, ground="asked", by=cast.actor("applicant", LATER), now=LATER)
    assert refused.value.code == "own_matter"


def corrected(cast: Cast, matter: Matter) -> Matter:
    """The bureau ordered the termination to be corrected."""
    matter = object_to_decision(ref=matter.ref, reason="我没有要求终止", by=cast.applicant, now=LATER)
    return decide_objection(
        ref=matter.ref, outcome="correct", reason="理由不成立", by=cast.bureau_officer, now=LATER
    )


def test_after_an_ordered_correction_the_work_goes_on_where_it_stood(cast: Cast) -> None:
    matter = corrected(cast, terminated(cast))
    matter = resume_aid(ref=matter.ref, by=cast.approver, now=LATER + timedelta(days=1))
    assert (matter.state, matter.handler) == ("handling", cast.people["lawyer"])


def test_a_matter_that_awaited_its_lawyer_gets_three_days_again(cast: Cast) -> None:
    matter = terminate_aid(ref=steps.granted(cast).ref, ground="asked", by=cast.approver, now=LATER)
    matter = corrected(cast, matter)
    matter = resume_aid(ref=matter.ref, by=cast.approver, now=LATER)
    assert matter.state == "awaiting_assignment"
    assert matter.timers.get(name="assign", ended_at=None).due_on == date(2026, 6, 18)


def test_what_was_refused_and_corrected_is_not_resumed_but_granted(cast: Cast) -> None:
    matter = corrected(cast, steps.refused(cast))
    with pytest.raises(WrongState):
        resume_aid(ref=matter.ref, by=cast.approver, now=LATER)
