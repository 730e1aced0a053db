"""Tokens of the machine interface: made and ended by the security administrator, seen once, kept as digests."""

import secrets
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, NotFound
from fayuan.core.operation import operation
from fayuan.network.models import AUTHORITIES, Institution
from fayuan.people.models import ApiToken
from fayuan.people.operations.posts import require_security
from fayuan.people.queries import token_digest

CALLERS = AUTHORITIES | {Institution.Kind.BUREAU}
LONGEST = timedelta(days=366)  # from the day it is made to its last day
PREFIX = "fayuan_"  # lets scanners for leaked secrets know one
BYTES = 32


@operation
def make_token(*, institution: int, name: str, until: date, by: Actor, now: datetime) -> ApiToken:
    """A token with which a system of the authority sends and reads its notices, or one of a bureau hands people over to
    the portal; good from now to the end of a day.

    `secret` of the row given is shown once. Raises `BadInput` for another institution, and for a last day that has
    passed or is more than a year away.
    """
    require_security(by)
    today = now.astimezone(SHANGHAI).date()
    faults: dict[str, str] = {}
    if not Institution.objects.filter(pk=institution, kind__in=CALLERS).exists():
        faults["institution"] = _("令牌只发给办案机关和司法局。")
    if not today <= until <= today + LONGEST:
        faults["until"] = _("最后一天不能早于今天，最长一年。")
    if faults:
        raise BadInput(faults)
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    token = ApiToken.objects.create(
        institution_id=institution,
        name=name,
        digest=token_digest(secret),
        since=now,
        until=datetime.combine(until + timedelta(days=1), time(), SHANGHAI),
        made_by_id=by.person_id,
    )
    token.secret = secret
    return token


@operation
def end_token(*, ref: str, by: Actor, now: datetime) -> ApiToken:
    """End a token at once."""
    require_security(by)
    token = ApiToken.objects.select_for_update().filter(ref=ref, until__gt=now).first()
    if token is None:
        raise NotFound
    token.until = now
    token.save(update_fields=["until"])
    return token
