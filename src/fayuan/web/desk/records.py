"""The record of an assignment: who was considered, excluded and ranked, who was asked, who has the case, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment, Proposal
from fayuan.assignment.queries import assignments_of, proposals_of
from fayuan.core.clock import SHANGHAI
from fayuan.people.models import Person
from fayuan.web.desk.acting import head
from fayuan.web.desk.frame import show
from fayuan.web.desk.scope import opened
from fayuan.web.shared import pieces
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that was made: when, by whom, with which lot; who came in which place and why, who was excluded."""

    made: str
    by: str
    seed: int
    ranked: Sequence[tuple[str, str]]
    excluded: Sequence[tuple[str, str]]


@page("desk")
def record(request: Request, ref: str) -> HttpResponse:
    """Everything that was kept of how the lawyer was found."""
    matter = opened(request, ref)
    proposals, given = list(proposals_of(matter)), list(assignments_of(matter))
    names = names_in(proposals, given)
    lists = [listed(proposal, names) for proposal in proposals]
    entries = [told(assignment, names) for assignment in given]
    context = head(matter) | {"lists": lists, "entries": entries}
    return show(request, "record.html", "todo", status=200, **context)


def names_in(proposals: Iterable[Proposal], given: Iterable[Assignment]) -> Names:
    """The names of everybody who stands in the record."""
    people = {line["person"] for proposal in proposals for line in (*proposal.ranked, *proposal.excluded)}
    people |= {person for assignment in given for person in assignment.invited}
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def listed(proposal: Proposal, names: Names) -> Listed:
    """A proposal in words."""
    return Listed(
        made=moment(proposal.made_at),
        by=proposal.by_name,
        seed=proposal.seed,
        ranked=[(names.get(line["person"], "—"), str(line["why"])) for line in proposal.ranked],
        excluded=[(names.get(line["person"], "—"), reasons(line["reasons"])) for line in proposal.excluded],
    )


def reasons(found: Sequence[Mapping[str, str]]) -> str:
    """Every reason with its article, in one line."""
    return "".join(
        f"{each['says'].rstrip('。')}（{each['article']}）。" if each["article"] else f"{each['says']}。"
        for each in found
    )


def told(assignment: Assignment, names: Names) -> pieces.Entry:
    """Whom the case was given or offered to, by whom, why, and what came of it."""
    who = assignment.person.name if assignment.person else assignment.unit.name
    if assignment.mode == Assignment.Mode.CALL and assignment.person is None:
        who = _("、").join(names.get(person, "—") for person in assignment.invited) or _("没有人应征")
    said = [_("理由：%(reason)s") % {"reason": assignment.reason}] if assignment.reason else []
    if assignment.answer:
        said.append(_("答复：%(answer)s") % {"answer": assignment.answer})
    said += [overridden] if (overridden := override(assignment)) else []
    return pieces.Entry(
        when=moment(assignment.made_at),
        what=f"{assignment.get_mode_display()}：{who}",
        state="now" if assignment.ended_at is None else "done",
        by=assignment.by_name,
        note=f"{assignment.get_status_display()}。{'；'.join(said)}",
    )


def override(assignment: Assignment) -> str:
    """Whether somebody else stood first on the list then."""
    proposal = assignment.proposal
    if proposal is None or assignment.person_id is None or proposal.first in {None, assignment.person_id}:
        return ""
    place = (
        proposal.persons.index(assignment.person_id) + 1 if assignment.person_id in proposal.persons else 0
    )
    return _("不是名单上的第一位（排第%(place)d）") % {"place": place} if place else _("不在可以承办的名单上")


def moment(at: datetime) -> str:
    """A moment as the record writes it."""
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"
