"""Choosing a lawyer among those who are open to it, or leaving it to the agency."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.assignment import queries
from fayuan.assignment.access import acts_for
from fayuan.assignment.models import Choice
from fayuan.assignment.operations import choose_lawyer, leave_choice
from fayuan.assignment.workload import workload
from fayuan.cases.queries import rated
from fayuan.core.errors import NotFound
from fayuan.matters.models import Matter
from fayuan.network.models import Division
from fayuan.network.queries import apart
from fayuan.people.models import Lawyer
from fayuan.web.portal import profiles
from fayuan.web.portal.changes import changes_since
from fayuan.web.portal.distances import kilometres
from fayuan.web.portal.forms import FOR_ME, ChooseForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.portal.until import by_moment
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Figure, Person
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def choose(request: Request, ref: str) -> HttpResponse:
    """The lawyers offered, with what speaks for each; POST asks the chosen one, or leaves it to the agency."""
    matter = own_matter(request, ref)
    choice = queries.last_choice(matter)
    if choice is None:
        raise NotFound(_("现在不用选律师。请看“办到哪一步了”。"))
    if choice.closed_at is not None or "choose" not in acts_for(matter, request.actor):
        return _over(request, matter, choice)
    offered = queries.shortlist(choice)
    lawyers = [(profile.person_id, profile.person.name) for profile in offered]
    form = ChooseForm(
        request.POST or None, version=matter.version, changed_at=matter.changed_at, lawyers=lawyers
    )
    if request.method == "POST" and form.is_valid() and _taken(request, form, ref):
        return redirect("portal:matter", ref)
    about = {
        "matter": matter,
        "form": form,
        "until": by_moment(choice.until, request.now),
        "is_late": choice.until <= request.now,
        "persons": [*_cards(queries.still_here(offered, request.now), matter, request.now), _for_me()],
        "changes": changes_since(matter, form, request),
    }
    return render(request, "portal/choose.html", about, status=form.status)


def _taken(request: Request, form: ChooseForm, ref: str) -> bool:
    """Whether the choice, or its being left to the agency, was taken."""
    if form.cleaned_data["lawyer"] == FOR_ME:
        changed = attempt(request, form, leave_choice, ref=ref)
        said = _("好的，中心会替您选。选好后告诉您。")
    else:
        changed = attempt(request, form, choose_lawyer, ref=ref, **form.given())
        said = _("选好了。律师答复后会告诉您。")
    if changed is not None:
        messages.success(request, said)
    return changed is not None


def _over(request: Request, matter: Matter, choice: Choice) -> HttpResponse:
    """There is nothing to choose any more: why, and what stands now."""
    asked = queries.running(matter)
    about = {
        "matter": matter,
        "asked": asked.person if asked is not None else None,
        "is_late": choice.until <= request.now,
    }
    return render(request, "portal/choice_over.html", about, status=409 if request.method == "POST" else 200)


def _for_me() -> Person:
    return Person(
        value=str(FOR_ME), name=_("替我选"), lines=[_("中心按谁常办这类事、谁手上不忙来定，三日内安排好。")]
    )


def _cards(offered: Sequence[Lawyer], matter: Matter, now: datetime) -> list[Person]:
    people = [profile.person_id for profile in offered]
    in_hand = workload(people, now).open_cases
    alike = queries.handled(people, matter.subject)
    marks = rated(people)
    return [
        Person(
            value=str(profile.person_id),
            name=profile.person.name,
            role=str(profile.get_kind_display()),
            since=profiles.since(profile, now),
            lines=_lines(profile, matter),
            note=profiles.languages(profile),
            figures=_figures(alike.get(profile.person_id, 0), in_hand[profile.person_id], marks, profile),
        )
        for profile in offered
    ]


def _figures(alike: int, in_hand: int, marks: dict[int, float], profile: Lawyer) -> list[Figure]:
    """What can be counted of a lawyer; a mark only where enough people gave one."""
    figures = [
        Figure(_("%(count)d件") % {"count": alike}, _("办结过这类事")),
        Figure(_("%(count)d件") % {"count": in_hand}, _("手上在办")),
    ]
    if profile.person_id in marks:
        figures.append(Figure(_("%(mark).1f分") % {"mark": marks[profile.person_id]}, _("受援人评价")))
    return figures


def _lines(profile: Lawyer, matter: Matter) -> list[str]:
    place = f"{profile.unit.name}　{_away(profile.unit.division, matter)}"
    return [*profiles.known(profile), place, *([profile.profile] if profile.profile else [])]


def _away(division: Division, matter: Matter) -> str:
    """Where the lawyer's office is, seen from the agency's county: in it, or so far away."""
    here = matter.agency.division
    if division == here:
        return _("就在%(place)s") % {"place": division.name}
    metres = apart(division, here)
    return division.name if metres is None else f"{division.name}（{kilometres(metres)}）"
