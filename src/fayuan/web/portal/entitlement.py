"""Am I entitled? A few questions without signing in, answered by the same law that the examiner asks; advice only.

Nothing is kept: the answers travel in the pages themselves, as hidden fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fayuan.law.clocks import clock
from fayuan.matters.rules import book
from fayuan.network.queries import agency_of
from fayuan.people.models import Person
from fayuan.web.portal import papers
from fayuan.web.portal.questions import means, what, who
from fayuan.web.portal.questions.answer_form import AnswerForm
from fayuan.web.portal.telling import Telling
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

ANSWERED = "answered"  # the hidden fields that name the pages already answered
PAGES: Mapping[str, type[AnswerForm]] = {
    "what": what.What,
    "subject": what.OtherSubject,
    "place": what.Place,
    "way": what.Where,
    "groups": who.Groups,
    "age": who.Age,
    "income": means.Income,
}


@dataclass
class Walk:
    """How far somebody has come: the answers so far, the same as hidden fields, and the page to show."""

    today: date
    answers: dict[str, Any] = field(default_factory=lambda: {"whom": "self"})
    carried: list[tuple[str, str]] = field(default_factory=list)
    key: str = ""
    form: AnswerForm | None = None

    @property
    def told(self) -> Telling:
        """The answers as the law takes them, of somebody who has no name here."""
        age = self.answers.get("age")
        born = date(self.today.year - age, 1, 1) if age else None
        return Telling(self.answers, Person(born=born), self.today)

    def asks(self, key: str) -> bool:
        """Whether this page is one of this walk's."""
        if key == "subject":
            return bool(self.answers["kind"] == "other")
        return key != "income" or self.told.path == "means_tested"


@page("anyone", methods=("GET", "HEAD", "POST"))
def entitled(request: Request) -> HttpResponse:
    """The next question, or the answer."""
    walk = _walk(request)
    if walk.form is None:
        return render(request, "portal/entitled.html", _answer(walk))
    about = {
        "form": walk.form,
        "key": walk.key,
        "carried": walk.carried,
        "single": len(walk.form.fields) == 1,
    }
    return render(request, "portal/entitlement.html", about, status=walk.form.status)


def _walk(request: Request) -> Walk:
    """Go through the pages answered so far; stop at the first that is open, or wrong."""
    walk = Walk(local_day(request.now))
    answered = set(request.POST.getlist(ANSWERED))
    for key, form_class in PAGES.items():
        if not walk.asks(key):
            continue
        posted = request.POST if key in answered else None
        form = form_class(posted, answers=walk.answers, today=walk.today)
        if not form.is_valid():
            walk.key, walk.form = key, form
            return walk
        walk.answers |= form.given()
        walk.carried.append((ANSWERED, key))
        walk.carried += [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    return walk


def _answer(walk: Walk) -> dict[str, Any]:
    """The answer with its reasons, what to bring, where, by when."""
    told = walk.told
    verdict = told.verdict
    place = str(walk.answers["place"])
    decide = clock("T01", walk.today, place, book())
    return {
        "outcome": _outcome(told),
        "path": told.path,
        "reasons": [step for step in verdict.steps if step.rule != "materials"],
        "bring": [(papers.name(paper), papers.examples(paper, told)) for paper in told.needed],
        "agency": agency_of(place),
        "days": decide.length,
        "days_by": decide.basis,
        "marks": [mark for mark in verdict.marks if mark.mark == "待核实"],
        "title": _("您能申请吗"),
    }


def _outcome(told: Telling) -> str:
    """`yes`, `ask` where a person has to judge, or `no_scope`, `no_means`."""
    reason = told.verdict.reason
    if reason in {"out_of_scope", "means_exceeded"}:
        return {"out_of_scope": "no_scope", "means_exceeded": "no_means"}[reason]
    return "ask" if told.verdict.means is None else "yes"
