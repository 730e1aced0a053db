"""A call: several suitable lawyers are asked at once, and the first who accepts has the case."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import clocks
from fayuan.assignment.access import require_offering
from fayuan.assignment.models import Assignment, Proposal
from fayuan.assignment.operations.proposals import keep, rank
from fayuan.assignment.queries import policy_of
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import LawForbids
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import check_step, note, see, touch
from fayuan.messaging.operations import tell
from fayuan.messaging.texts import day
from fayuan.people.models import Person


@operation
def open_call(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Ask the first of the ranked, as many as the agency's policy says; they have the agency's hours to answer and see
    what the case is about.

    The ranking is kept as a proposal. Raises `LawForbids` `not_qualified` when nobody may take the matter.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_offering(by, matter)
    check_step(matter, "assign")
    policy = policy_of(matter.agency)
    ranking = rank(matter, now)
    if not ranking.ranked:
        raise LawForbids(_("眼下没有可以承办的人员，请看排除的理由，另行安排。"), code="not_qualified")
    until = clocks.within(matter, policy.answer_hours, now)
    proposal = keep(matter, ranking, by, now)
    touch(matter, now)
    _ask(matter, proposal, policy.invited, until, by, now)
    return matter


def _ask(matter: Matter, proposal: Proposal, most: int, until: datetime, by: Actor, now: datetime) -> None:
    call = Assignment.objects.create(
        matter=matter,
        unit=matter.agency,
        mode=Assignment.Mode.CALL,
        status=Assignment.Status.OFFERED,
        invited=proposal.persons[:most],
        proposal=proposal,
        until=until,
        by_name=by.name,
        made_at=now,
    )
    clocks.await_answer(matter, until, now)
    date = day(until.astimezone(SHANGHAI).date())
    for person in Person.objects.filter(pk__in=call.invited).order_by("pk"):
        see(matter, person.holder, "offer", now)
        tell(matter, person, "called_lawyer", now=now, data={"date": date})
    data = {"asked": len(call.invited)}
    note(matter, "call_opened", by=by, now=now, audience=Entry.Audience.OFFICE, data=data)
