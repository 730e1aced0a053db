"""Reads of papers and files, in the scope of whoever asks."""

from datetime import datetime

from django.db.models import Q, QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.dossier.models import Paper, Upload
from fayuan.matters import access
from fayuan.matters.models import Matter

TO_UNIT = ("assignment_notice", "replacement_notice")
TO_AUTHORITY = ("official_letter", "termination_letter", "opinion_request")


def reads_all(by: Actor, matter: Matter) -> bool:
    """Whether the actor, who sees the matter, works on it: the agency's desk, who handles it, the bureau above."""
    handles = by.person_id is not None and by.person_id == matter.handler_id
    above = by.has("bureau", matter.agency.parent_id or 0)
    return by.is_system or handles or above or access.is_desk(by, matter)


def papers_of(matter: Matter, by: Actor) -> QuerySet[Paper]:
    """The matter's papers that the actor may read, oldest first.

    The applicant's side reads what is meant for it, the head of a firm and an authority what is addressed to them.
    """
    papers = matter.papers.order_by("issued_at", "id")
    if access.is_applicant(by, matter):
        return papers.filter(for_applicant=True)
    if reads_all(by, matter):
        return papers
    addressed = Q(pk__in=())
    if by.has("firm_head", matter.unit_id or 0):
        addressed |= Q(form__in=TO_UNIT)
    if by.has("authority", matter.authority_id or 0):
        addressed |= Q(form__in=TO_AUTHORITY)
    return papers.filter(addressed)


def paper(ref: str, by: Actor, now: datetime) -> Paper:
    """One paper in scope, or `NotFound`."""
    seen = (
        Paper.objects.filter(ref=ref, matter__in=access.seen_by(by, now))
        .select_related("matter__agency", "pdf")
        .first()
    )
    if seen is None or not papers_of(seen.matter, by).filter(pk=seen.pk).exists():
        raise NotFound
    return seen


def uploads_of(matter: Matter) -> QuerySet[Upload]:
    """The matter's files that were not taken back, oldest first."""
    return matter.uploads.filter(withdrawn_at=None).order_by("at", "id")


def upload(ref: str, by: Actor, now: datetime) -> Upload:
    """One file of a matter on whose work or whose side the actor is, or `NotFound`."""
    seen = Upload.objects.filter(ref=ref, matter__in=access.seen_by(by, now), withdrawn_at=None)
    found = seen.select_related("matter__agency", "blob").first()
    if found is None or not (reads_all(by, found.matter) or access.is_applicant(by, found.matter)):
        raise NotFound
    return found
