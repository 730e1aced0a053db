"""Names in the audit trail: a citizen stands there by digests under a key of their own.

While the key lives, a name or a network address can be compared with its digest. When somebody is forgotten the key
is destroyed: the rows stay as they are, the chain over them still verifies, and nothing in them leads to the
person's name.
"""

import base64
import hashlib
import hmac
import secrets

from fayuan.core.models import TrailKey

KEY_BYTES = 32
SHOWN = 16  # hexadecimal letters of a digest
MARK = "#"  # how a digest begins; no name does
FORGOTTEN = "#"


def pseudonym(person: int, *values: str) -> tuple[str, ...]:
    """The person's values as digests; an empty value stays empty, one of a forgotten person is a bare mark."""
    key = _key(person)
    return tuple(_digest(key, value) if value else "" for value in values)


def forget(person: int) -> None:
    """Destroy the person's key for good: later rows of theirs carry a bare mark."""
    TrailKey.objects.update_or_create(person_id=person, defaults={"key": None})


def _key(person: int) -> bytes | None:
    fresh = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    kept = TrailKey.objects.filter(person_id=person).first()
    if kept is None:
        kept, _made = TrailKey.objects.get_or_create(person_id=person, defaults={"key": fresh})
    return base64.b64decode(kept.key) if kept.key else None


def _digest(key: bytes | None, value: str) -> str:
    if key is None:
        return FORGOTTEN
    return MARK + hmac.digest(key, value.encode(), hashlib.sha256).hex()[:SHOWN]
