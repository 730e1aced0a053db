"""Idempotency: a double click, a sent-again form and a repeated API call make one change and see one result."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import KeyReused
from fayuan.core.models import OnceKey


def _fingerprint(action: str, arguments: dict[str, Any]) -> bytes:
    told = json.dumps([action, arguments], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).digest()


def claim(
    by: Actor, action: str, arguments: dict[str, Any], now: datetime
) -> tuple[bool, models.Model | None]:
    """Take the actor's key. (True, None): it is ours, go on. (False, row): it was done before, this came of it.

    A second call waits for the first one's transaction. The same key with other arguments raises `KeyReused`.
    """
    assert by.once is not None
    account = f"{by.kind}{by.account_id or ''}"
    fingerprint = _fingerprint(action, arguments)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_oncekey (account, key, action, fingerprint, result_model, at) "
            "VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT (account, key) DO NOTHING",
            [account, by.once, action, fingerprint, now],
        )
        if cursor.rowcount == 1:
            return True, None
    earlier = OnceKey.objects.get(account=account, key=by.once)
    if bytes(earlier.fingerprint) != fingerprint:
        raise KeyReused(_("这份表已经提交过一次，内容不同。请打开最新的页面再填。"))
    return False, _result(earlier)


def settle(by: Actor, result: object) -> None:
    """Keep what came of the act under the actor's key."""
    if isinstance(result, models.Model):
        OnceKey.objects.filter(account=f"{by.kind}{by.account_id or ''}", key=by.once).update(
            result_model=result._meta.label, result_id=result.pk
        )


def _result(key: OnceKey) -> models.Model | None:
    if not key.result_model:
        return None
    found: models.Model = apps.get_model(key.result_model)._base_manager.get(pk=key.result_id)
    return found
