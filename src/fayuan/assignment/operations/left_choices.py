"""The applicant leaves the choice of a lawyer to the agency."""

from datetime import datetime

from fayuan.assignment import charge, clocks
from fayuan.assignment.access import require_choosing
from fayuan.core.actor import Actor
from fayuan.core.operation import operation
from fayuan.matters import access, moments
from fayuan.matters.models import Matter
from fayuan.matters.operations import check_step, note, touch


@operation
def leave_choice(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Close the choice: the agency goes on at once as its policy says, and the days to assign run on."""
    matter = access.fetch(ref, by, now, version=version)
    require_choosing(by, matter)
    check_step(matter, "choose")
    charge.close_choice(matter, now)
    moments.put(matter, clocks.CHOICE_ENDS, now, now)
    touch(matter, now)
    note(matter, "choice_left", by=by, now=now)
    return matter
