"""What applicant, lawyer and office write to each other."""

from datetime import timedelta

import pytest

from fayuan.core.errors import NotAllowed, NotFound, WrongState
from fayuan.matters.queries import timeline
from fayuan.messaging.models import Message
from fayuan.messaging.notes import write_letter, write_to_agency, write_to_client, write_to_lawyer
from fayuan.messaging.queries import conversation, messages_waiting

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=2)


def test_what_lawyer_and_client_write_the_office_does_not_read(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_to_lawyer(ref=matter.ref, text="证人改口了", by=cast.applicant, now=LATER)
    write_to_client(ref=matter.ref, text="明天见面谈", by=cast.lawyer, now=LATER)
    said = ["证人改口了", "明天见面谈"]
    assert [row.body for row in conversation(matter, cast.applicant)] == said
    assert [row.body for row in conversation(matter, cast.lawyer)] == said
    assert not timeline(matter, cast.clerk).filter(kind__in=("to_lawyer", "from_lawyer")).exists()
    assert not conversation(matter, cast.clerk).exists()


def test_a_message_to_the_office_waits_until_a_letter_answers_it(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_to_agency(ref=matter.ref, text="律师一直没有联系我", by=cast.applicant, now=LATER)
    assert [row.matter_id for row in messages_waiting([cast.agency.pk], cast.clerk)] == [matter.pk]
    assert timeline(matter, cast.clerk).filter(kind="message").exists()
    assert not timeline(matter, cast.lawyer).filter(kind="message").exists()
    write_letter(ref=matter.ref, text="已经催办", by=cast.clerk, now=LATER + timedelta(hours=1))
    assert not messages_waiting([cast.agency.pk], cast.clerk).exists()
    assert [row.kind for row in conversation(matter, cast.applicant)] == ["message", "letter"]


def test_the_text_message_holds_nothing_of_what_was_written(cast: Cast) -> None:
    matter = steps.handling(cast)
    write_to_lawyer(ref=matter.ref, text="我住在妹妹家", by=cast.applicant, now=LATER)
    last = Message.objects.latest("id")
    assert last.person_id == cast.people["lawyer"].pk
    assert "妹妹" not in last.text


def test_nobody_else_writes(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(NotAllowed):
        write_to_client(ref=matter.ref, text="你好", by=cast.clerk, now=LATER)
    with pytest.raises(NotFound):
        write_to_lawyer(ref=matter.ref, text="你好", by=cast.other_applicant, now=LATER)


def test_without_a_lawyer_there_is_nobody_to_write_to(cast: Cast) -> None:
    matter = steps.granted(cast)
    with pytest.raises(WrongState):
        write_to_lawyer(ref=matter.ref, text="你好", by=cast.applicant, now=LATER)
