"""Reads of papers and files, in the scope of whoever asks."""

from datetime import datetime

from django.db.models import QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.dossier.models import Paper, Upload
from fayuan.matters import access
from fayuan.matters.models import Matter


def papers_of(matter: Matter, by: Actor) -> QuerySet[Paper]:
    """The matter's papers that the actor may read, oldest first: the applicant's side reads those meant for it."""
    papers = matter.papers.order_by("issued_at", "id")
    return papers.filter(for_applicant=True) if access.is_applicant(by, matter) else papers


def paper(ref: str, by: Actor, now: datetime) -> Paper:
    """One paper in scope, or `NotFound`."""
    seen = (
        Paper.objects.filter(ref=ref, matter__in=access.seen_by(by, now))
        .select_related("matter", "pdf")
        .first()
    )
    if seen is None or not papers_of(seen.matter, by).filter(pk=seen.pk).exists():
        raise NotFound
    return seen


def uploads_of(matter: Matter) -> QuerySet[Upload]:
    """The matter's files that were not taken back, oldest first."""
    return matter.uploads.filter(withdrawn_at=None).order_by("at", "id")


def upload(ref: str, by: Actor, now: datetime) -> Upload:
    """One file in scope, or `NotFound`."""
    seen = Upload.objects.filter(ref=ref, matter__in=access.seen_by(by, now), withdrawn_at=None)
    found = seen.select_related("matter", "blob").first()
    if found is None:
        raise NotFound
    return found
