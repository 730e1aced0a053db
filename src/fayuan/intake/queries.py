"""Reads of what comes in: applications that are still being written."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.intake.access import ANSWER_ROLES
from fayuan.intake.models import Consultation, Draft
from fayuan.people.models import DESK_ROLES

DRAFTS_KEPT = timedelta(days=30)


def drafts_of(by: Actor, now: datetime) -> QuerySet[Draft]:
    """The actor's own applications that are still being written, the one touched last first; kept for thirty days."""
    open_drafts = Draft.objects.filter(person_id=by.person, matter=None, changed_at__gt=now - DRAFTS_KEPT)
    return open_drafts.order_by("-changed_at", "-id")


def draft(ref: str, by: Actor, now: datetime) -> Draft:
    """One of the actor's own drafts, also one that has been submitted (its `matter` says so), or `NotFound`."""
    own = Draft.objects.filter(person_id=by.person, ref=ref).select_related("matter")
    found = own.first()
    if found is None or (found.matter is None and found.changed_at <= now - DRAFTS_KEPT):
        raise NotFound
    return found


def consultations_of(by: Actor) -> QuerySet[Consultation]:
    """The questions asked at the agencies where the actor answers or works, the last first."""
    places = {place for role, place in by.posts if role in DESK_ROLES | ANSWER_ROLES}
    asked = Consultation.objects.filter(agency__in=places)
    return asked.select_related("person", "matter", "answered_by", "agency").order_by("-at", "-id")


def consultation(ref: str, by: Actor) -> Consultation:
    """One consultation in scope, or `NotFound`."""
    found = consultations_of(by).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def consultations_page(by: Actor, *, after: str = "", size: int = 25) -> tuple[list[Consultation], str]:
    """A page of the consultations that follow the one named by `after`, and the mark of the next page."""
    rows = consultations_of(by)
    edge = rows.filter(ref=after).first() if after else None
    if edge is not None:
        rows = rows.filter(Q(at__lt=edge.at) | Q(at=edge.at, pk__lt=edge.pk))
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].ref if len(found) > size else ""
