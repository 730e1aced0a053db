"""Hearings as a calendar that a phone can subscribe to (RFC 5545), under an address nobody can guess."""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from django.http import HttpResponse

from fayuan.cases.models import Hearing
from fayuan.core.errors import NotFound
from fayuan.core.keys import NoKey, ring
from fayuan.people.models import Account

LENGTH = timedelta(hours=2)  # nobody knows how long a hearing takes; phones want an end
BACK = timedelta(days=60)  # so far back hearings stay in the calendar
MOST_BYTES = 75  # of a line
Title = Callable[[Hearing], str]


def token_of(account: Account, label: bytes) -> str:
    """What names the account in the address of its calendar; `label` keeps the kinds of calendar apart."""
    return base64.urlsafe_b64encode(ring().encrypt(str(account.pk).encode(), label)).decode()


def owner_of(token: str, label: bytes) -> Account:
    """The account whose calendar the token opens; `NotFound` for any other, and once the account is closed."""
    try:
        number = ring().decrypt(base64.urlsafe_b64decode(token), label)
    except (binascii.Error, InvalidTag, IndexError, NoKey, ValueError) as wrong:
        raise NotFound from wrong
    owner = Account.objects.filter(pk=int(number), is_active=True).select_related("person").first()
    if owner is None:
        raise NotFound
    return owner


def answer(hearings: Iterable[Hearing], now: datetime, title: Title) -> HttpResponse:
    """The calendar. `title` gives what a phone shows of a hearing when it is locked: never a person."""
    lines = _lines(hearings, now, title)
    body = "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _lines(hearings: Iterable[Hearing], now: datetime, title: Title) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fayuan//hearings//ZH", "CALSCALE:GREGORIAN")
    for hearing in hearings:
        yield from ("BEGIN:VEVENT", f"UID:hearing-{hearing.pk}@fayuan", f"DTSTAMP:{_utc(now)}")
        yield from _when(hearing)
        yield f"SUMMARY:{_escaped(title(hearing))}"
        if hearing.place:
            yield f"LOCATION:{_escaped(hearing.place)}"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _when(hearing: Hearing) -> Iterator[str]:
    if hearing.at is None:
        yield f"DTSTART;VALUE=DATE:{hearing.on:%Y%m%d}"
        return
    yield f"DTSTART:{_utc(hearing.at)}"
    yield f"DTEND:{_utc(hearing.at + LENGTH)}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text as the format wants it: its own signs and line ends escaped."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, never through a letter; those after the first begin with a space."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > MOST_BYTES:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
