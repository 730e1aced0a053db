"""Texting a one-time code: it leaves at once and is kept nowhere, so it has no row and no job."""

from datetime import datetime
from functools import partial

from django.db import transaction

from fayuan.core.actor import Actor
from fayuan.core.operation import operation
from fayuan.messaging import texts
from fayuan.messaging.sms import carrier
from fayuan.people.codes import GOOD_FOR, FreshCode, new_code
from fayuan.people.identity import phone_plain


@operation
def send_phone_code(*, phone: str, by: Actor, now: datetime) -> FreshCode:
    """Make a code for the number and text it once it is written down. A text that is lost is asked for again.

    Raises as `people.codes.new_code`. Whether anybody is known by the number changes neither answer nor time.
    """
    fresh = new_code(phone, now)
    minutes = int(GOOD_FOR.total_seconds() // 60)
    text = texts.write("code", code=fresh.code, minutes=str(minutes))
    send = partial(carrier().send, f"fayuan-code-{fresh.row.pk}", phone_plain(phone), text)
    transaction.on_commit(send, robust=True)
    return fresh
