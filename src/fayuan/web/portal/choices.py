"""Choosing a lawyer among those who are open to it."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.assignment import queries
from fayuan.assignment.access import acts_for
from fayuan.assignment.operations import choose_lawyer
from fayuan.assignment.workload import workload
from fayuan.core.errors import NotFound
from fayuan.matching.specialities import WORDS
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer
from fayuan.web.portal.changes import changes_since
from fayuan.web.portal.forms import ChooseForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.dates import local_day, moment
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Figure, Person
from fayuan.web.shared.request import Request


@page("citizen", methods=("GET", "HEAD", "POST"))
def choose(request: Request, ref: str) -> HttpResponse:
    """The lawyers offered, with what speaks for each; POST asks the chosen one."""
    matter = own_matter(request, ref)
    choice = queries.open_choice(matter)
    if choice is None or "choose" not in acts_for(matter, request.actor):
        raise NotFound(_("现在不用选律师。请看“办到哪一步了”。"))
    profiles = queries.shortlist(choice)
    lawyers = [(profile.person_id, profile.person.name) for profile in profiles]
    form = ChooseForm(
        request.POST or None, version=matter.version, changed_at=matter.changed_at, lawyers=lawyers
    )
    if request.method == "POST" and form.is_valid():
        changed = attempt(request, form, choose_lawyer, ref=ref, **form.given())
        if changed is not None:
            messages.success(request, _("选好了。律师答复后会告诉您。"))
            return redirect("portal:matter", ref)
    about = {
        "matter": matter,
        "form": form,
        "until": moment(choice.until, local_day(request.now)),
        "persons": _cards(profiles, matter, request.now),
        "changes": changes_since(matter, form, request),
    }
    return render(request, "portal/choose.html", about, status=form.status)


def _cards(profiles: Sequence[Lawyer], matter: Matter, now: datetime) -> list[Person]:
    people = [profile.person_id for profile in profiles]
    in_hand = workload(people, now).open_cases
    alike = queries.handled_alike(people, matter.subject)
    return [
        Person(
            value=str(profile.person_id),
            name=profile.person.name,
            role=str(profile.get_kind_display()),
            since=_since(profile, now),
            lines=_lines(profile),
            note="、".join(profile.person.languages),
            figures=(
                Figure(_("%(count)d件") % {"count": alike.get(profile.person_id, 0)}, _("办结过这类事")),
                Figure(_("%(count)d件") % {"count": in_hand[profile.person_id]}, _("手上在办")),
            ),
        )
        for profile in profiles
    ]


def _since(profile: Lawyer, now: datetime) -> str:
    if profile.practice_since is None:
        return ""
    years = local_day(now).year - profile.practice_since.year
    return _("执业%(years)d年") % {"years": years} if years else _("执业不满1年")


def _lines(profile: Lawyer) -> list[str]:
    known = "、".join(WORDS[key] for key in profile.specialities if key in WORDS)
    often = [_("常办：%(known)s") % {"known": known}] if known else []
    return [*often, profile.unit.name]
