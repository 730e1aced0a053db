"""Questions: asked at the window or in writing, answered now or later, with a day to come again."""

from datetime import timedelta
from typing import Any

import pytest

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.intake import queries
from fayuan.intake.inputs import PersonInput
from fayuan.intake.models import Consultation
from fayuan.intake.operations import (
    answer_consultation,
    appoint_consultation,
    ask_question,
    register_consultation,
)
from fayuan.messaging.models import Message

from cast import NOW, Cast

LATER = NOW + timedelta(hours=3)
TOMORROW = NOW + timedelta(days=1)


def registered(cast: Cast, **changes: Any) -> Consultation:
    given: dict[str, Any] = {
        "agency": cast.agency.pk,
        "channel": "window",
        "question": "老板不给工钱怎么办",
        "person": PersonInput(id=cast.people["applicant"].pk),
        "by": cast.clerk,
        "now": NOW,
    }
    return register_consultation(**{**given, **changes})


def asked(cast: Cast) -> Consultation:
    return ask_question(agency=cast.agency.pk, question="赡养费怎么要", by=cast.applicant, now=NOW)


def test_an_answer_at_the_window_is_kept_with_who_gave_it(cast: Cast) -> None:
    consultation = registered(cast, answer="可以申请劳动仲裁。")
    assert (consultation.answered_by, consultation.answered_at) == (cast.people["clerk"], NOW)


def test_nobody_has_to_give_a_name(cast: Cast) -> None:
    assert registered(cast, person=None, answer="可以。").person is None


def test_a_question_without_an_answer_waits_with_the_oldest_first(cast: Cast) -> None:
    registered(cast, answer="可以申请劳动仲裁。")
    later = registered(cast, now=LATER)
    first = asked(cast)
    assert list(queries.unanswered(cast.clerk)) == [first, later]
    assert not queries.unanswered(cast.far_clerk).exists()


def test_a_question_in_writing_is_to_be_answered_within_a_day(cast: Cast) -> None:
    assert queries.answer_by(asked(cast)) == TOMORROW
    assert queries.answer_by(registered(cast)) is None


def test_who_asked_is_told_that_the_answer_is_there_without_its_words(cast: Cast) -> None:
    consultation = asked(cast)
    answer_consultation(ref=consultation.ref, answer="可以申请法律援助。", by=cast.duty_lawyer, now=LATER)
    message = Message.objects.get(template="question_answered")
    assert message.person == cast.people["applicant"]
    assert consultation.ref[-4:] in message.text
    assert "法律援助。" not in message.text


def test_the_asker_reads_the_answer_among_their_own(cast: Cast) -> None:
    consultation = asked(cast)
    answer_consultation(ref=consultation.ref, answer="可以申请。", by=cast.clerk, now=LATER)
    assert queries.own_consultations(cast.applicant).get().answer == "可以申请。"
    assert not queries.own_consultations(cast.other_applicant).exists()


def test_it_is_answered_once(cast: Cast) -> None:
    consultation = registered(cast, answer="可以。")
    with pytest.raises(WrongState):
        answer_consultation(ref=consultation.ref, answer="不可以。", by=cast.clerk, now=LATER)


def test_another_office_does_not_find_it(cast: Cast) -> None:
    with pytest.raises(NotFound):
        answer_consultation(ref=asked(cast).ref, answer="可以。", by=cast.far_clerk, now=LATER)


def test_who_does_not_answer_questions_is_refused(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        answer_consultation(ref=asked(cast).ref, answer="可以。", by=cast.finance, now=LATER)


def test_the_next_appointment_stands_in_the_days_list_and_the_asker_is_told(cast: Cast) -> None:
    consultation = registered(cast, answer="带合同来再看。")
    appoint_consultation(ref=consultation.ref, at=TOMORROW, by=cast.clerk, now=LATER)
    assert list(queries.appointments(cast.clerk, LATER, TOMORROW + timedelta(hours=1))) == [consultation]
    assert "6月13日09:00" in Message.objects.get(template="appointment_made").text


def test_another_time_takes_the_place_of_the_first(cast: Cast) -> None:
    consultation = registered(cast, answer="再来。", appointment_at=TOMORROW)
    moved = appoint_consultation(
        ref=consultation.ref, at=TOMORROW + timedelta(days=2), by=cast.clerk, now=LATER
    )
    assert moved.appointment_at == TOMORROW + timedelta(days=2)
    assert not queries.appointments(cast.clerk, LATER, TOMORROW + timedelta(hours=1)).exists()


def test_nobody_is_asked_to_come_yesterday(cast: Cast) -> None:
    with pytest.raises(BadInput):
        registered(cast, appointment_at=NOW - timedelta(days=1))


@pytest.mark.parametrize("question", ["", "  ", "长" * 10_001])
def test_a_question_has_words_but_not_without_end(cast: Cast, question: str) -> None:
    with pytest.raises(BadInput):
        ask_question(agency=cast.agency.pk, question=question, by=cast.applicant, now=NOW)


def test_an_answer_has_words(cast: Cast) -> None:
    with pytest.raises(BadInput):
        answer_consultation(ref=asked(cast).ref, answer=" ", by=cast.clerk, now=LATER)
