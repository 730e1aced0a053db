"""Signing in with a password: tries are counted in the database, and each leaves an audit row."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from fayuan.core import audit
from fayuan.core.actor import VISITOR, Actor
from fayuan.core.errors import Locked
from fayuan.core.keys import ring
from fayuan.people.models import Account, SignInTry


def check_not_locked(username: str, ip: str, now: datetime) -> None:
    """Raise `Locked` when the name or the address has failed too often lately; counted for all processes together."""
    since = now - timedelta(minutes=settings.LOCK_OUT_MINUTES)
    tries = SignInTry.objects.filter(at__gt=since)
    by_name = tries.filter(name_digest=_name_digest(username)).count()
    by_ip = tries.filter(ip=ip).count() if ip else 0
    if by_name >= settings.LOCK_OUT_AFTER or by_ip >= settings.LOCK_OUT_AFTER * 10:
        raise Locked(
            _("登录失败次数太多。请%(minutes)d分钟后再试，或联系管理员。")
            % {"minutes": settings.LOCK_OUT_MINUTES}
        )


def record_failed_sign_in(username: str, now: datetime, *, actor: Actor = VISITOR) -> None:
    """Keep a failed try, for the lock-out and for the auditor; the name stands as a digest."""
    SignInTry.objects.create(name_digest=_name_digest(username), ip=actor.ip, at=now)
    audit.record(
        actor,
        now,
        "sign_in",
        result="refused",
        reason="bad_credentials",
        details={"name": audit.digest(username)},
    )


def record_sign_in(account: Account, now: datetime, *, actor: Actor) -> None:
    """Keep a successful sign-in; failures of this name are forgotten."""
    SignInTry.objects.filter(name_digest=_name_digest(account.username)).delete()
    audit.record(actor, now, "sign_in", subject=account)


def _name_digest(username: str) -> bytes:
    return ring().blind(username.strip().lower(), "people_signintry.name")
