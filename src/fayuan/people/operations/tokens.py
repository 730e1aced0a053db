"""Tokens of the machine interface: made and ended by the security administrator, seen once, kept as digests."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound
from fayuan.core.operation import operation
from fayuan.network.models import AUTHORITIES, Institution
from fayuan.people.models import ApiToken
from fayuan.people.operations.posts import require_security
from fayuan.people.queries import token_digest

LONGEST = timedelta(days=366)
PREFIX = "fayuan_"  # lets scanners for leaked secrets know one
BYTES = 32


@operation
def make_token(*, institution: int, name: str, until: datetime, by: Actor, now: datetime) -> ApiToken:
    """A token with which a system of the authority sends and reads its notices, good from `now` until `until`.

    `secret` of the row given is shown once. Raises `BadInput` for an institution that sends no notices, and for an
    end that has passed or is more than a year away.
    """
    require_security(by)
    faults: dict[str, str] = {}
    if not Institution.objects.filter(pk=institution, kind__in=AUTHORITIES).exists():
        faults["institution"] = _("令牌只发给办案机关。")
    if not now < until <= now + LONGEST:
        faults["until"] = _("截止日要在今天以后，最长一年。")
    if faults:
        raise BadInput(faults)
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    token = ApiToken.objects.create(
        institution_id=institution,
        name=name,
        digest=token_digest(secret),
        since=now,
        until=until,
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
