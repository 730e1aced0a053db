"""Sending text messages: once each, however often the job runs."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from procrastinate.contrib.django import app

from fayuan.core.clock import now as clock_now
from fayuan.core.health import Figure, source
from fayuan.core.jobs import RETRY
from fayuan.matters.models import Matter
from fayuan.messaging.delivery import arrived
from fayuan.messaging.models import Message
from fayuan.messaging.sms import carrier

OPEN = frozenset({Message.Status.QUEUED, Message.Status.FAILED, Message.Status.UNKNOWN})


class NotSent(Exception):
    """The carrier refused or did not answer; the job is tried again later."""


@app.task(name="messaging.send", retry=RETRY)
def send(message_id: int) -> None:
    """Send one text message. A try whose fate is unknown is asked after, and made again only when the carrier says that
    nothing was sent; as long as the carrier does not know, it is asked again later."""
    now = clock_now()
    before = _claim(message_id)
    if before is None:
        return
    name, phone, text, unknown = before
    outcome = carrier().ask(name) if unknown else "failed"
    if outcome == "failed":
        outcome = carrier().send(name, phone, text)
    _settle(message_id, outcome, now)
    if outcome != "sent":
        raise NotSent(f"message {message_id}: {outcome}")


@source
def _messages(now: datetime) -> Iterator[Figure]:
    """How many messages have not reached anybody yet."""
    counted = dict(Message.objects.filter(status__in=OPEN).values_list("status").annotate(many=Count("id")))
    for status in sorted(OPEN):
        yield Figure("fayuan_messages", counted.get(status, 0), status)


def _claim(message_id: int) -> tuple[str, str, str, bool] | None:
    """Mark the message as under way; None when it has been sent already, or must not be."""
    with transaction.atomic():
        message = Message.objects.select_for_update(of=("self",)).select_related("person").get(pk=message_id)
        if message.status not in OPEN or message.person is None:
            return None
        unknown = message.status == Message.Status.UNKNOWN
        message.status, message.tries = Message.Status.UNKNOWN, message.tries + 1
        message.save()
        return f"fayuan-{message.pk}", message.person.phone, message.text, unknown


def _settle(message_id: int, outcome: str, now: datetime) -> None:
    with transaction.atomic():
        message = Message.objects.get(pk=message_id)
        if message.matter_id is not None:  # a reaction may change the matter: lock it first, as operations do
            Matter.objects.select_for_update().get(pk=message.matter_id)
        message = Message.objects.select_for_update(of=("self",)).select_related("matter").get(pk=message_id)
        if outcome == "sent":
            arrived(message, now)
        else:
            message.status = outcome
            message.save()
