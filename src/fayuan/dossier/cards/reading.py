"""Read a photograph that was handed in, and forget what was read after a day."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from fayuan.dossier import isolation, scanning, store
from fayuan.dossier.cards.fields import Card, card_of
from fayuan.dossier.kinds import Unwelcome, kind_of
from fayuan.dossier.models import CardReading

KEPT = timedelta(days=1)


def read(reading_id: int) -> None:
    """Read it, unless that was done before; then the photograph goes. A card without a number counts as not read."""
    reading = CardReading.objects.filter(pk=reading_id).first()
    if reading is None:
        return
    if reading.status == CardReading.Status.WAITING:
        _settle(reading)
    store.let_go(reading.held)


def forget(now: datetime) -> None:
    """Take away what is older than a day, and photographs that still wait."""
    for reading in CardReading.objects.filter(at__lt=now - KEPT):
        with transaction.atomic():
            reading.delete()
        store.let_go(reading.held)


def _settle(reading: CardReading) -> None:
    try:
        card = _read(store.held(reading.held))
    except FileNotFoundError:
        reading.status, reading.fault = CardReading.Status.FAILED, "lost"
    except Unwelcome as refusal:
        reading.status, reading.fault = CardReading.Status.FAILED, refusal.code
    else:
        reading.status, reading.says = CardReading.Status.READ, asdict(card)
    reading.save(update_fields=["status", "fault", "says"])


def _read(content: bytes) -> Card:
    """What stands on the card: scanned, made anew, and only then recognised."""
    scanning.scan(content)
    picture, _kind, _pages = isolation.inspect(content, kind_of(content))
    card = card_of(isolation.recognise(picture))
    if not card.id_number:
        raise Unwelcome("no_number")
    return card
