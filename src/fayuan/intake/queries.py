"""Reads of what comes in: applications still being written, consultations, authorities' notices."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import NotFound
from fayuan.intake.access import (
    ANSWER_ROLES,
    complaints_seen_by,
    corrections_seen_by,
    letters_seen_by,
    posters_seen_by,
)
from fayuan.intake.models import (
    Channel,
    Complaint,
    Consultation,
    CooperationLetter,
    Correction,
    CounselReport,
    Draft,
    Poster,
)
from fayuan.law import deadlines, lifecycles
from fayuan.law.rules import NotCovered
from fayuan.matters import access
from fayuan.matters.labels import not_behind_seals
from fayuan.matters.models import Matter
from fayuan.matters.queries import calendar
from fayuan.matters.rules import book
from fayuan.people.models import DESK_ROLES, Role

ANSWERS_TO_REPORT = ("terminate", "replace", "renotice", "renotice_ended")
DRAFTS_KEPT = timedelta(days=30)


def drafts_of(by: Actor, now: datetime) -> QuerySet[Draft]:
    """The actor's own applications that are still being written, the one touched last first; kept for thirty days."""
    open_drafts = Draft.objects.filter(person_id=by.person, matter=None, changed_at__gt=now - DRAFTS_KEPT)
    return open_drafts.order_by("-changed_at", "-id")


def draft(ref: str, by: Actor, now: datetime) -> Draft:
    """One of the actor's own drafts, also one that has been submitted (its `matter` says so), or `NotFound`."""
    own = Draft.objects.filter(person_id=by.person, ref=ref).select_related("matter", "agency")
    found = own.first()
    if found is None or (found.matter is None and found.changed_at <= now - DRAFTS_KEPT):
        raise NotFound
    return found


def consultations_of(by: Actor) -> QuerySet[Consultation]:
    """The questions asked at the agencies where the actor answers or works, the last first."""
    places = {place for role, place in by.posts if role in DESK_ROLES | ANSWER_ROLES}
    asked = Consultation.objects.filter(not_behind_seals(by), agency__in=places)
    return asked.select_related("person", "matter", "answered_by", "agency").order_by("-at", "-id")


def consultation(ref: str, by: Actor) -> Consultation:
    """One consultation in scope, or `NotFound`."""
    found = consultations_of(by).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def consultations_page(by: Actor, *, after: str = "", size: int = 25) -> tuple[list[Consultation], str]:
    """A page of the consultations that follow the one named by `after`, and the mark of the next page."""
    rows = consultations_of(by)
    edge = rows.filter(ref=after).first() if after else None
    if edge is not None:
        rows = rows.filter(Q(at__lt=edge.at) | Q(at=edge.at, pk__lt=edge.pk))
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].ref if len(found) > size else ""


def unanswered(by: Actor) -> QuerySet[Consultation]:
    """The questions that wait for an answer at the actor's offices, the oldest first."""
    return consultations_of(by).filter(answered_at=None).order_by("at", "id")


def appointments(by: Actor, since: datetime, until: datetime) -> QuerySet[Consultation]:
    """Who comes again to the actor's offices in a stretch of time, in its order."""
    within = consultations_of(by).filter(appointment_at__gte=since, appointment_at__lt=until)
    return within.order_by("appointment_at", "id")


def own_consultations(by: Actor) -> QuerySet[Consultation]:
    """What the actor themself asked, the last first."""
    return Consultation.objects.filter(person_id=by.person).select_related("agency").order_by("-at", "-id")


def answer_by(consultation: Consultation) -> datetime | None:
    """When a question has to be answered, as `answers_by` says."""
    return answers_by([consultation])[0]


def answers_by(consultations: Iterable[Consultation]) -> list[datetime | None]:
    """When each question left online has to be answered (H01: a day, nights and holidays included); None for others,
    of which the rule does not speak."""
    days, rules = calendar(), book()
    return [
        deadlines.due("H01", asked.at, days, region=asked.agency.division_id, book=rules).at
        if asked.channel == Channel.ONLINE
        else None
        for asked in consultations
    ]


def letters_of(by: Actor, now: datetime) -> QuerySet[CooperationLetter]:
    """The cooperation letters in scope: received by the actor's office, or sent by it."""
    return letters_seen_by(by, now).select_related("asked", "matter__agency", "paper", "answered_by")


def letter(ref: str, by: Actor, now: datetime) -> CooperationLetter:
    """One cooperation letter in scope, or `NotFound`."""
    found = letters_of(by, now).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def letters_waiting(by: Actor, now: datetime) -> QuerySet[CooperationLetter]:
    """The letters that wait for their answer, the nearest day first."""
    return letters_of(by, now).filter(answered_at=None).order_by("reply_by", "id")


def letters_answered(
    by: Actor, now: datetime, *, after: str = "", size: int = 25
) -> tuple[list[CooperationLetter], str]:
    """A page of answered letters, the last first, behind the one named by `after`; and the mark of the next page."""
    rows = letters_of(by, now).filter(answered_at__isnull=False).order_by("-answered_at", "-id")
    edge = rows.filter(ref=after).first() if after else None
    if edge is not None:
        rows = rows.filter(
            Q(answered_at__lt=edge.answered_at) | Q(answered_at=edge.answered_at, pk__lt=edge.pk)
        )
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].ref if len(found) > size else ""


