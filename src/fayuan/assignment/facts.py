"""A matter as the case that needs somebody, for matching and for the law."""

from datetime import datetime

from fayuan.assignment.models import Assignment
from fayuan.assignment.queries import wish_of
from fayuan.core.clock import SHANGHAI
from fayuan.law import facts as law
from fayuan.matching.facts import Case, Place
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import applicant
from fayuan.matters.queries import parties
from fayuan.network.models import Division
from fayuan.people.models import Person

VIOLENT = frozenset({"domestic_violence", "victim_representation"})  # a wish for a woman or a man binds here


def law_case(matter: Matter, now: datetime, *, by_choice: bool = False) -> law.CaseForAssignment:
    """What of the matter decides who may be assigned."""
    return law.CaseForAssignment(
        matter=matter.subject,
        agency_place=matter.agency.division_id,
        client=matter.title_name,
        form=matter.form,
        stage=matter.stage or None,
        life_or_death=matter.reason == "life_or_death",
        minor=matter.reason == "minor" or _is_minor(applicant(matter).person, now),
        case_no=matter.case_number,
        opponents=names(matter, Party.Role.OPPONENT),
        co_defendants=names(matter, Party.Role.CO_DEFENDANT),
        by_choice=by_choice,
    )


def case(matter: Matter, now: datetime, *, by_choice: bool = False) -> Case:
    """What of the matter decides who is proposed first; the recipient's wish among it."""
    client, wish = applicant(matter).person, wish_of(matter)
    return Case(
        law=law_case(matter, now, by_choice=by_choice),
        place=place(_work_place(matter)),
        languages=frozenset(client.languages) if client else frozenset(),
        wished_sex=wish.sex if wish else "",
        wish_binds=matter.subject in VIOLENT or (wish is not None and wish.is_justified),
        chosen=wish.lawyer_id if wish else None,
        earlier=_earlier_handlers(matter, client),
        declined=_declined(matter),
    )


def _declined(matter: Matter) -> frozenset[int]:
    """Who was asked and did not take it."""
    declined = matter.assignments.filter(status=Assignment.Status.DECLINED, person__isnull=False)
    return frozenset(person for person in declined.values_list("person", flat=True) if person is not None)


def names(matter: Matter, role: str) -> frozenset[str]:
    """The names of the parties in one role."""
    return frozenset(parties(matter, role).values_list("name", flat=True))


def place(division: Division) -> Place:
    """A division as a place with its centre."""
    if division.longitude is None or division.latitude is None:
        return Place(division.code)
    return Place(division.code, float(division.longitude), float(division.latitude))


def _work_place(matter: Matter) -> Division:
    """Where the work is: at the forum, otherwise at the agency."""
    return Division.objects.filter(code=matter.forum_place).first() or matter.agency.division


def _is_minor(person: Person | None, now: datetime) -> bool:
    if person is None:
        return False
    seen = law.Person(born=person.born, groups=frozenset(person.groups))
    return "minor" in seen.all_groups(now.astimezone(SHANGHAI).date())


def _earlier_handlers(matter: Matter, client: Person | None) -> frozenset[int]:
    """Who handled an earlier stage of the dispute, or the same kind of matter of the same person."""
    found = {earlier.handler_id for earlier in _stages_before(matter)}
    if client is not None:
        same = Matter.objects.filter(
            parties__person=client, parties__role=Party.Role.APPLICANT, subject=matter.subject
        )
        found |= set(same.exclude(pk=matter.pk).values_list("handler", flat=True))
    return frozenset(person for person in found if person is not None)


def _stages_before(matter: Matter) -> list[Matter]:
    stages: list[Matter] = []
    while matter.previous is not None:
        matter = matter.previous
        stages.append(matter)
    return stages
