"""Take in a file."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import WrongState
from fayuan.core.operation import operation
from fayuan.dossier import checks, jobs, store
from fayuan.dossier.models import Upload
from fayuan.dossier.volumes.gathering import falls_into, in_force, local_day
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import note


@operation
def hand_in_file(*, ref: str, kind: str, file_name: str, content: bytes, by: Actor, now: datetime) -> Upload:
    """Take in one file for the matter: its type is told by its content, its name is only kept.

    It waits in quarantine until a job has looked into it. Raises `BadInput` with a sentence for a file that is too
    large, empty, or of a type that is not taken.
    """
    matter = access.fetch(ref, by, now)
    if any(falls_into(matter, kind, by.person_id, volume, local_day(now)) for volume in in_force(matter)):
        raise WrongState(_("这一卷已经封存，不能再加材料。要补，请法律援助机构先启封。"))
    found = checks.check(file_name, content)
    return attach(matter, kind, found.file_name, found.media_type, store.hold(found.content), by=by, now=now)


def attach(
    matter: Matter, kind: str, file_name: str, media_type: str, held: str, *, by: Actor, now: datetime
) -> Upload:
    """Put a file that waits in quarantine under the name `held` into the matter (part of an operation)."""
    upload = Upload.objects.create(
        matter=matter,
        kind=kind,
        file_name=file_name,
        media_type=media_type,
        held=held,
        by_id=by.person_id,
        at=now,
    )
    note(matter, "upload", by=by, now=now, data={"kind": kind, "ref": upload.ref})
    jobs.examine.defer(upload_id=upload.pk)
    return upload
