"""What one step did: the papers issued, the messages written, the reasons given, the people proposed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Model, QuerySet

from fayuan.assignment.models import Choice, Proposal
from fayuan.cases.models import Termination
from fayuan.core.clock import SHANGHAI
from fayuan.dossier.models import Paper
from fayuan.dossier.papers import catalogue
from fayuan.intake.models import Assessment
from fayuan.matters.models import Matter, Timer
from fayuan.messaging.models import Message

KEPT: tuple[type[Model], ...] = (Assessment, Choice, Message, Paper, Proposal, Termination, Timer)
Mark = dict[type[Model], int]


def mark() -> Mark:
    """How far each table has grown: rows beyond it are new."""
    return {model: _rows(model).aggregate(last=Max("pk"))["last"] or 0 for model in KEPT}


def _rows(model: type[Model]) -> QuerySet[Any]:
    return model._default_manager.all()


@dataclass(frozen=True)
class Changes:
    """What came since a mark, oldest first.

    `messages` may reach somebody, at whatever hour they go out; `reasons` are the articles in the reasons given: of
    assessments, papers, clocks, proposals, terminations; `proposed` are the people of the last list that was made, for
    the office or for the applicant's choice.
    """

    papers: list[Paper]
    messages: list[Message]
    clocks: list[Timer]
    reasons: list[str]
    proposed: list[int]


def since(before: Mark) -> Changes:
    """What came since the mark, as it is now."""
    papers, clocks = list(_new(Paper, before)), list(_new(Timer, before).select_related("matter__agency"))
    may_reach = _new(Message, before).exclude(status=Message.Status.WITHHELD)
    return Changes(
        papers=papers,
        messages=list(may_reach.select_related("person", "institution")),
        clocks=[timer for timer in clocks if timer.ended_at is None],
        reasons=[
            *_assessed(before),
            *(article for paper in papers for article in _basis(paper)),
            *(timer.basis for timer in clocks),
            *(termination.article for termination in _new(Termination, before)),
        ],
        proposed=_proposed(before),
    )


def _new(model: type[Model], before: Mark) -> QuerySet[Any]:
    return _rows(model).filter(pk__gt=before[model]).order_by("pk")


def _assessed(before: Mark) -> Iterator[str]:
    for assessment in _new(Assessment, before):
        yield from assessment.citations
        yield from (str(step["article"]) for step in assessment.workings)
    for proposal in _new(Proposal, before):
        yield from (reason["article"] for one in proposal.excluded for reason in one["reasons"])


def _proposed(before: Mark) -> list[int]:
    choice, proposal = _new(Choice, before).last(), _new(Proposal, before).last()
    if choice is not None:
        return list(choice.shortlist)
    return [one["person"] for one in proposal.ranked] if proposal is not None else []


def _basis(paper: Paper) -> list[str]:
    """The articles on which a paper says it rests: those of this matter, and those of its form."""
    basis = paper.data.get("basis", [])
    given = [str(each) for each in basis] if isinstance(basis, list) else [str(basis)]
    forms = catalogue.forms(paper.issued_at.astimezone(SHANGHAI).date())
    fields = (field for form in forms if form.key == paper.form for field in form.fields)
    return [*given, *(article for field in fields for article in field.always)]


def clocks_run_out(after: datetime, until: datetime) -> list[Timer]:
    """The clocks that ran out within a stretch of time, in order."""
    found = Timer.objects.filter(run_out_at__gt=after, run_out_at__lte=until).select_related("matter")
    return list(found.order_by("run_out_at", "id"))


def open_clocks(matter: Matter) -> dict[str, Timer]:
    """The clocks of a matter that have not ended, by name."""
    return {timer.name: timer for timer in matter.timers.filter(ended_at=None)}
