"""Telling people: a short text without name or case, at day time, and never to a phone that is not safe."""

from datetime import datetime, timedelta
from string import Formatter

import pytest

from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import WrongState
from fayuan.intake.inputs import AgentInput
from fayuan.messaging import jobs, texts
from fayuan.messaging.models import Message
from fayuan.messaging.operations import next_sending_hour, record_handover, tell

import steps
from cast import NOW, Cast

SAMPLE = {
    "date": "12月31日",
    "count": "12",
    "tail": "7K2M",
    "code": "123456",
    "minutes": "10",
    "clock": "确定承办人",
    "link": "https://fy.yunling.gov.cn/sign/AbCdEfGhIjKl/",
    "what": "强制措施",
    "place": "双江拉祜族佤族布朗族傣族自治县法律援助中心",
}


@pytest.mark.parametrize("template", sorted(texts.TEXTS))
def test_every_text_fits_one_message_and_names_no_case(template: str) -> None:
    wanted = {name for _, name, _, _ in Formatter().parse(str(texts.TEXTS[template])) if name}
    words = texts.write(template, **{name: SAMPLE[name] for name in wanted})
    assert len(f"【云岭法律援助】{words}") <= 70, words


def test_a_receipt_is_told_by_text_with_four_letters_of_the_reference(cast: Cast) -> None:
    matter = steps.received(cast)
    message = matter.messages.get(template="received")
    assert message.channel == Message.Channel.SMS
    assert matter.ref[-4:] in message.text
    assert "李某" not in message.text
    assert "机械" not in message.text


def test_who_may_not_be_texted_is_not(cast: Cast) -> None:
    person = cast.people["applicant"]
    person.may_text = False
    person.save()
    message = tell(steps.submitted(cast), person, "deemed_withdrawn", now=NOW)
    assert message.status == Message.Status.WITHHELD
    jobs.send(message.pk)
    message.refresh_from_db()
    assert message.sent_at is None


def test_at_night_a_text_waits_for_eight_in_the_morning() -> None:
    late = datetime(2026, 6, 12, 22, 0, tzinfo=SHANGHAI)
    early = datetime(2026, 6, 13, 5, 0, tzinfo=SHANGHAI)
    morning = datetime(2026, 6, 13, 8, 0, tzinfo=SHANGHAI)
    assert [next_sending_hour(late), next_sending_hour(early), next_sending_hour(NOW)] == [
        morning,
        morning,
        NOW,
    ]


def test_a_message_goes_out_once_however_often_its_job_runs(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    matter = steps.received(cast)
    message = matter.messages.get(template="received")
    caplog.set_level("INFO", logger="fayuan.messaging.sms")
    for _ in range(3):
        jobs.send(message.pk)
    assert len([line for line in caplog.messages if line.startswith("text message")]) == 1


def test_the_period_to_object_begins_when_the_refusal_has_gone_out(cast: Cast) -> None:
    matter = steps.refused(cast)
    assert not matter.timers.filter(name="object_until").exists()
    jobs.send(matter.messages.get(template="refused").pk)
    assert matter.timers.filter(name="object_until").count() == 1


def test_or_when_the_clerk_recorded_that_it_was_handed_over(cast: Cast) -> None:
    person = cast.people["applicant"]
    person.may_text = False
    person.save()
    matter = steps.refused(cast)
    message = matter.messages.get(template="refused")
    record_handover(ref=matter.ref, message=message.pk, by=cast.clerk, now=NOW + timedelta(days=2))
    assert matter.timers.get(name="object_until").started_at == NOW + timedelta(days=2)
    with pytest.raises(WrongState):
        record_handover(ref=matter.ref, message=message.pk, by=cast.clerk, now=NOW + timedelta(days=3))


def test_who_cannot_act_alone_is_told_through_whom_applied_for_them(cast: Cast) -> None:
    child, mother = cast.people["applicant"], cast.people["other_applicant"]
    child.born = NOW.date() - timedelta(days=3650)
    child.save()
    agent = AgentInput("legal_representative", mother.name, person=mother.pk)
    matter = steps.received(cast, agent=agent)
    assert matter.messages.get(template="received").person == mother


def test_who_is_held_is_told_through_their_family(cast: Cast) -> None:
    wife = cast.people["other_applicant"]
    agent = AgentInput("close_relative", wife.name, person=wife.pk)
    matter = steps.received(
        cast,
        subject="criminal_defence",
        form="defence",
        forum_kind="court",
        detained_at="石桥县看守所",
        agent=agent,
    )
    assert matter.messages.get(template="received").person == wife
