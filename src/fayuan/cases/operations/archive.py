"""The file goes to the archive, and may be taken out again."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import require_archiving, require_closing_reviewer
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters import access, timers
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, note
from fayuan.messaging.labels import settle_by_law


@operation
def archive_case(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Put the file of a closed or terminated case into the archive, not while the recipient may still
    object."""
    matter = access.fetch(ref, by, now, version=version)
    require_archiving(by, matter)
    by = by.signing("closing_reviewer", matter.agency_id)
    advance(matter, "archive", by=by, now=now)
    timers.stop_all(matter, now)
    note(matter, "archived", by=by, now=now, audience=Entry.Audience.HANDLING)
    settle_by_law(matter, by, now)
    return matter


@operation
def reopen_case(*, ref: str, reason: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Take an archived file out again, for a reason that stays in it."""
    matter = access.fetch(ref, by, now, version=version)
    require_closing_reviewer(by, matter)
    by = by.signing("closing_reviewer", matter.agency_id)
    if not reason.strip():
        raise BadInput({"reason": _("请写明重新打开案卷的理由。")})
    advance(matter, "reopen", by=by, now=now)
    note(matter, "reopened", by=by, now=now, audience=Entry.Audience.HANDLING, body=reason)
    return matter
