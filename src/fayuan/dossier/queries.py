"""Reads of papers and files, in the scope of whoever asks."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.dossier.models import Paper, Upload
from fayuan.matters import access
from fayuan.matters.models import Matter

TO_UNIT = ("assignment_notice", "replacement_notice")
NOT_TO_HANDLER = ("replacement_request",)  # on it the recipient says why they want somebody else
TO_AUTHORITY = ("official_letter", "termination_letter", "opinion_request")


def reads_all(by: Actor, matter: Matter) -> bool:
    """Whether the actor, who sees the matter, works on it: the agency's desk, who handles it, the bureau above."""
    return handles(by, matter) or above_or_at_desk(by, matter)


def handles(by: Actor, matter: Matter) -> bool:
    """Whether the actor is the lawyer in charge."""
    return by.person_id is not None and by.person_id == matter.handler_id


def above_or_at_desk(by: Actor, matter: Matter) -> bool:
    """Whether the actor works at the agency's desk, or at the bureau above it."""
    above = by.has("bureau", matter.agency.parent_id or 0)
    return by.is_system or above or access.is_desk(by, matter)


def papers_of(matter: Matter, by: Actor) -> QuerySet[Paper]:
    """The matter's papers that the actor may read, oldest first.

    The applicant's side reads what is meant for it, the head of a firm and an authority what is addressed to them;
    the lawyer in charge, also one of the agency's own, does not read that the recipient wants another.
    """
    papers = matter.papers.order_by("issued_at", "id")
    if access.is_applicant(by, matter):
        return papers.filter(for_applicant=True)
    if handles(by, matter):
        return papers.exclude(form__in=NOT_TO_HANDLER)
    if above_or_at_desk(by, matter):
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


def fetch_paper(ref: str, by: Actor, now: datetime) -> Paper:
    """One paper in scope, locked for a change; `NotFound` as for `paper`."""
    found = paper(ref, by, now)
    locked = Paper.objects.select_for_update(of=("self",)).select_related("matter__agency", "issuer", "pdf")
    return locked.get(pk=found.pk)


def checked(token: str) -> Paper:
    """The paper of a check code, for anybody who holds it; `NotFound` where no paper bears it."""
    found = Paper.objects.filter(check_token=token).select_related("issuer", "matter").first()
    if found is None:
        raise NotFound(_("没有这份文书。请核对二维码是不是完整，或者打12348核实。"))
    return found


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
