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
from fayuan.play.checks import suspects
from fayuan.play.checks.differences import Difference, name_of

CHECK = "grants"
APPLYING = (Party.Role.APPLICANT, Party.Role.AGENT)
SIDE = (*APPLYING, Party.Role.MEMBER)

Sight = tuple[str, str]
"""A holder, and the reason."""


BROKEN = """
WITH expected AS (
    SELECT id, CASE WHEN label = 'sealed' THEN 'h' ELSE 'i' END || agency_id AS holder, 'agency' AS reason
        FROM matters_matter
    UNION SELECT named.matter_id, named.holder, named.reason FROM matters_grant named
        JOIN matters_matter matter ON matter.id = named.matter_id
        WHERE named.until IS NULL AND named.reason = 'agency' AND matter.label = 'sealed'
        AND named.holder ~ ('^n[0-9]+@' || matter.agency_id || '$')
    UNION SELECT party.matter_id, 'p' || party.person_id, party.role FROM matters_party party
        JOIN intake_application asked ON asked.matter_id = party.matter_id
        WHERE party.role = ANY(%(applying)s) AND party.person_id IS NOT NULL
    UNION SELECT id, 'p' || handler_id, 'handler' FROM matters_matter WHERE handler_id IS NOT NULL
    UNION SELECT matter.id, 'i' || matter.unit_id, 'unit' FROM matters_matter matter
        JOIN network_institution unit ON unit.id = matter.unit_id WHERE unit.kind <> 'agency'
    UNION SELECT id, 'i' || authority_id, 'authority' FROM matters_matter WHERE authority_id IS NOT NULL
    UNION SELECT matter_id, 'p' || asked, 'offer' FROM assignment_assignment
        CROSS JOIN unnest(array_append(invited, person_id)) AS asked WHERE status = 'offered' AND asked IS NOT NULL
    UNION SELECT matter_id, 'i' || bureau_id, 'bureau' FROM intake_objection
), running AS (
    SELECT matter_id AS id, holder, reason, state, due_at FROM matters_grant WHERE until IS NULL
), nearest AS (
    SELECT matter_id, min(due_at) AS due_at FROM matters_timer
    WHERE ended_at IS NULL AND status <> 'paused' GROUP BY matter_id
)
SELECT coalesce(expected.id, running.id) AS id FROM expected
FULL JOIN running USING (id, holder, reason) WHERE expected.id IS NULL OR running.id IS NULL
UNION SELECT running.id FROM running JOIN matters_matter matter ON matter.id = running.id
LEFT JOIN nearest ON nearest.matter_id = running.id
WHERE running.state <> matter.state OR running.due_at IS DISTINCT FROM nearest.due_at
"""


def differences() -> Iterator[Difference]:
    """Every grant that is missing, has no reason, or carries a wrong copy."""
    for matter in suspects.among(_matters(), suspects.found(BROKEN, applying=list(APPLYING))):
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
    )


def _expected(matter: Matter) -> set[Sight]:
    """Everybody who must see the matter now, and why."""
    is_sealed = matter.label == Matter.Label.SEALED
    sights = {(matter.agency.heads if is_sealed else matter.agency.holder, "agency")}
    if hasattr(matter, "application"):  # who was notified of has not asked, and has no account
        applying = (party for party in matter.parties.all() if party.role in APPLYING)
        sights |= {(f"p{party.person_id}", party.role) for party in applying}
    if matter.handler_id is not None:
        sights.add((f"p{matter.handler_id}", "handler"))
    if matter.unit is not None and matter.unit.kind != Institution.Kind.AGENCY:
        sights.add((matter.unit.holder, "unit"))
    if matter.authority is not None:
        sights.add((matter.authority.holder, "authority"))
    for offer in matter.assignments.all():
        asked = {offer.person_id, *offer.invited} - {None}
        sights |= {(f"p{person}", "offer") for person in asked}
    sights |= {(objection.bureau.holder, "bureau") for objection in matter.objections.all()}
    return sights


def _allowed(matter: Matter) -> set[Sight]:
    """Who may see it besides: the members of a group that applied here, not of one that an old system knew; of a sealed
    matter, whom its heads have named of their staff."""
    members = (party for party in matter.parties.all() if party.role == Party.Role.MEMBER)
    named = matter.grants.all() if matter.label == Matter.Label.SEALED else ()
    here = f"@{matter.agency_id}"
    staff = {each.holder for each in named if each.holder.startswith("n") and each.holder.endswith(here)}
    return {(f"p{party.person_id}", "member") for party in members} | {(each, "agency") for each in staff}


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
