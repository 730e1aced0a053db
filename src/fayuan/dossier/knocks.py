"""A limit for doors that are open to anybody: how often one address may come within a minute, for all processes."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from fayuan.core.errors import Locked
from fayuan.core.keys import ring
from fayuan.dossier.models import Knock

KEPT = timedelta(days=1)


def knock(door: str, ip: str, now: datetime, *, most: int) -> None:
    """Count one more visit of the address at the door; raises `Locked` after `most` within the running minute."""
    digest = ring().blind(f"{door}:{ip}", "dossier_knock.digest")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossier_knock (digest, minute, times) VALUES (%s, %s, 1) "
            "ON CONFLICT (digest, minute) DO UPDATE SET times = dossier_knock.times + 1 RETURNING times",
            [digest, now.replace(second=0, microsecond=0)],
        )
        if cursor.fetchone()[0] > most:
            raise Locked(_("这里打开得太频繁了。请1分钟后再试。"))


def forget_knocks(now: datetime) -> None:
    """Counts of earlier days are of no more use."""
    Knock.objects.filter(minute__lt=now - KEPT).delete()
