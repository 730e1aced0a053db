"""Reads of assignments: who was asked, who may choose whom, what waits for a decision."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from fayuan.assignment.models import (
    Assignment,
    Choice,
    ConflictDeclaration,
    Leave,
    Night,
    Policy,
    Proposal,
    ReplacementRequest,
    Wish,
)
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.matters.models import Entry, Matter, Party
from fayuan.network.models import Division, Institution
from fayuan.people.models import Lawyer, Post, Role


def policy_of(agency: Institution) -> Policy:
    """How the agency assigns; by hand where it has said nothing."""
    return Policy.objects.filter(agency=agency).first() or Policy(agency=agency)


def running(matter: Matter) -> Assignment | None:
    """The assignment that counts: offered, given or accepted."""
    return matter.assignments.filter(ended_at=None).select_related("person", "unit").first()


def declaration_of(matter: Matter) -> ConflictDeclaration | None:
    """What the lawyer in charge declared of ties to the other side when they accepted; None where they did not."""
    return ConflictDeclaration.objects.filter(assignment__matter=matter, assignment__ended_at=None).first()


def undeclared(matter: Matter, declaration: ConflictDeclaration) -> list[str]:
    """The others who were not on record when it was declared: about them nothing was said."""
    others = matter.parties.filter(role__in=(Party.Role.OPPONENT, Party.Role.CO_DEFENDANT))
    return [name for name in others.values_list("name", flat=True) if name not in declaration.others]


def wish_of(matter: Matter) -> Wish | None:
    """What the recipient wishes of whoever takes the matter."""
    return Wish.objects.filter(matter=matter).select_related("lawyer").first()


def open_choice(matter: Matter) -> Choice | None:
    """The choice that the applicant may still make."""
    return matter.choices.filter(closed_at=None).first()


def last_choice(matter: Matter) -> Choice | None:
    """The choice that was offered last, open or closed."""
    return matter.choices.order_by("-offered_at", "-id").first()


def open_request(matter: Matter) -> ReplacementRequest | None:
    """The request for another lawyer that waits for a decision."""
    return matter.replacement_requests.filter(decided_at=None).select_related("about").first()


def last_request(matter: Matter) -> ReplacementRequest | None:
    """The request for another lawyer that was made last, decided or not."""
    return matter.replacement_requests.order_by("-asked_at", "-id").first()


def last_proposal(matter: Matter) -> Proposal | None:
    """The proposal that was made last."""
    return matter.proposals.order_by("-made_at", "-id").first()


def proposals_of(matter: Matter) -> QuerySet[Proposal]:
    """Every list that was made for the matter, the newest first."""
    return matter.proposals.order_by("-made_at", "-id")


def assignments_of(matter: Matter) -> QuerySet[Assignment]:
    """Everybody to whom the matter was given or offered, the newest first."""
    return matter.assignments.select_related("person", "unit", "proposal").order_by("-made_at", "-id")


def shortlist(choice: Choice) -> list[Lawyer]:
    """The profiles among which the applicant chooses, in the order of the list."""
    profiles = Lawyer.objects.filter(person__in=choice.shortlist).select_related("person", "unit__division")
    found = {profile.person_id: profile for profile in profiles}
    return [found[person] for person in choice.shortlist if person in found]


def still_here(offered: Collection[Lawyer], now: datetime) -> list[Lawyer]:
    """Of the profiles those who may be chosen today: since the list was made somebody may have gone on leave or been
    removed, or their firm closed."""
    people = [profile.person_id for profile in offered]
    here = practising(now).filter(person__in=people, open_to_choice=True, suspended=False)
    found = set(here.exclude(person__in=on_leave(now).values("person")).values_list("person", flat=True))
    return [profile for profile in offered if profile.person_id in found]


def last_turns(units: Collection[int], agency: Institution) -> dict[int, datetime]:
    """When the agency last gave each unit a matter whose person the unit names; a unit without one is left out."""
    given = Assignment.objects.filter(
        mode=Assignment.Mode.UNIT, unit__in=units, matter__agency=agency
    ).exclude(status__in=(Assignment.Status.DECLINED, Assignment.Status.LAPSED))
    return {row["unit"]: row["at"] for row in given.values("unit").annotate(at=Max("made_at")).order_by()}


def refused_units(matter: Matter) -> set[int]:
    """The units that declined the matter or did not answer in time."""
    gone = (Assignment.Status.DECLINED, Assignment.Status.LAPSED)
    return set(
        matter.assignments.filter(mode=Assignment.Mode.UNIT, status__in=gone).values_list("unit", flat=True)
    )


def practising(now: datetime) -> QuerySet[Lawyer]:
    """Everybody who holds the post of a lawyer now, at a unit that still exists."""
    today = now.astimezone(SHANGHAI).date()
    held = Post.objects.filter(Q(until=None) | Q(until__gt=now), role=Role.LAWYER, since__lte=now)
    exists = Q(unit__valid_to=None) | Q(unit__valid_to__gte=today)
    profiles = Lawyer.objects.filter(exists, person__in=held.values("person"))
    return profiles.select_related("person", "unit__division")


def practising_at(units: Collection[int], now: datetime) -> QuerySet[Lawyer]:
    """Who practises at these units (by id) now and was not removed from the panel, by name: the public register."""
    return practising(now).filter(unit__in=units, suspended=False).order_by("unit_id", "person__name", "id")


def panel_of(matter: Matter, now: datetime) -> QuerySet[Lawyer]:
    """Who may be proposed for the matter: those of the agency's city (or province), and the agency's own
    staff."""
    return panel_near(matter.agency, now)


def open_to_choice(matter: Matter, now: datetime) -> QuerySet[Lawyer]:
    """Whom the recipient may wish for by name."""
    return panel_of(matter, now).filter(open_to_choice=True, suspended=False)


def panel_near(agency: Institution, now: datetime) -> QuerySet[Lawyer]:
    """Who may be proposed for the matters of an agency."""
    digits = 2 if agency.division.level == Division.Level.PROVINCE else 4
    near = Q(unit__division__code__startswith=agency.division_id[:digits])
    own_staff = ~Q(kind=Lawyer.Kind.STAFF) | Q(unit=agency)
    return practising(now).filter(near, own_staff).order_by("person_id")


def closed_units(now: datetime) -> QuerySet[Institution]:
    """The firms and offices that do not exist any more."""
    kinds = (Institution.Kind.FIRM, Institution.Kind.OFFICE)
    return Institution.objects.filter(kind__in=kinds, valid_to__lt=now.astimezone(SHANGHAI).date())


def people_of(units: QuerySet[Institution]) -> QuerySet[Lawyer, int]:
    """The ids of the persons whose profile stands at one of the units."""
    return Lawyer.objects.filter(unit__in=units).values_list("person", flat=True)


def of_closed_units(now: datetime) -> QuerySet[Assignment]:
    """What still runs with a unit that does not exist any more, or asks somebody there, and was not seen to."""
    closed = closed_units(now)
    called = Q(mode=Assignment.Mode.CALL, person=None, invited__overlap=list(people_of(closed)))
    told = Entry.objects.filter(
        matter=OuterRef("matter"), kind="handler_unit_closed", at__gte=OuterRef("made_at")
    )
    found = Assignment.objects.filter(Q(unit__in=closed) & ~Exists(told) | called, ended_at=None)
    return found.select_related("matter").order_by("matter_id")


def waiting_matters(agency: Institution) -> QuerySet[Matter]:
    """The matters of the agency that await somebody and about which nobody was asked, the longest waiting first; sealed
    ones are assigned one by one, by those who may see them."""
    asked = Assignment.objects.filter(matter=OuterRef("pk"), ended_at=None)
    choosing = Choice.objects.filter(matter=OuterRef("pk"), closed_at=None)
    open_here = Matter.objects.filter(agency=agency, state="awaiting_assignment")
    found = open_here.filter(~Exists(asked), ~Exists(choosing)).exclude(label=Matter.Label.SEALED)
    return found.select_related("agency__division").order_by("state_since", "pk")


def last_night(agency: Institution) -> Night | None:
    """The last run of the agency's batch."""
    return agency.nights.order_by("-id").first()


