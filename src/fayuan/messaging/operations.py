"""Telling people: write a message, and record that something was handed over instead.

`tell` is a part of other operations and runs in their transaction: row, job and change stand or fall together.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import cast

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.law import facts
from fayuan.matters import access
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import note
from fayuan.messaging import jobs, texts
from fayuan.messaging.delivery import arrived
from fayuan.messaging.models import Message
from fayuan.network.models import Institution
from fayuan.people.models import Person

FIRST_HOUR, LAST_HOUR = time(8), time(21)  # text messages go out between these, Beijing time


def tell(
    matter: Matter,
    to: Person | Institution,
    template: str,
    *,
    now: datetime,
    data: Mapping[str, str] | None = None,
) -> Message:
    """Write one message to a person or an authority; how it may reach them is decided here."""
    return _write(matter, to, template, {"tail": matter.ref[-4:], **(data or {})}, now)


def tell_person(to: Person, template: str, *, now: datetime, data: Mapping[str, str]) -> Message:
    """Write one message that is about no matter, such as that a question was answered."""
    return _write(None, to, template, data, now)


def _write(
    matter: Matter | None, to: Person | Institution, template: str, data: Mapping[str, str], now: datetime
) -> Message:
    text = texts.write(template, **data)
    message = Message(matter=matter, template=template, text=text, made_at=now, not_before=now)
    if isinstance(to, Institution):
        message.institution, message.channel = to, Message.Channel.INBOX
    else:
        message.person = to
        _choose_way(message, to, now)
    message.save()
    if message.status == Message.Status.QUEUED:
        _send(message, now)
    return message


def tell_applicant(
    matter: Matter, template: str, *, now: datetime, data: Mapping[str, str] | None = None
) -> Message | None:
    """Tell the applicant, or the agent when the applicant has no way to be reached; None when nobody can be.

    For a child, for whoever cannot act alone, and for whoever is held, the agent who applied is told first.
    """
    for person in _side(matter, now):
        if person.phone or hasattr(person, "account"):
            return tell(matter, person, template, now=now, data=data)
    return None


def _side(matter: Matter, now: datetime) -> list[Person]:
    """The people on the applicant's side, in the order in which they are told."""
    side = matter.parties.filter(role__in=(Party.Role.APPLICANT, Party.Role.AGENT), person__isnull=False)
    parties = list(side.select_related("person").order_by("-role"))  # applicant before agent
    people = [party.person for party in parties if party.person is not None]
    if len(people) > 1 and (matter.detained_at or not _acts_alone(people[0], now)):
        people.reverse()
    return people


def _acts_alone(person: Person, now: datetime) -> bool:
    """Whether the person has full civil capacity today (民法典 17-22)."""
    known = facts.Person(born=person.born, capacity=cast(facts.Capacity, person.capacity))
    return known.capacity_on(now.astimezone(SHANGHAI).date()) == "full"


def _choose_way(message: Message, person: Person, now: datetime) -> None:
    """Text message when there is a phone and it is safe; the inbox without a phone; nothing when texting is unsafe."""
    if not person.may_text:
        message.channel, message.status = Message.Channel.SMS, Message.Status.WITHHELD
    elif person.phone:
        message.channel, message.not_before = Message.Channel.SMS, next_sending_hour(now)
    else:
        message.channel = Message.Channel.INBOX


def next_sending_hour(now: datetime) -> datetime:
    """`now`, or the next eight o'clock in the morning when it is night."""
    local = now.astimezone(SHANGHAI)
    if FIRST_HOUR <= local.time() < LAST_HOUR:
        return now
    day = local.date() + timedelta(days=local.time() >= LAST_HOUR)
    return datetime.combine(day, FIRST_HOUR, SHANGHAI)


def _send(message: Message, now: datetime) -> None:
    if message.channel == Message.Channel.INBOX:
        arrived(message, now)
    else:
        jobs.send.configure(schedule_at=message.not_before).defer(message_id=message.pk)


@operation
def record_handover(*, ref: str, message: int, by: Actor, now: datetime) -> Message:
    """The clerk told the person by telephone or handed the paper over, because no text message may be sent.

    From this moment count the periods that count from the message.
    """
    matter = access.fetch(ref, by, now)
    access.require(by, "clerk", matter)
    found = matter.messages.filter(pk=message).first()
    if found is None:
        raise NotFound
    if found.status not in {Message.Status.WITHHELD, Message.Status.FAILED, Message.Status.UNKNOWN}:
        raise WrongState(_("这条消息已经送达，不用再告知。"))
    arrived(found, now, status=Message.Status.HANDED)
    note(matter, "handed_over", by=by, now=now, data={"template": found.template})
    return found
