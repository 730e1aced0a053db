"""What ties people on a panel to the parties of one matter: found by ids here, told to the law by the
parties' names."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from fayuan.assignment.conflicts import asked_of, search
from fayuan.assignment.facts import names
from fayuan.assignment.models import Assignment
from fayuan.law.facts import Client
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import applicant
from fayuan.network.models import Institution
from fayuan.people.models import Lawyer

AT_WORK = ("assigned", "handling", "suspended", "closing")
TOOK_IT = (Assignment.Status.GIVEN, Assignment.Status.ACCEPTED, Assignment.Status.ENDED)
AIDED = (Party.Role.APPLICANT, Party.Role.MEMBER)


@dataclass(frozen=True)
class Ties:
    """By the id of the person: whom they defend in the same case, for which opponents they act, to whom they
    are tied."""

    defends: defaultdict[int, set[Client]] = field(default_factory=lambda: defaultdict(set))
    acts_for: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    related_to: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def join(self, other: "Ties") -> None:
        """Take the ties to another matter in."""
        for person, clients in other.defends.items():
            self.defends[person] |= clients
        for person, parties in other.acts_for.items():
            self.acts_for[person] |= parties
        for person, parties in other.related_to.items():
            self.related_to[person] |= parties


def ties(matter: Matter, profiles: Collection[Lawyer]) -> Ties:
    """The ties of these people to the matter."""
    found = Ties()
    _find_defences(matter, profiles, found)
    _find_clients_among_opponents(matter, profiles, found)
    _find_cases_against_applicant(matter, profiles, found)
    own = matter.parties.filter(person__in=[profile.person_id for profile in profiles])
    for person in own.values_list("person", flat=True):
        found.related_to[person or 0].add(matter.title_name)
    return found


def _find_defences(matter: Matter, profiles: Collection[Lawyer], found: Ties) -> None:
    """Who defends, or has defended, somebody else in the same criminal case (刑事诉讼法解释 43)."""
    same = Q(pk=None)
    if matter.case_number:
        same |= Q(case_number=matter.case_number)
    others = names(matter, Party.Role.CO_DEFENDANT)
    if others:
        same |= Q(title_name__in=others, authority=matter.authority, origin=Matter.Origin.NOTICE)
    linked = Matter.objects.filter(same).exclude(pk=matter.pk)
    taken = Assignment.objects.filter(
        matter__in=linked, person__in=[profile.person_id for profile in profiles], status__in=TOOK_IT
    )
    for person, name, number in taken.values_list("person", "matter__title_name", "matter__case_number"):
        found.defends[person or 0].add(Client(name, number))


def _find_clients_among_opponents(matter: Matter, profiles: Collection[Lawyer], found: Ties) -> None:
    """Who acts, or whose firm acts, for somebody who is the opponent here, under this name or another."""
    for opponent in matter.parties.filter(role=Party.Role.OPPONENT).select_related("person"):
        sides = Party.objects.filter(pk__in=_same(opponent), role__in=AIDED, matter__state__in=AT_WORK)
        for handler, unit in sides.values_list("matter__handler", "matter__unit"):
            for profile in profiles:
                if profile.person_id == handler or (profile.unit_id == unit and _is_outside(profile.unit)):
                    found.acts_for[profile.person_id].add(opponent.name)


def _find_cases_against_applicant(matter: Matter, profiles: Collection[Lawyer], found: Ties) -> None:
    """Who acts in another case against the person who is aided here."""
    people = {profile.person_id for profile in profiles}
    against = Party.objects.filter(
        pk__in=_same(applicant(matter)),
        role=Party.Role.OPPONENT,
        matter__state__in=AT_WORK,
        matter__handler__in=people,
    )
    for handler in against.values_list("matter__handler", flat=True):
        found.related_to[handler or 0].add(matter.title_name)


def _same(party: Party) -> list[int]:
    """The ids of the parties of other matters that are clearly the same person or firm."""
    hits = search(asked_of(party))
    return [hit.party for hit in hits if hit.band == "clear" and hit.matter != party.matter_id]


def _is_outside(unit: Institution) -> bool:
    """Whether the unit is a firm or an office: colleagues there share their clients, an agency's staff does
    not."""
    return unit.kind != Institution.Kind.AGENCY