def on_leave(now: datetime) -> QuerySet[Leave]:
    """The leaves that run today."""
    today = now.astimezone(SHANGHAI).date()
    return Leave.objects.filter(first_day__lte=today, last_day__gte=today)


def leaves_of(person: int, now: datetime) -> QuerySet[Leave]:
    """The leaves of the person (by id) that have not passed."""
    today = now.astimezone(SHANGHAI).date()
    return Leave.objects.filter(person=person, last_day__gte=today).order_by("first_day")


def waiting_for(person: int) -> QuerySet[Assignment]:
    """What waits for the answer of the person (by id), the oldest first."""
    asked = (Assignment.Status.OFFERED, Assignment.Status.GIVEN)
    called = Q(invited__contains=[person], person=None, mode=Assignment.Mode.CALL, status="offered")
    found = Assignment.objects.filter(
        Q(person=person) | called, status__in=asked, matter__state__in=("awaiting_assignment", "assigned")
    ).exclude(mode=Assignment.Mode.UNIT)
    return found.select_related("matter__agency").order_by("made_at")


def asked_before(ref: str, person: int) -> Assignment | None:
    """The last assignment of the matter about which the person was asked, answered or not."""
    was_asked = Q(person=person) | Q(invited__contains=[person])
    return Assignment.objects.filter(was_asked, matter__ref=ref).order_by("-made_at", "-id").first()


def unnamed(actor: Actor) -> QuerySet[Assignment]:
    """What was given to a unit that the actor heads and waits for the name of a person, the oldest first."""
    units = [place for role, place in actor.posts if role == Role.FIRM_HEAD]
    found = Assignment.objects.filter(mode=Assignment.Mode.UNIT, unit__in=units, person=None, ended_at=None)
    return found.select_related("matter__agency", "unit").order_by("made_at")


def of_units(actor: Actor) -> QuerySet[Assignment]:
    """The running assignments to people of the units that the actor heads, the newest first."""
    units = [place for role, place in actor.posts if role == Role.FIRM_HEAD]
    found = Assignment.objects.filter(
        unit__in=units, ended_at=None, person__isnull=False, matter__unit__in=units
    )
    return found.select_related("matter", "person", "unit").order_by("-made_at", "-id")


def handled(people: Collection[int], subject: str = "") -> dict[int, int]:
    """How many cases (of the subject, where one is named) each person has brought to their end; who has none is left
    out."""
    ended = Matter.objects.filter(handler__in=people, state__in=("closed", "archived"))
    if subject:
        ended = ended.filter(subject=subject)
    counted = ended.values("handler").annotate(count=Count("id")).order_by()
    return {row["handler"]: row["count"] for row in counted}
