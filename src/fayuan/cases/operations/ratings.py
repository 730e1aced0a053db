"""The applicant rates the lawyer's work."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import require_rating
from fayuan.cases.models import Rating
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import note as write_note


@operation
def rate_case(*, ref: str, level: int, by: Actor, now: datetime, note: str = "") -> Matter:
    """Keep the mark from 1 (very poor) to 5 (very good), once. The agency reads it at once, the lawyer after the end.

    The matter's version stays: no form becomes stale by it.
    """
    matter = access.fetch(ref, by, now)
    handler = require_rating(by, matter)
    if level not in Rating.Level.values:
        raise BadInput({"level": _("请选一项：您满意吗")})
    Rating.objects.create(matter=matter, handler=handler, by_id=by.person, level=level, note=note, at=now)
    data = {"level": level}
    write_note(matter, "rated", by=by, now=now, audience=Entry.Audience.OFFICE, data=data, body=note)
    return matter
