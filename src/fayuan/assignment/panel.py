"""Everybody who takes cases, as matching and the law see them with regard to one matter."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, cast

from fayuan.assignment import facts
from fayuan.assignment.ties import Ties, ties
from fayuan.assignment.workload import Workload, workload
from fayuan.law import facts as law
from fayuan.matching.facts import Panelist, Place
from fayuan.matters.models import Matter
from fayuan.people.models import Lawyer

Kind = Literal["lawyer", "legal_worker", "staff", "volunteer"]


def panelists(matter: Matter, profiles: Iterable[Lawyer], now: datetime) -> list[Panelist]:
    """The profiles with what they have in hand and their ties to the matter."""
    found = list(profiles)
    return _seen(found, ties(matter, found), now)


def panelists_for(profiles: Iterable[Lawyer], now: datetime) -> list[Panelist]:
    """The profiles with what they have in hand, without regard to any matter."""
    return _seen(list(profiles), Ties(), now)


def _seen(found: list[Lawyer], tied: Ties, now: datetime) -> list[Panelist]:
    in_hand = workload([profile.person_id for profile in found], now)
    places = {profile.unit.division_id: facts.place(profile.unit.division) for profile in found}
    return [panelist(profile, places[profile.unit.division_id], in_hand, tied) for profile in found]


def panelist(profile: Lawyer, place: Place, in_hand: Workload, tied: Ties) -> Panelist:
    """A profile as matching sees it; people of one county share their place."""
    person = profile.person_id
    return Panelist(
        id=person,
        law=law_lawyer(profile, tied),
        place=place,
        sex=profile.person.sex,
        languages=frozenset(profile.person.languages),
        away_until=in_hand.away.get(person),
        weekly_capacity=profile.weekly_capacity,
        taken_this_week=in_hand.taken.get(person, 0),
        load=in_hand.load[person],
        open_cases=in_hand.open_cases[person],
        earned_fen=in_hand.earned.get(person, 0),
    )


def law_lawyer(profile: Lawyer, tied: Ties) -> law.Lawyer:
    """A profile as the law sees it."""
    person = profile.person_id
    return law.Lawyer(
        kind=cast(Kind, profile.kind),  # the column's choices are the law's words
        practice_since=profile.practice_since,
        defence_since=profile.defence_since,
        specialities=frozenset(
            {*profile.specialities, *profile.teams}
        ),  # a team is called as what it is good at
        open_to_choice=profile.open_to_choice,
        practising=not profile.suspended,
        defends=frozenset(tied.defends[person]),
        acts_for=frozenset(tied.acts_for[person]),
        related_to=frozenset(tied.related_to[person]),
        name=profile.person.name,
    )