def posters_of(by: Actor) -> QuerySet[Poster]:
    """The posters of the actor's offices with how many began and handed in an application by them; the last first."""
    begun, handed_in = Count("drafts"), Count("drafts", Q(drafts__matter__isnull=False))
    found = posters_seen_by(by).select_related("agency").annotate(begun=begun, handed_in=handed_in)
    return found.order_by("-made_at", "-id")


def poster(ref: str, by: Actor) -> Poster:
    """One poster in scope, or `NotFound`."""
    found = posters_seen_by(by).filter(ref=ref).select_related("agency").first()
    if found is None:
        raise NotFound
    return found


def complaints_of(by: Actor) -> QuerySet[Complaint]:
    """The complaints that the actor may handle, those that wait first, each group the oldest first."""
    found = complaints_seen_by(by).select_related(
        "matter__agency", "institution", "by", "against", "answered_by"
    )
    return found.order_by(F("answered_at").desc(nulls_first=True), "at", "id")


def complaint(ref: str, by: Actor) -> Complaint:
    """One complaint in scope, or `NotFound`."""
    found = complaints_of(by).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def own_complaints(matter: Matter, by: Actor) -> QuerySet[Complaint]:
    """What the actor complained of on the matter, the last first."""
    return matter.complaints.filter(by=by.person_id).select_related("institution").order_by("-at", "-id")


def corrections_of(by: Actor) -> QuerySet[Correction]:
    """The corrections that the actor may decide, those that wait first, each group the oldest first."""
    found = corrections_seen_by(by).select_related("matter__agency", "person", "decided_by")
    return found.order_by(F("decided_at").desc(nulls_first=True), "at", "id")


def correction(ref: str, by: Actor) -> Correction:
    """One correction in scope, or `NotFound`."""
    found = corrections_of(by).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def own_corrections(by: Actor) -> QuerySet[Correction]:
    """What the actor asked to be corrected of themself, the last first."""
    found = Correction.objects.filter(person_id=by.person).select_related("matter__agency")
    return found.order_by("-at", "-id")


def complaint_due(complaint: Complaint) -> deadlines.Due | None:
    """By when it has to be taken up or turned down (C01), or answered (C02); None when that is done, or no rule of
    that time is on record."""
    if complaint.answered_at is not None:
        return None
    taken_up = complaint.accepted_at
    rule, start = ("C01", complaint.at) if taken_up is None else ("C02", taken_up)
    place = complaint.matter.agency.division_id
    try:
        return deadlines.due(rule, start.astimezone(SHANGHAI), calendar(), region=place, book=book())
    except NotCovered:
        return None


def proposed_termination(matter: Matter) -> str:
    """The ground on which the end of the aid is proposed to the approver, a key of `law.termination`; "" for none.

    A false pledge (deceit), a lawyer of the person's own, or a refused lawyer whom the person may do without.
    """
    if matter.state not in lifecycles.STEPS["terminate"].from_states:
        return ""
    if hasattr(matter, "pledge_finding"):
        return "deceit"
    report = open_counsel_report(matter)
    if report is None or report.leads_to != CounselReport.LeadsTo.TERMINATION:
        return ""
    return "own_lawyer" if report.kind == CounselReport.Kind.OWN_LAWYER else "asked"


def open_counsel_report(matter: Matter) -> CounselReport | None:
    """What an authority reported last of the person's lawyer, unless the office has acted on it since."""
    report = matter.counsel_reports.order_by("-told_at", "-id").first()
    if (
        report is None
        or matter.transitions.filter(step__in=ANSWERS_TO_REPORT, at__gte=report.told_at).exists()
    ):
        return None
    return report


def notices_of(by: Actor, now: datetime) -> QuerySet[Matter]:
    """The matters that the actor's own authority gave notice of, the last first."""
    authorities = {place for role, place in by.posts if role == Role.AUTHORITY}
    seen = access.seen_by(by, now).filter(authority_id__in=authorities)
    return seen.select_related("agency", "authority", "handler", "unit", "notice").order_by(
        "-opened_at", "-id"
    )


def notices_page(by: Actor, now: datetime, *, after: str = "", size: int = 25) -> tuple[list[Matter], str]:
    """A page of the notices that follow the one named by `after`, and the mark of the next page."""
    rows = notices_of(by, now)
    edge = rows.filter(ref=after).first() if after else None
    if edge is not None:
        older = Q(opened_at__lt=edge.opened_at) | Q(opened_at=edge.opened_at, pk__lt=edge.pk)
        rows = rows.filter(older)
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].ref if len(found) > size else ""


def notice(ref: str, by: Actor, now: datetime) -> Matter:
    """One notice of the actor's authority, or `NotFound`."""
    found = notices_of(by, now).filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found
