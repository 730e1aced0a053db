"""Reads of what comes in: applications that are still being written."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.intake.models import Draft

DRAFTS_KEPT = timedelta(days=30)


def drafts_of(by: Actor, now: datetime) -> QuerySet[Draft]:
    """The actor's own applications that are still being written, the one touched last first; kept for thirty days."""
    open_drafts = Draft.objects.filter(person_id=by.person, matter=None, changed_at__gt=now - DRAFTS_KEPT)
    return open_drafts.order_by("-changed_at", "-id")


def draft(ref: str, by: Actor, now: datetime) -> Draft:
    """One of the actor's own drafts, or `NotFound`."""
    found = drafts_of(by, now).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found
