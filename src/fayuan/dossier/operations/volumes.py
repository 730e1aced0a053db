"""Put a volume in order, seal it, and with two people open or destroy it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.core.operation import operation
from fayuan.dossier import jobs, store
from fayuan.dossier.models import Blob, Edition, Motion, Paper, Placement, SignatureRequest, Upload
from fayuan.dossier.volumes import access as allowed
from fayuan.dossier.volumes.gathering import STEP, Section, documents, lacking, local_day, sections
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note


@operation
def move_document(
    *,
    ref: str,
    volume: str,
    document: str,
    by: Actor,
    now: datetime,
    up: bool = True,
    item: str = "",
    before: str = "",
) -> Matter:
    """Move a paper or file one step within its place, to the end of another place (`item`), or before another document.

    Raises `NotFound` for a document or place that the volume does not hold.
    """
    matter = access.fetch(ref, by, now)
    allowed.require_arranging(matter, volume, by)
    if before == document:
        return matter
    found = sections(matter, volume, local_day(now))
    here = _section_of(document, found)
    there = _section_of(before, found) if before else _place(item, found) or here
    if here is None or there is None:
        raise NotFound
    refs = [each.ref for each in there.documents]
    if before:
        refs = [each for each in refs if each != document]
        refs.insert(refs.index(before), document)
    elif there is not here:
        refs.append(document)
    else:
        place = refs.index(document)
        beside = max(place - 1, 0) if up else min(place + 1, len(refs) - 1)
        refs[place], refs[beside] = refs[beside], refs[place]
    for order, each in enumerate(refs):
        Placement.objects.update_or_create(
            matter=matter,
            volume=volume,
            document=each,
            defaults={"item": there.place.name, "order": order * STEP},
        )
    return matter


def _section_of(document: str, found: Sequence[Section]) -> Section | None:
    return next((part for part in found for each in part.documents if each.ref == document), None)


def _place(name: str, found: Sequence[Section]) -> Section | None:
    return next((part for part in found if part.place.name == name), None)


@operation
def seal_volume(*, ref: str, volume: str, by: Actor, now: datetime) -> Edition:
    """Seal a volume: a job makes its PDF and the originals with their digests; from now on it is read only.

    Raises `WrongState` where a place that must hold something is empty, naming all, or a file is still looked into.
    """
    matter = access.fetch(ref, by, now)
    allowed.require_sealing(matter, volume, by)
    today = local_day(now)
    empty = lacking(matter, volume, today)
    if empty:
        raise WrongState(
            _("还缺：%(names)s。补齐后再封存。") % {"names": "、".join(empty)}, code="incomplete"
        )
    if matter.uploads.filter(status=Upload.Status.WAITING, withdrawn_at=None).exists():
        raise WrongState(_("还有文件正在检查，检查完再封存。"))
    Edition.objects.filter(matter=matter, volume=volume, state=Edition.State.FAILED).delete()
    edition = Edition.objects.create(
        matter=matter,
        volume=volume,
        number=matter.editions.filter(volume=volume).count() + 1,
        total=len(documents(matter, volume, today)),
        by_name=by.name,
        asked_at=now,
    )
    jobs.make_edition.defer(edition_id=edition.pk)
    return edition


@operation
def propose_motion(*, ref: str, act: str, reason: str, by: Actor, now: datetime) -> Motion:
    """Propose to open a sealed edition again, or to destroy one whose time is over; another person seconds it."""
    edition = _fetch(ref, by, now)
    allowed.require_proposing(edition, by)
    if not reason.strip():
        raise BadInput({"reason": _("请写明理由。")})
    if act == Motion.Act.DESTROY and not is_due(edition, now):
        raise WrongState(_("保管期限还没有满，不能销毁。"))
    return Motion.objects.create(
        edition=edition, act=Motion.Act(act), reason=reason.strip(), by_id=by.person, at=now
    )


@operation
def second_motion(*, ref: str, by: Actor, now: datetime) -> Motion:
    """The second person agrees, and what was proposed happens."""
    proposed = Motion.objects.select_related("edition").filter(ref=ref).first()
    if proposed is None:
        raise NotFound
    edition = _fetch(proposed.edition.ref, by, now)
    motion = edition.motions.filter(ref=ref, seconded_at=None).first()  # read under the edition's lock
    if motion is None:
        raise NotFound
    allowed.require_seconding(motion, by)
    motion.seconded_by_id, motion.seconded_at = by.person, now
    motion.save()
    if motion.act == Motion.Act.REOPEN:
        edition.state = Edition.State.REOPENED
        edition.save()
    else:
        _destroy(edition, now)
    kind = "volume_reopened" if motion.act == Motion.Act.REOPEN else "volume_destroyed"
    data = {"volume": edition.volume, "number": edition.number}
    note(edition.matter, kind, by=by, now=now, audience=Entry.Audience.OFFICE, data=data, body=motion.reason)
    return motion


def is_due(edition: Edition, now: datetime) -> bool:
    """Whether the time for which the edition must be kept is over."""
    return edition.keep_until is not None and edition.keep_until < local_day(now)


def _fetch(ref: str, by: Actor, now: datetime) -> Edition:
    """The edition, locked with its matter, in the actor's scope."""
    edition = Edition.objects.filter(ref=ref).select_related("matter").first()
    if edition is None:
        raise NotFound
    matter = access.fetch(edition.matter.ref, by, now)
    locked = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    locked.matter = matter
    return locked


def _destroy(edition: Edition, now: datetime) -> None:
    """Take the bytes away: the PDF, the originals, the files and papers filed in them. What they were stays written."""
    blobs = [edition.pdf, edition.originals]
    named = {entry["ref"] for entry in (edition.manifest or {}).get("documents", ())}
    for upload in Upload.objects.filter(matter=edition.matter, ref__in=named, blob__isnull=False):
        blobs.append(upload.blob)
        upload.blob, upload.status = None, Upload.Status.DESTROYED
        upload.save()
    for paper in Paper.objects.filter(matter=edition.matter, ref__in=named, pdf__isnull=False):
        blobs.append(paper.pdf)
        paper.pdf, paper.fault = None, _("保管期满，已经销毁")
        paper.save(update_fields=["pdf", "fault"])
    edition.pdf = edition.originals = None
    edition.state = Edition.State.DESTROYED
    edition.save()
    for blob in blobs:
        _take_away(blob, now)


def _take_away(blob: Blob | None, now: datetime) -> None:
    """Remove a blob nothing rests on any more; its bytes go once that is committed."""
    if blob is None or _is_used(blob):
        return
    Blob.objects.filter(pk=blob.pk).delete()
    transaction.on_commit(partial(store.take_out, blob.sha256, now))


def _is_used(blob: Blob) -> bool:
    return (
        Upload.objects.filter(blob=blob).exists()
        or Paper.objects.filter(pdf=blob).exists()
        or Edition.objects.filter(pdf=blob).exists()
        or Edition.objects.filter(originals=blob).exists()
        or SignatureRequest.objects.filter(picture=blob).exists()
    )
