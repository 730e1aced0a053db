"""Reading the audit trail: what the auditor asks for, the newest first, a page at a time.

Each question has a span of time, so that only the partitions of those months are read, and its other conditions
follow the indexes of the table: person, subject, agency or action, each with the moment.
"""

import base64
import binascii
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fayuan.core.models import AuditRow
from fayuan.core.paging import PAGE, Sheet, cut


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the trail. What is empty is not asked for; `since` counts, `until` no longer."""

    since: datetime
    until: datetime
    person: int | None = None
    action: str = ""
    result: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    agency: int | None = None


def rows(asked: Asked) -> QuerySet[AuditRow]:
    """The rows that answer, the newest first."""
    found = AuditRow.objects.filter(at__gte=asked.since, at__lt=asked.until)
    given = {
        "person_id": asked.person,
        "action": asked.action,
        "result": asked.result,
        "subject_kind": asked.subject_kind,
        "subject_id": asked.subject_id,
        "agency_id": asked.agency,
    }
    return found.filter(**{name: value for name, value in given.items() if value}).order_by("-at", "-id")


def looks(
    subjects: Mapping[str, Collection[str]], actions: Collection[str], since: datetime
) -> QuerySet[AuditRow]:
    """Who did one of these actions to one of these subjects (kind → ids) since then, the last first; for those whom
    the subjects are about."""
    about = Q(pk__in=())
    for kind, names in subjects.items():
        about |= Q(subject_kind=kind, subject_id__in=names)
    found = AuditRow.objects.filter(about, at__gte=since, action__in=actions, result="done")
    return found.order_by("-at", "-id")


def page(asked: Asked, *, before: str = "", after: str = "", size: int = PAGE) -> Sheet[AuditRow]:
    """A page of the answer. A mark that cannot be read counts as none."""
    edge = _read(before or after)
    back = bool(before) and edge is not None
    found = rows(asked)
    if edge is not None:
        found = _newer(found, edge) if back else _older(found, edge)
    return cut(list(found[: size + 1]), size, edged=edge is not None, back=back, mark=_mark)


def _older(found: QuerySet[AuditRow], edge: tuple[datetime, int]) -> QuerySet[AuditRow]:
    """What stands below the edge; the first bound alone lets the index begin at the right place."""
    at, number = edge
    return found.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=number))


def _newer(found: QuerySet[AuditRow], edge: tuple[datetime, int]) -> QuerySet[AuditRow]:
    """What stands above the edge, the nearest first."""
    at, number = edge
    return found.filter(at__gte=at).filter(Q(at__gt=at) | Q(id__gt=number)).order_by("at", "id")


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _mark(row: AuditRow) -> str:
    """Where a row stands, for an address: its moment in microseconds and its number."""
    moment = (row.at - _EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(f"{moment}.{row.pk}".encode()).decode().rstrip("=")


def _read(mark: str) -> tuple[datetime, int] | None:
    """Moment and number of a mark; None for what is none."""
    try:
        moment, _dot, number = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode().partition(".")
        return _EPOCH + timedelta(microseconds=int(moment)), int(number)
    except (ValueError, OverflowError, binascii.Error):
        return None
