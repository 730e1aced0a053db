"""Another lawyer: asked for with or without evidence, granted or not."""

from datetime import date, datetime, timedelta

import pytest

from fayuan.assignment.operations import ask_replacement, keep_lawyer, replace_lawyer
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids, NotAllowed, NotFound, WrongState
from fayuan.matters.access import fetch, seen_by
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer

import steps
from cast import NOW, Cast

ASKED = datetime(2026, 6, 25, 10, 0, tzinfo=SHANGHAI)
DECIDED = ASKED + timedelta(days=1)


def asked(cast: Cast, *, evidence: tuple[str, ...] = ("通话记录",)) -> Matter:
    """A recipient who asks for another lawyer."""
    matter = steps.handling(cast)
    return ask_replacement(
        ref=matter.ref, reason="一直没有联系我", evidence=evidence, by=cast.applicant, now=ASKED
    )


def test_a_request_changes_no_state_and_five_days_to_decide_begin(cast: Cast) -> None:
    matter = asked(cast)
    assert matter.state == "handling"
    assert matter.timers.get(name="decide_replacement").due_on == date(2026, 6, 30)


def test_with_evidence_the_request_is_put_on_its_sheet(cast: Cast) -> None:
    assert asked(cast).papers.filter(name="更换法律援助人员审批表").count() == 1


def test_without_evidence_there_is_no_sheet(cast: Cast) -> None:
    assert not asked(cast, evidence=()).papers.filter(name="更换法律援助人员审批表").exists()


def test_one_request_at_a_time(cast: Cast) -> None:
    matter = asked(cast)
    with pytest.raises(WrongState):
        ask_replacement(ref=matter.ref, reason="再说一次", by=cast.applicant, now=ASKED)


def test_a_stranger_does_not_find_the_matter(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(NotFound):
        ask_replacement(ref=matter.ref, reason="不满意", by=cast.other_applicant, now=ASKED)


def test_the_lawyer_in_charge_cannot_ask_in_the_recipients_place(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(NotAllowed):
        ask_replacement(ref=matter.ref, reason="不想办", by=cast.lawyer, now=ASKED)


def test_keeping_the_lawyer_needs_a_reason_and_tells_the_recipient(cast: Cast) -> None:
    matter = asked(cast)
    with pytest.raises(BadInput):
        keep_lawyer(ref=matter.ref, reason="", by=cast.assigner, now=DECIDED)
    matter = keep_lawyer(ref=matter.ref, reason="没有证据", by=cast.assigner, now=DECIDED)
    assert (matter.state, matter.handler) == ("handling", cast.people["lawyer"])
    assert matter.timers.get(name="decide_replacement").status == "met"
    assert [each.person for each in matter.messages.filter(made_at=DECIDED)] == [cast.people["applicant"]]


def test_without_a_request_there_is_nothing_to_keep(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState):
        keep_lawyer(ref=matter.ref, reason="没有证据", by=cast.assigner, now=DECIDED)


def replaced(cast: Cast) -> Matter:
    """The request was granted: another firm's lawyer is in charge."""
    matter = asked(cast)
    other = cast.people["other_lawyer"].pk
    return replace_lawyer(ref=matter.ref, lawyer=other, by=cast.assigner, now=DECIDED)


def test_the_new_lawyer_is_in_charge_and_the_days_to_sign_begin_anew(cast: Cast) -> None:
    matter = replaced(cast)
    assert (matter.state, matter.handler) == ("assigned", cast.people["other_lawyer"])
    assert matter.timers.get(name="sign_agreement", ended_at=None).due_on == date(2026, 7, 1)
    assert matter.papers.filter(name="更换法律援助人员通知书").count() == 1


def test_recipient_and_both_lawyers_are_told(cast: Cast) -> None:
    told = {each.person for each in replaced(cast).messages.filter(made_at=DECIDED)}
    assert told == {cast.people[key] for key in ("applicant", "lawyer", "other_lawyer")}


def test_from_that_moment_the_matter_does_not_exist_for_the_former_lawyer(cast: Cast) -> None:
    matter = replaced(cast)
    with pytest.raises(NotFound):
        fetch(matter.ref, cast.lawyer, DECIDED)
    assert not seen_by(cast.firm_head, DECIDED).filter(pk=matter.pk).exists()


def test_the_same_lawyer_is_no_replacement(cast: Cast) -> None:
    matter = asked(cast)
    with pytest.raises(BadInput):
        replace_lawyer(ref=matter.ref, lawyer=cast.people["lawyer"].pk, by=cast.assigner, now=DECIDED)


def test_the_law_is_asked_about_the_new_lawyer_too(cast: Cast) -> None:
    matter = asked(cast)
    Lawyer.objects.filter(person=cast.people["other_lawyer"]).update(suspended=True)
    with pytest.raises(LawForbids):
        replace_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.assigner, now=DECIDED)


def test_without_a_request_the_agency_says_why_it_replaces(cast: Cast) -> None:
    matter, other = steps.handling(cast), cast.people["other_lawyer"].pk
    with pytest.raises(BadInput):
        replace_lawyer(ref=matter.ref, lawyer=other, by=cast.assigner, now=DECIDED)
    matter = replace_lawyer(ref=matter.ref, lawyer=other, reason="原律师患病", by=cast.assigner, now=DECIDED)
    assert matter.handler == cast.people["other_lawyer"]


def test_only_an_assigner_replaces(cast: Cast) -> None:
    matter = asked(cast)
    with pytest.raises(NotAllowed):
        replace_lawyer(ref=matter.ref, lawyer=cast.people["other_lawyer"].pk, by=cast.approver, now=DECIDED)


def test_a_request_lapses_when_the_lawyer_steps_back(cast: Cast) -> None:
    matter = steps.assigned(cast)
    ask_replacement(ref=matter.ref, reason="不满意", by=cast.applicant, now=NOW + timedelta(hours=2))
    steps.assignment.decline_assignment(ref=matter.ref, reason="冲突", by=cast.lawyer, now=ASKED)
    assert matter.replacement_requests.get().outcome == "lapsed"
    assert matter.timers.get(name="decide_replacement").status == "cancelled"
