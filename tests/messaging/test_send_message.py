"""Sending a text message once, whatever the carrier answers and wherever the worker dies."""

import pytest

from fayuan.messaging import jobs
from fayuan.messaging.models import Message
from fayuan.messaging.operations import tell_person
from fayuan.messaging.sms import Outcome

from cast import NOW, Cast

Status = Message.Status


class Carrier:
    """Answers as it is told to; remembers what left."""

    def __init__(self) -> None:
        self.sends: Outcome = "sent"
        self.knows: Outcome = "unknown"
        self.sent: list[str] = []
        self.asked: list[str] = []

    def send(self, name: str, phone: str, text: str) -> Outcome:
        self.sent.append(name)
        return self.sends

    def ask(self, name: str) -> Outcome:
        self.asked.append(name)
        return self.knows


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Carrier:
    made = Carrier()
    monkeypatch.setattr(jobs, "carrier", lambda: made)
    return made


@pytest.fixture
def message(cast: Cast) -> Message:
    return tell_person(cast.people["applicant"], "question_answered", now=NOW, data={"tail": "ABCD"})


def state(message: Message) -> str:
    return Message.objects.get(pk=message.pk).status


def test_a_message_that_left_is_not_sent_again(carrier: Carrier, message: Message) -> None:
    jobs.send(message.pk)
    jobs.send(message.pk)
    assert len(carrier.sent) == 1
    assert state(message) == Status.SENT


def test_one_of_unknown_fate_is_asked_after_and_not_sent_while_nobody_knows(
    carrier: Carrier, message: Message
) -> None:
    carrier.sends = "unknown"
    for _ in range(3):
        with pytest.raises(jobs.NotSent):
            jobs.send(message.pk)
    assert len(carrier.sent) == 1
    assert len(carrier.asked) == 2
    assert state(message) == Status.UNKNOWN


def test_one_that_the_carrier_says_has_left_counts_as_sent(carrier: Carrier, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(status=Status.UNKNOWN)  # the worker died while it was sent
    carrier.knows = "sent"
    jobs.send(message.pk)
    assert carrier.sent == []
    assert state(message) == Status.SENT


def test_one_that_the_carrier_never_saw_is_sent(carrier: Carrier, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(status=Status.UNKNOWN)
    carrier.knows = "failed"
    jobs.send(message.pk)
    assert len(carrier.sent) == 1
    assert state(message) == Status.SENT


def test_one_that_was_refused_is_tried_again_without_asking(carrier: Carrier, message: Message) -> None:
    carrier.sends = "failed"
    with pytest.raises(jobs.NotSent):
        jobs.send(message.pk)
    carrier.sends = "sent"
    jobs.send(message.pk)
    assert carrier.asked == []
    assert len(carrier.sent) == 2
