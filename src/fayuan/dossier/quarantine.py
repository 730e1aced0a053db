"""From quarantine into the store: a file is looked into, scanned, and then kept or refused with its reason.

The looking and scanning happen before the transaction, because they may take a minute; settling is one change.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from fayuan.core.actor import Actor
from fayuan.core.operation import operation
from fayuan.dossier import checks, isolation, scanning, store
from fayuan.dossier.kinds import Unwelcome
from fayuan.dossier.models import Upload
from fayuan.matters.models import Matter
from fayuan.matters.operations import note
from fayuan.messaging.operations import tell


class Finding(NamedTuple):
    """What the looking found: the bytes to keep, their type and pages, the scanner's name; or the code of a refusal."""

    content: bytes = b""
    media_type: str = ""
    pages: int = 0
    scanner: str = ""
    fault: str = ""


def look_into(upload: Upload) -> Finding:
    """Look into what waits for the upload. Raises `ScannerSilent` when the scanner that is set up does not answer."""
    try:
        came = store.held(upload.held)
        scanner = scanning.scan(came)
        kept, media_type, pages = isolation.inspect(came, upload.media_type)
    except FileNotFoundError:
        return Finding(fault="lost")
    except Unwelcome as refusal:
        return Finding(fault=refusal.code)
    return Finding(kept, media_type, pages, scanner)


@operation
def settle_upload(*, ref: str, finding: Finding, by: Actor, now: datetime) -> Upload:
    """Keep the file under its content, or refuse it and tell who handed it in. A second time changes nothing."""
    matter = Matter.objects.select_for_update().get(uploads__ref=ref)
    upload = Upload.objects.select_for_update(of=("self",)).select_related("by").get(ref=ref)
    if upload.status != Upload.Status.WAITING:
        return upload
    settle: Callable[[Upload, Finding, datetime], None] = _refuse if finding.fault else _keep
    settle(upload, finding, now)
    upload.checked_at = now
    upload.save()
    if finding.fault:
        note(matter, "upload_refused", by=by, now=now, data={"kind": upload.kind, "ref": upload.ref})
        if upload.by is not None:
            tell(matter, upload.by, "upload_refused", now=now)
    return upload


def _refuse(upload: Upload, finding: Finding, now: datetime) -> None:
    upload.status, upload.fault = Upload.Status.REFUSED, finding.fault


def _keep(upload: Upload, finding: Finding, now: datetime) -> None:
    upload.blob = store.put(finding.content, now)
    upload.media_type, upload.pages = finding.media_type, finding.pages
    upload.scanner = finding.scanner
    upload.file_name = checks.safe_name(upload.file_name, finding.media_type)
    upload.status = Upload.Status.CLEAN
