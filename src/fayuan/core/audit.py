"""The audit trail: who did, saw, searched, exported or tried what, written in the same transaction as the act."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from django.db import connection
from django.db.models import QuerySet

from fayuan.core.actor import Actor
from fayuan.core.fields import plain
from fayuan.core.keys import ring
from fayuan.core.models import AuditRow
from fayuan.core.pseudonyms import pseudonym


@runtime_checkable
class Auditable(Protocol):
    """A row that can stand as the subject of an audit row."""

    def audit_subject(self) -> tuple[str, str, int | None]:
        """Kind, id or reference, and the id of the agency it belongs to (or None)."""
        ...


def record(
    by: Actor,
    now: datetime,
    action: str,
    *,
    subject: object = None,
    result: str = "done",
    reason: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one audit row. `subject` is an `Auditable`, a pair (kind, id), or None.

    Staff stand by name; a citizen's name and network address as digests under a key of their own.
    """
    kind, name, agency = _subject(subject)
    who, where = _signs(by)
    AuditRow.objects.create(
        at=now,
        actor_kind=by.kind,
        actor_name=who,
        account_id=by.account_id,
        person_id=by.person_id,
        channel=by.channel,
        ip=where,
        request_id=by.request_id,
        action=action,
        result=result,
        reason=reason,
        subject_kind=kind,
        subject_id=name,
        agency_id=agency,
        details=dict(details or {}),
    )


def _signs(by: Actor) -> tuple[str, str]:
    """The actor's name and network address as they stand in the trail."""
    if by.kind != "person" or by.person_id is None:
        return by.name, by.ip
    who, where = pseudonym(by.person_id, by.name, by.ip)
    return who, where


def lately(subject: Auditable, action: str, since: datetime) -> QuerySet[AuditRow]:
    """What was done to the subject under this name since that moment, the last first."""
    kind, name, _agency = subject.audit_subject()
    rows = AuditRow.objects.filter(subject_kind=kind, subject_id=name, action=action, at__gt=since)
    return rows.order_by("-at", "-id")


def _subject(subject: object) -> tuple[str, str, int | None]:
    if isinstance(subject, Auditable):
        return subject.audit_subject()
    if isinstance(subject, tuple):
        return str(subject[0]), str(subject[1]), None
    return "", "", None


def digest(term: str) -> str:
    """A search term as it stands in the trail: equal terms can be compared, none can be read."""
    return ring().blind(plain(term), "core_auditrow.term").hex()


def ensure_partitions(now: datetime, *, months: int = 13) -> None:
    """Make this month's partition and those of the months to come; rows outside stand in the default one."""
    year, month = now.year, now.month
    with connection.cursor() as cursor:
        for ahead in range(months):
            first = date(year + (month - 1 + ahead) // 12, (month - 1 + ahead) % 12 + 1, 1)
            cursor.execute("SELECT core_audit_partition(%s)", [first])
