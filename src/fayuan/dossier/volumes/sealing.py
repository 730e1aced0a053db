"""Seal an edition: bound, signed with the agency's key where there is one, put into the store with its manifest."""

import asyncio
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from pyhanko.sign.signers import Signer

from fayuan.core import audit
from fayuan.core.actor import system
from fayuan.dossier import store
from fayuan.dossier.drawing import seal_name
from fayuan.dossier.models import Edition, Volume
from fayuan.dossier.signing import sources
from fayuan.dossier.signing.sealing import seal
from fayuan.dossier.volumes import binding
from fayuan.dossier.volumes.access import ENDED
from fayuan.dossier.volumes.gathering import local_day, retention_of
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note


def make(edition_id: int, now: datetime) -> None:
    """Make the edition that was asked for; one that cannot be made says why. A second time changes nothing."""
    edition = Edition.objects.get(pk=edition_id)
    if edition.state != Edition.State.MAKING:
        return
    edition.matter = binding.matter_of(edition)
    ended = _ended_on(edition.matter, now)
    kept = retention_of(edition.matter, ended)
    edition.retention, edition.keep_until = kept.name, kept.until
    try:
        bound = binding.bind(edition, local_day(now), lambda done: _tell(edition_id, done))
    except binding.NotReady as fault:
        edition.state, edition.fault = Edition.State.FAILED, str(fault)[:200]
        edition.save()
        return
    signer = _signer(edition)
    pdf = _sealed(edition, bound.pdf, signer, now)
    edition.manifest = binding.manifest_of(edition, bound, pdf, now)
    manifest = binding.manifest_bytes(edition.manifest)
    originals = binding.packed(bound, manifest, _signature(manifest, signer), now)
    edition.manifest_sha256, edition.pages = sha256(manifest).hexdigest(), bound.pages
    _keep(edition, pdf, originals, len(bound.entries), now)


def _keep(edition: Edition, pdf: bytes, originals: bytes, count: int, now: datetime) -> None:
    with transaction.atomic():
        matter = Matter.objects.select_for_update().get(pk=edition.matter_id)
        if Edition.objects.select_for_update().get(pk=edition.pk).state != Edition.State.MAKING:
            return
        edition.pdf, edition.originals = store.put(pdf, now), store.put(originals, now)
        edition.state, edition.sealed_at, edition.done = Edition.State.SEALED, now, count
        edition.save()
        by = system("dossier")
        data = {"volume": edition.volume, "number": edition.number, "pages": edition.pages}
        note(matter, "volume_sealed", by=by, now=now, audience=Entry.Audience.HANDLING, data=data)
        audit.record(by, now, "make_edition", subject=edition)


def _tell(edition_id: int, done: int) -> None:
    Edition.objects.filter(pk=edition_id).update(done=done)


def _ended_on(matter: Matter, now: datetime) -> date:
    """The day on which the case ended, not that on which its file went to the archive or an objection failed."""
    steps = matter.transitions.filter(to_state__in=ENDED - {"archived", "upheld"}).order_by("-order")
    last = steps.first()
    return local_day(last.at if last is not None else now)


def _signer(edition: Edition) -> Signer | None:
    source = sources.source()
    agency = edition.matter.agency
    return None if source is None else source.signer(seal_name(agency), agency.name)


def _sealed(edition: Edition, pdf: bytes, signer: Signer | None, now: datetime) -> bytes:
    if signer is None:
        return pdf
    reason = f"{edition.matter.number} {Volume(edition.volume).label}"
    return seal(pdf, signer, office=edition.matter.agency.name, reason=reason, at=now)


def _signature(manifest: bytes, signer: Signer | None) -> bytes | None:
    """A detached signature (CMS) over the manifest."""
    if signer is None:
        return None
    signed = asyncio.run(signer.async_sign_general_data(manifest, "sha256", detached=True))
    return bytes(signed.dump())
