"""Who may see a matter and why, recomputed from its parties, assignments, notice and objections.

The copies of state and nearest last day that grants carry for worklists are recomputed with them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Min, Prefetch, Q, QuerySet

from fayuan.assignment.models import Assignment
from fayuan.intake.models import Objection
from fayuan.matters.models import Grant, Matter, Party, Timer
from fayuan.network.models import Institution
from fayuan.play.checks.differences import Difference, name_of

CHECK = "grants"
CHUNK = 500
APPLYING = (Party.Role.APPLICANT, Party.Role.AGENT)
SIDE = (*APPLYING, Party.Role.MEMBER)

Sight = tuple[str, str]
"""A holder, and the reason."""


def differences() -> Iterator[Difference]:
    """Every grant that is missing, has no reason, or carries a wrong copy."""
    for matter in _matters().iterator(chunk_size=CHUNK):
        running: list[Grant] = list(matter.grants.all())
        expected, found = _expected(matter), {(grant.holder, grant.reason) for grant in running}
        for holder, reason in sorted(expected - found):
            yield Difference(CHECK, name_of(matter), f"{holder} 因 {reason} 可见", "不可见")
        for holder, reason in sorted(found - expected - _allowed(matter)):
            yield Difference(CHECK, name_of(matter), f"{holder} 没有理由 {reason}", "可见")
        for grant in running:
            yield from _copies(matter, grant, matter.nearest)
    yield from _backwards()


def _matters() -> QuerySet[Any]:
    open_clocks = Q(timers__ended_at=None) & ~Q(timers__status=Timer.Status.PAUSED)
    return (
        Matter.objects.annotate(nearest=Min("timers__due_at", filter=open_clocks))
        .select_related("agency", "unit", "authority", "application")
        .prefetch_related(
            Prefetch("grants", Grant.objects.filter(until=None)),
            Prefetch("parties", Party.objects.filter(role__in=SIDE, person__isnull=False)),
            Prefetch("assignments", Assignment.objects.filter(status=Assignment.Status.OFFERED)),
            Prefetch("objections", Objection.objects.select_related("bureau")),
        )
        .order_by("pk")
    )


def _expected(matter: Matter) -> set[Sight]:
    """Everybody who must see the matter now, and why."""
    sights = {(matter.agency.holder, "agency")}
    if hasattr(matter, "application"):  # who was notified of has not asked, and has no account
        applying = (party for party in matter.parties.all() if party.role in APPLYING)
        sights |= {(f"p{party.person_id}", party.role) for party in applying}
    if matter.handler_id is not None:
        sights.add((f"p{matter.handler_id}", "handler"))
    if matter.unit is not None and matter.unit.kind != Institution.Kind.AGENCY:
        sights.add((matter.unit.holder, "unit"))
    if matter.authority is not None:
        sights.add((matter.authority.holder, "authority"))
    sights |= {(f"p{offer.person_id}", "offer") for offer in matter.assignments.all()}
    sights |= {(objection.bureau.holder, "bureau") for objection in matter.objections.all()}
    return sights


def _allowed(matter: Matter) -> set[Sight]:
    """Who may see it besides: the members of a group that applied here, not of one that an old system knew."""
    members = (party for party in matter.parties.all() if party.role == Party.Role.MEMBER)
    return {(f"p{party.person_id}", "member") for party in members}


def _copies(matter: Matter, grant: Grant, nearest: datetime | None) -> Iterator[Difference]:
    where = f"{name_of(matter)} {grant.holder} {grant.reason}"
    if grant.state != matter.state:
        yield Difference(CHECK, where, f"状态副本 {matter.state}", grant.state)
    if grant.due_at != nearest:
        yield Difference(CHECK, where, f"最近期限副本 {nearest}", str(grant.due_at))


def _backwards() -> Iterator[Difference]:
    for grant in Grant.objects.filter(until__lt=F("since")).select_related("matter"):
        where = f"{name_of(grant.matter)} {grant.holder} {grant.reason}"
        yield Difference(CHECK, where, f"止于 {grant.since} 之后", str(grant.until))
