"""A letter asks another agency for help: the days to decide wait, the agency asked sees the letter and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.intake.access import letters_seen_by
from fayuan.intake.models import CooperationLetter
from fayuan.intake.operations import (
    answer_cooperation_letter,
    ask_supplement,
    record_cooperation_answer,
    send_cooperation_letter,
    supplement_application,
    withdraw_application,
)
from fayuan.matters import timers
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(days=4)
UNTIL = date(2026, 6, 26)


def asked(cast: Cast, matter: Matter | None = None, **changes: Any) -> CooperationLetter:
    matter = matter or steps.received(cast)
    given: dict[str, Any] = {
        "ref": matter.ref,
        "agency": cast.other_agency.pk,
        "items": ("核实申请人在松岭县有无住房",),
        "reply_by": UNTIL,
        "by": cast.clerk,
        "now": SOON,
    }
    return send_cooperation_letter(**{**given, **changes})


def answered(cast: Cast, letter: CooperationLetter, **changes: Any) -> CooperationLetter:
    given: dict[str, Any] = {
        "ref": letter.ref,
        "outcome": "helped",
        "answer": "经查，名下无住房。",
        "by": cast.far_clerk,
        "now": LATER,
    }
    return answer_cooperation_letter(**{**given, **changes})


def test_the_letter_is_a_numbered_paper_with_its_items_and_last_day(cast: Cast) -> None:
    paper = asked(cast).paper
    assert paper.name == "法律援助协作函"
    assert paper.number
    assert (paper.data["addressee"], paper.data["reply_by"]) == (cast.other_agency.name, "2026-06-26")


def test_the_days_to_decide_wait_for_the_answer(cast: Cast) -> None:
    letter = asked(cast)
    assert letter.matter.timers.get(name="decide").status == "paused"
    assert letter.matter.timers.get(name="cooperation", ended_at=None).due_on == UNTIL
    answered(cast, letter)
    assert letter.matter.timers.get(name="decide").due_on == date(2026, 6, 23)  # 19 June and four days
    assert letter.matter.timers.get(name="cooperation").status == "met"


def test_the_agency_asked_finds_the_letter_but_not_the_matter(cast: Cast) -> None:
    letter = asked(cast)
    assert letters_seen_by(cast.far_clerk, SOON).get() == letter
    assert not seen_by(cast.far_clerk, SOON).filter(pk=letter.matter_id).exists()


def test_the_letter_is_found_by_the_two_offices_alone(cast: Cast) -> None:
    asked(cast)
    seeing = {key for key in cast.people if letters_seen_by(cast.actor(key), SOON).exists()}
    assert {"clerk", "examiner", "approver", "far_clerk"} <= seeing
    assert seeing.isdisjoint({"applicant", "other_applicant", "lawyer", "court_officer", "bureau_officer"})


def test_the_agency_asked_is_told_and_so_is_who_asked(cast: Cast) -> None:
    letter = asked(cast)
    answered(cast, letter)
    told = [message.institution for message in letter.matter.messages.filter(institution__isnull=False)]
    assert told == [cast.other_agency, cast.agency]


def test_an_answer_on_paper_is_written_down_by_the_asking_office(cast: Cast) -> None:
    letter = record_cooperation_answer(
        ref=asked(cast).ref, outcome="cannot", answer="档案已移交，无法查询。", by=cast.clerk, now=LATER
    )
    assert (letter.outcome, letter.is_recorded) == ("cannot", True)
    assert letter.matter.timers.get(name="decide").status == "running"


def test_the_asking_office_does_not_answer_in_the_name_of_the_other(cast: Cast) -> None:
    letter = asked(cast)
    with pytest.raises(NotAllowed):
        answered(cast, letter, by=cast.clerk)


def test_a_stranger_does_not_find_the_letter(cast: Cast) -> None:
    letter = asked(cast)
    with pytest.raises(NotFound):
        answered(cast, letter, by=cast.applicant)


def test_it_is_answered_once(cast: Cast) -> None:
    letter = asked(cast)
    answered(cast, letter)
    with pytest.raises(WrongState):
        answered(cast, letter)


def test_of_two_letters_the_last_answer_lets_the_days_count_on(cast: Cast) -> None:
    matter = steps.received(cast)
    first, second = asked(cast, matter), asked(cast, matter, reply_by=date(2026, 6, 30))
    answered(cast, first)
    assert matter.timers.get(name="decide").status == "paused"
    assert matter.timers.get(name="cooperation", ended_at=None).due_on == date(2026, 6, 30)
    answered(cast, second)
    assert matter.timers.get(name="decide").status == "running"


def test_papers_handed_in_do_not_end_the_wait_for_the_letter(cast: Cast) -> None:
    matter = steps.received(cast)
    letter = asked(cast, matter)
    ask_supplement(ref=matter.ref, missing=["case_papers"], until=UNTIL, by=cast.clerk, now=SOON)
    supplement_application(ref=matter.ref, materials=["case_papers"], by=cast.clerk, now=LATER)
    assert matter.timers.get(name="decide").status == "paused"
    answered(cast, letter)
    assert matter.timers.get(name="decide").status == "running"


def test_the_answer_does_not_end_the_wait_for_papers(cast: Cast) -> None:
    matter = steps.received(cast)
    letter = asked(cast, matter)
    ask_supplement(ref=matter.ref, missing=["case_papers"], until=UNTIL, by=cast.clerk, now=SOON)
    answered(cast, letter)
    assert matter.timers.get(name="decide").status == "paused"


def test_without_an_answer_the_last_day_does_not_pass_in_silence(cast: Cast) -> None:
    matter = asked(cast).matter
    timers.run_due(NOW + timedelta(days=30))
    assert matter.entries.filter(kind="overdue", data__timer="cooperation").exists()
    assert matter.timers.get(name="cooperation").status == "run_out"
    assert matter.timers.get(name="decide").status == "paused"


def test_an_answer_may_come_after_the_matter_has_ended(cast: Cast) -> None:
    letter = asked(cast)
    withdraw_application(ref=letter.matter.ref, reason="不申请了", by=cast.applicant, now=SOON)
    answered(cast, letter)
    letter.matter.refresh_from_db()
    assert letter.matter.state == "withdrawn"


def test_before_the_application_is_received_nobody_else_is_asked(cast: Cast) -> None:
    with pytest.raises(WrongState):
        asked(cast, steps.submitted(cast))


def test_a_lawyer_does_not_send_the_agencys_letters(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        asked(cast, steps.handling(cast), by=cast.lawyer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items": (" ",)}, "items"),
        ({"items": ("长" * 1001,)}, "items"),
        ({"reply_by": NOW.date()}, "reply_by"),
        ({"agency": 0}, "agency"),
    ],
)
def test_what_cannot_be_asked_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        asked(cast, **changes)
    assert field in bad.value.fields


def test_an_agency_does_not_ask_itself(cast: Cast) -> None:
    with pytest.raises(BadInput):
        asked(cast, agency=cast.agency.pk)
