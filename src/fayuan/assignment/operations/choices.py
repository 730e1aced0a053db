"""The applicant chooses a lawyer (点援): from a list of those who are open to it and may take the matter."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge, clocks
from fayuan.assignment.access import require_choosing, require_offering
from fayuan.assignment.models import Assignment, Choice
from fayuan.assignment.operations.proposals import rank
from fayuan.assignment.queries import on_leave, policy_of
from fayuan.assignment.suitability import profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids
from fayuan.core.operation import operation
from fayuan.matters import access, moments
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, check_step, note, see
from fayuan.messaging.operations import tell, tell_applicant
from fayuan.messaging.texts import day
from fayuan.people.models import Lawyer


@operation
def offer_choice(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Let the applicant choose among the lawyers who are open to it, best match first, within the agency's
    hours and never beyond the three days to assign.

    When the hours are over the office goes on as its policy says; who has not chosen by then is not shut out until
    somebody else has the case.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_offering(by, matter)
    check_step(matter, "offer_choice")
    policy = policy_of(matter.agency)
    able = rank(matter, now, by_choice=True).ranked[: policy.shortlist]
    if not able:
        raise LawForbids(_("眼下没有可供选择的律师，请直接指派。"), code="not_qualified")
    until = clocks.within(matter, matter.agency.choice_hours, now)
    advance(matter, "offer_choice", by=by, now=now)
    Choice.objects.create(matter=matter, shortlist=[one.id for one in able], offered_at=now, until=until)
    moments.put(matter, clocks.CHOICE_ENDS, until, now)
    note(matter, "choice_offered", by=by, now=now, data={"until": until.isoformat()})
    tell_applicant(matter, "choice_offered", now=now, data={"date": day(until.astimezone(SHANGHAI).date())})
    return matter


@operation
def choose_lawyer(*, ref: str, lawyer: int, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """The applicant names the lawyer (id of the person) they want; the lawyer is asked, sees what the case is about,
    and has the agency's hours to answer.

    Raises `LawForbids` `not_qualified` for a lawyer who is not open to choice or may not take the matter.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_choosing(by, matter)
    check_step(matter, "choose")
    profile = profile_of(lawyer, now)
    require_suitable(matter, profile, now, by_choice=True)
    _require_here(profile, now)
    if matter.assignments.filter(person=profile.person, status=Assignment.Status.DECLINED).exists():
        raise LawForbids(_("这位律师已经答复不能接，请另选一位。"), code="not_qualified")
    until = clocks.within(matter, policy_of(matter.agency).answer_hours, now)
    advance(matter, "choose", by=by, now=now)
    offer = charge.give(
        matter, profile, mode=Assignment.Mode.CHOICE, by=by, now=now, status=Assignment.Status.OFFERED
    )
    offer.until = until
    offer.save()
    clocks.await_answer(matter, until, now)
    see(matter, profile.person.holder, "offer", now)
    note(matter, "lawyer_chosen", by=by, now=now)
    tell(
        matter,
        profile.person,
        "chosen_lawyer",
        now=now,
        data={"date": day(until.astimezone(SHANGHAI).date())},
    )
    return matter


def _require_here(profile: Lawyer, now: datetime) -> None:
    """Somebody who went on leave after the list was made is not asked: the applicant chooses another."""
    leave = on_leave(now).filter(person=profile.person_id).order_by("-last_day").first()
    if leave is not None:
        says = _("%(name)s休假到%(until)s，请另选一位。")
        raise BadInput({"lawyer": says % {"name": profile.person.name, "until": day(leave.last_day)}})
