"""The lawyer's hearings as a calendar that a phone can subscribe to (RFC 5545), under an address nobody can guess."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidTag
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.cases.models import Hearing
from fayuan.cases.queries import hearings_of
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.core.keys import NoKey, ring
from fayuan.people.models import Account, Person, Role
from fayuan.people.queries import actor_of
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

LABEL = b"lawyer.calendar"
LENGTH = timedelta(hours=2)  # nobody knows how long a hearing takes; phones want an end
BACK = timedelta(days=60)
MOST_BYTES = 75  # of a line


def address_of(person: Person) -> str:
    """The address of the person's calendar; it opens nothing once their account is closed."""
    sealed = ring().encrypt(str(person.account.pk).encode(), LABEL)
    return reverse("lawyer:calendar", args=[base64.urlsafe_b64encode(sealed).decode()])


@page("anyone")
def calendar(request: Request, token: str) -> HttpResponse:
    """The calendar that the token opens, while its owner is a lawyer; any other address does not exist."""
    owner = _owner(token)
    actor = actor_of(owner.person, request.now, account=owner, ip=request.actor.ip)
    if not actor.has(Role.LAWYER):
        raise NotFound
    hearings = hearings_of(owner.person, local_day(request.now) - BACK)
    audit.record(actor, request.now, "read_calendar", subject=owner)
    body = "".join(f"{piece}\r\n" for line in _lines(hearings, request.now) for piece in _folded(line))
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _owner(token: str) -> Account:
    try:
        number = ring().decrypt(base64.urlsafe_b64decode(token), LABEL)
    except (binascii.Error, InvalidTag, IndexError, NoKey, ValueError) as wrong:
        raise NotFound from wrong
    owner = Account.objects.filter(pk=int(number), is_active=True).select_related("person").first()
    if owner is None:
        raise NotFound
    return owner


def _lines(hearings: Iterable[Hearing], now: datetime) -> Iterator[str]:
    """The calendar line by line. Titles give the number, never a person: phones show them when they are locked."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fayuan//hearings//ZH", "CALSCALE:GREGORIAN")
    for hearing in hearings:
        yield from ("BEGIN:VEVENT", f"UID:hearing-{hearing.pk}@fayuan", f"DTSTAMP:{_utc(now)}")
        yield from _when(hearing)
        yield f"SUMMARY:{_escaped(_('开庭'))} {_escaped(hearing.matter.number)}"
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
