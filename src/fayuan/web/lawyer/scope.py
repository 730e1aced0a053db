"""What a lawyer sees as a lawyer: the cases in their hands, and what they were asked to take."""

from django.db.models import QuerySet

from fayuan.assignment.access import too_late
from fayuan.assignment.models import Assignment
from fayuan.assignment.queries import waiting_for
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.web.shared.request import Request

WITH = (
    "agency",
    "agency__division",
    "agency__parent",
    "handler",
    "unit",
    "authority",
    "previous",
    "application",
)


def handled(request: Request) -> QuerySet[Matter]:
    """The matters in the actor's hands, as far as they still see them."""
    return access.seen_by(request.actor, request.now).filter(handler_id=request.actor.person)


def opened(request: Request, ref: str) -> Matter:
    """One of the cases in the actor's hands, its opening written into the audit trail; `NotFound` for others."""
    matter = handled(request).select_related(*WITH).filter(ref=ref).first()
    if matter is None:
        raise NotFound
    audit.record(request.actor, request.now, "view_matter", subject=matter)
    return matter


def asked(request: Request, ref: str) -> Assignment:
    """What the actor was asked to take, its opening written into the audit trail; `NotFound` when it waits no more."""
    found = (
        waiting_for(request.actor.person)
        .filter(matter__ref=ref)
        .select_related("matter__agency__division")
        .first()
    )
    if found is None:
        late = too_late(ref, request.actor.person)
        raise NotFound(late.says if late else None)
    audit.record(request.actor, request.now, "view_matter", subject=found.matter)
    return found
