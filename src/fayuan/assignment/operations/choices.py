"""The applicant chooses a lawyer (点援): from a list of those who are open to it and may take the matter."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fayuan.assignment import charge
from fayuan.assignment.access import require_choosing, require_offering
from fayuan.assignment.models import Assignment, Choice
from fayuan.assignment.operations.proposals import rank
from fayuan.assignment.suitability import profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import LawForbids
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, check_step, note, see, touch
from fayuan.messaging.operations import tell, tell_applicant
from fayuan.messaging.texts import day


@operation
def offer_choice(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Let the applicant choose among the lawyers who are open to it, best match first, within the agency's
    hours and never beyond the three days to assign. Who does not choose in time is not shut out: the office
    may assign meanwhile.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_offering(by, matter)
    check_step(matter, "offer_choice")
    able = rank(matter, now, by_choice=True).ranked
    if not able:
        raise LawForbids(_("眼下没有可供选择的律师，请直接指派。"), code="not_qualified")
    until = _until(matter, now)
    advance(matter, "offer_choice", by=by, now=now)
    Choice.objects.create(matter=matter, shortlist=[one.id for one in able], offered_at=now, until=until)
    note(matter, "choice_offered", by=by, now=now, data={"until": until.isoformat()})
    tell_applicant(matter, "choice_offered", now=now, data={"date": day(until.astimezone(SHANGHAI).date())})
    return matter


def _until(matter: Matter, now: datetime) -> datetime:
    """The end of the agency's hours, or the last minute of the days to assign, whichever comes first."""
    hours = now + timedelta(hours=matter.agency.choice_hours)
    clock = matter.timers.filter(name="assign", ended_at=None, due_at__gt=now).first()
    return hours if clock is None else min(hours, clock.due_at - timedelta(minutes=1))


@operation
def choose_lawyer(*, ref: str, lawyer: int, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """The applicant names the lawyer (id of the person) they want; the lawyer is asked and sees what the
    case is about.

    Raises `LawForbids` `not_qualified` for a lawyer who is not open to choice or may not take the matter.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_choosing(by, matter)
    check_step(matter, "choose")
    profile = profile_of(lawyer, now)
    require_suitable(matter, profile, now, by_choice=True)
    advance(matter, "choose", by=by, now=now)
    offered = Assignment.Status.OFFERED
    charge.give(matter, profile, mode=Assignment.Mode.CHOICE, by=by, now=now, status=offered)
    see(matter, profile.person.holder, "offer", now)
    note(matter, "lawyer_chosen", by=by, now=now)
    answer_by = _until(matter, now).astimezone(SHANGHAI).date()
    tell(matter, profile.person, "chosen_lawyer", now=now, data={"date": day(answer_by)})
    return matter


@operation
def leave_choice(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """The applicant lets the agency choose: the choice is closed, and the days to assign run on."""
    matter = access.fetch(ref, by, now, version=version)
    require_choosing(by, matter)
    check_step(matter, "choose")
    charge.close_choice(matter, now)
    touch(matter, now)
    note(matter, "choice_left", by=by, now=now)
    return matter
