"""Reads of papers and files, in the scope of whoever asks."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound, WrongState
from fayuan.dossier import store
from fayuan.dossier.checks import sentence
from fayuan.dossier.models import Paper, Upload
from fayuan.law.words import MATERIALS, OPEN_DOCUMENTS
from fayuan.matters import access
from fayuan.matters.models import Matter, Party

TO_UNIT = ("assignment_notice", "replacement_notice")
NOT_TO_HANDLER = ("replacement_request",)  # on it the recipient says why they want somebody else
SIDE = (Party.Role.APPLICANT, Party.Role.AGENT, Party.Role.MEMBER)
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


def uploads_of(matter: Matter, by: Actor) -> QuerySet[Upload]:
    """The matter's files that the actor may read, oldest first.

    The applicant's side reads what it handed in itself and what decides or goes to court (`OPEN_DOCUMENTS`), not what
    the lawyer keeps for the work; a member of a group reads no other member's papers. Others read what they handed in.
    """
    uploads = matter.uploads.filter(withdrawn_at=None).order_by("at", "id")
    if access.is_applicant(by, matter):
        return uploads.filter(_open_to_side(by, matter))
    if reads_all(by, matter):
        return uploads
    return uploads.filter(by__isnull=False, by=by.person_id)


def _open_to_side(by: Actor, matter: Matter) -> Q:
    side = matter.parties.filter(role__in=SIDE, person__isnull=False)
    readable = Q(by=by.person_id)
    for word in OPEN_DOCUMENTS:
        readable |= Q(kind__contains=word)
    if side.filter(person=by.person_id).exclude(role=Party.Role.MEMBER).exists():
        readable |= Q(kind__in=MATERIALS) | Q(by__in=side.values("person"))
    return readable


def upload(ref: str, by: Actor, now: datetime) -> Upload:
    """One file that the actor may read, or `NotFound`."""
    seen = Upload.objects.filter(ref=ref, matter__in=access.seen_by(by, now), withdrawn_at=None)
    found = seen.select_related("matter__agency", "blob").first()
    if found is None or not uploads_of(found.matter, by).filter(pk=found.pk).exists():
        raise NotFound
    return found


def content_of(upload: Upload) -> bytes:
    """The bytes of a file that was found clean; `WrongState` says why others are not shown."""
    if upload.status == Upload.Status.REFUSED:
        raise WrongState(sentence(upload.fault))
    if upload.blob is None:
        raise WrongState(_("这个文件正在检查，检查完就可以看。请过一会儿再来。"))
    return store.read(upload.blob)
