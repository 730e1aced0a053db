"""Who is in charge of a matter: put somebody in charge, and let them go. Parts of operations, on a locked
matter."""

from datetime import datetime

from fayuan.assignment import clocks, letters
from fayuan.assignment.models import Assignment, Choice, ReplacementRequest
from fayuan.assignment.queries import last_proposal, open_choice, open_request, running
from fayuan.core.actor import Actor
from fayuan.matters import moments, timers
from fayuan.matters.models import Matter
from fayuan.matters.operations import note, see, unsee
from fayuan.messaging.operations import tell, tell_applicant
from fayuan.messaging.texts import day
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer, Person


def name_handler(matter: Matter, profile: Lawyer) -> None:
    """Write the lawyer in charge into the matter; `advance` saves it."""
    matter.handler, matter.unit = profile.person, profile.unit


def take_up(matter: Matter, by: Actor, now: datetime) -> str:
    """What follows when a lawyer is in charge: sight, clocks, papers, the reply to the authority.

    Gives the last day to sign the agreement, as messages write it.
    """
    let_see(matter, now)
    clocks.assigned(matter, now)
    clocks.answered(matter, now)
    last_day = clocks.start_agreement(matter, now)
    letters.issue_notice(matter, by, now)
    reply(matter, by, now)
    note(matter, "assigned", by=by, now=now, data={"sign_by": last_day.isoformat() if last_day else ""})
    return day(last_day)


def reply(matter: Matter, by: Actor, now: datetime) -> None:
    """The letter that names the lawyer, and word of it to the authority that gave notice (法律援助法 36)."""
    letters.issue_letter(matter, by, now)
    if matter.authority is not None:
        tell(matter, matter.authority, "assigned_authority", now=now)


def let_see(matter: Matter, now: datetime) -> None:
    """The lawyer in charge and the head of their unit see the matter from now on; an offer has done its
    work."""
    unsee(matter, "offer", now)
    if matter.handler is not None:
        see(matter, matter.handler.holder, "handler", now)
    if matter.unit is not None and matter.unit.kind != Institution.Kind.AGENCY:
        see(matter, matter.unit.holder, "unit", now)


def give(
    matter: Matter,
    profile: Lawyer,
    *,
    mode: Assignment.Mode,
    by: Actor,
    now: datetime,
    status: Assignment.Status = Assignment.Status.GIVEN,
    reason: str = "",
) -> Assignment:
    """Write down that the matter was given (or offered) to the lawyer, beside the proposal that stood
    then."""
    return Assignment.objects.create(
        matter=matter,
        person=profile.person,
        unit=profile.unit,
        mode=mode,
        status=status,
        proposal=last_proposal(matter),
        reason=reason,
        by_name=by.name,
        made_at=now,
    )


def release(matter: Matter, now: datetime) -> None:
    """Nobody is in charge any more, and whoever was sees the matter no longer; `advance` saves it."""
    for reason in ("handler", "unit", "offer"):
        unsee(matter, reason, now)
    matter.handler, matter.unit = None, None


def end(assignment: Assignment, now: datetime, status: str = Assignment.Status.ENDED) -> None:
    """The assignment is over: overtaken by another, or as `status` says."""
    assignment.status, assignment.ended_at = status, now
    assignment.save()


def decline(assignment: Assignment, now: datetime, code: str, answer: str) -> None:
    """The assignment is over: declined for a reason."""
    assignment.answered_at, assignment.answer_code, assignment.answer = now, code, answer
    end(assignment, now, Assignment.Status.DECLINED)


def withdraw_offer(matter: Matter, now: datetime, *, in_favour_of: Person | None = None) -> None:
    """The office assigns somebody itself: a choice is closed, and another lawyer who was asked need not
    answer."""
    close_choice(matter, now)
    offered = running(matter)
    if offered is None:
        return
    end(offered, now)
    unsee(matter, "offer", now)
    tell_others(matter, offered, in_favour_of.pk if in_favour_of else None, now)


def tell_others(matter: Matter, offered: Assignment, but: int | None, now: datetime) -> None:
    """Whoever was asked, but the one who has the case now (by id), need not answer any more."""
    asked = [offered.person_id] if offered.person_id else offered.invited
    for person in Person.objects.filter(pk__in=set(asked) - {but}).order_by("pk"):
        tell(matter, person, "offer_withdrawn", now=now)


def ask_again(matter: Matter, now: datetime) -> None:
    """Whom the applicant had chosen does not take it: they may choose again, and the office goes on at the end of
    their hours, or now when these are over."""
    tell_applicant(matter, "chosen_declined", now=now)
    moments.drop(matter, now, clocks.ANSWER_ENDS)
    choice = open_choice(matter)
    if choice is not None:
        moments.put(matter, clocks.CHOICE_ENDS, max(choice.until, now), now)


def close_choice(matter: Matter, now: datetime) -> Choice | None:
    """Close the applicant's choice, if one is open."""
    choice = open_choice(matter)
    if choice is not None:
        choice.closed_at = now
        choice.save()
    return choice


def lapse_request(matter: Matter, by: Actor, now: datetime) -> None:
    """A request for another lawyer needs no decision any more: the one it was about is gone."""
    request = open_request(matter)
    if request is None:
        return
    request.outcome, request.decided_at, request.by_name = ReplacementRequest.Outcome.LAPSED, now, by.name
    request.save()
    timers.stop(matter, "decide_replacement", now, met=False)
