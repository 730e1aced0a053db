"""Who could take a case, as the page of assignment shows it: ranked with a line why, excluded with every
reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from fayuan.assignment.models import Proposal
from fayuan.assignment.queries import panel_of
from fayuan.matters.models import Matter
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer
from fayuan.web.shared import pieces

MOST = 5  # of the ranked, those shown as cards; all stand in the list below
Profiles = Mapping[int, Lawyer]


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who may not take the case, and why, each reason with its article."""

    name: str
    reasons: Sequence[str]


def panel(matter: Matter, now: datetime) -> Profiles:
    """Everybody who may be asked for the matter, by the id of the person."""
    return {profile.person_id: profile for profile in panel_of(matter, now)}


def choices(profiles: Profiles) -> list[tuple[str, str]]:
    """The panel for a list: name, what they are, where they work."""
    return [(str(person), _named(profile)) for person, profile in profiles.items()]


def _named(profile: Lawyer) -> str:
    return f"{profile.person.name}　{profile.get_kind_display()}　{profile.unit.name}"


def cards(proposal: Proposal | None, profiles: Profiles) -> list[pieces.Person]:
    """The first of the ranked as cards, best first."""
    lines = proposal.ranked[:MOST] if proposal else []
    return [
        _card(place, line, profiles[line["person"]])
        for place, line in enumerate(lines)
        if line["person"] in profiles
    ]


def _card(place: int, line: Mapping[str, Any], profile: Lawyer) -> pieces.Person:
    return pieces.Person(
        value=str(profile.person_id),
        name=profile.person.name,
        role=str(profile.get_kind_display()),
        since=_("推荐第%(place)d") % {"place": place + 1},
        lines=(profile.unit.name,),
        note=str(line["why"]),
    )


def excluded(proposal: Proposal | None, profiles: Profiles) -> list[Excluded]:
    """Who was looked at and may not take the case."""
    lines = proposal.excluded if proposal else []
    return [
        Excluded(
            profiles[line["person"]].person.name,
            [
                f"{each['says']}（{each['article']}）" if each["article"] else each["says"]
                for each in line["reasons"]
            ],
        )
        for line in lines
        if line["person"] in profiles
    ]


def units(profiles: Profiles) -> list[tuple[str, str]]:
    """The firms and offices where somebody of the panel works."""
    outside = (Institution.Kind.FIRM, Institution.Kind.OFFICE)
    found = {profile.unit_id: profile.unit for profile in profiles.values() if profile.unit.kind in outside}
    return [(str(pk), unit.name) for pk, unit in sorted(found.items(), key=lambda each: each[1].name)]
