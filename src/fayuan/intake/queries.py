"""Reads of what comes in: drafts that are still being written, what an applicant may do next."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.intake.models import Draft
from fayuan.law.lifecycles import admitted
from fayuan.matters import access
from fayuan.matters.models import Matter

DRAFTS_KEPT = timedelta(days=30)
APPLICANTS_STEPS = frozenset({"supplement", "withdraw", "object", "next_stage"})


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


def applicants_acts(matter: Matter, by: Actor) -> frozenset[str]:
    """The steps of this room that the matter's state admits and that the actor may take as the applicant.

    `supplement` is open too while the papers after a first-aid grant are awaited.
    """
    if not access.is_applicant(by, matter):
        return frozenset()
    steps = {rule.name for rule in admitted(matter.state)} & APPLICANTS_STEPS
    if matter.timers.filter(name="complete_papers", ended_at=None).exists():
        steps.add("supplement")
    return frozenset(steps)
