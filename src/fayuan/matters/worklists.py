"""What waits in an office, in the order of the last day: counts by state, and pages read by keys.

Everything here reads the index of grants (holder, state, due moment); the matters themselves are fetched
for one page only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet

from fayuan.core.clock import SHANGHAI
from fayuan.law.lifecycles import STATES
from fayuan.matters.models import Grant, Matter, Party, Timer

PAGE = 25
NEAR = timedelta(days=3)
OPEN = frozenset(key for key, state in STATES.items() if state.phase in {"application", "aid", "objection"})
ENDED = frozenset(STATES) - OPEN - {"draft"}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many matters wait in a state: all, past their last day, due today, due in the three days after."""

    total: int = 0
    late: int = 0
    today: int = 0
    near: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.total + other.total, self.late + other.late, self.today + other.today, self.near + other.near
        )

    @property
    def must(self) -> int:
        """What has to be done before the day ends."""
        return self.late + self.today

    @property
    def later(self) -> int:
        """What has more than three days, or no running clock."""
        return self.total - self.must - self.near


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of a worklist: its grants with their matters, and the marks of the pages beside it."""

    grants: Sequence[Grant]
    before: str = ""
    after: str = ""


def of_offices(holders: Collection[str], reason: str) -> QuerySet[Grant]:
    """The running grants of institutions for one reason (`agency`, `bureau`): each matter stands there
    once.
    """
    return Grant.objects.filter(holder__in=holders, reason=reason, until=None)


def day_end(now: datetime) -> datetime:
    """The midnight that ends today, Beijing time."""
    tomorrow = now.astimezone(SHANGHAI) + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def due_within(grants: QuerySet[Grant], span: str, now: datetime) -> QuerySet[Grant]:
    """The grants whose matter is `late`, due `today`, due `near` (three days) or `later`; any other word
    keeps all.
    """
    tonight = day_end(now)
    match span:
        case "late":
            return grants.filter(due_at__lte=now)
        case "today":
            return grants.filter(due_at__gt=now, due_at__lte=tonight)
        case "near":
            return grants.filter(due_at__gt=tonight, due_at__lte=tonight + NEAR)
        case "later":
            return grants.filter(Q(due_at__gt=tonight + NEAR) | Q(due_at=None))
    return grants


def tallies(grants: QuerySet[Grant], now: datetime) -> dict[str, Tally]:
    """The tally of each state that occurs, in one query over the index."""
    tonight = day_end(now)
    counted = (
        grants.order_by()
        .values("state")
        .annotate(
            total=Count("pk"),
            late=Count("pk", filter=Q(due_at__lte=now)),
            today=Count("pk", filter=Q(due_at__gt=now, due_at__lte=tonight)),
            near=Count("pk", filter=Q(due_at__gt=tonight, due_at__lte=tonight + NEAR)),
        )
    )
    return {row["state"]: Tally(row["total"], row["late"], row["today"], row["near"]) for row in counted}


def shelf(grants: QuerySet[Grant], *, before: str = "", after: str = "", size: int = PAGE) -> Shelf:
    """A page in the order of the due moment (none comes last). The marks are references of matters, given
    by a page.
    """
    rows = _ordered(grants, back=bool(before))
    mark = before or after
    edge = grants.filter(matter__ref=mark).first() if mark else None
    if edge is not None:
        rows = rows.filter(_ahead_of(edge) if before else _behind(edge))
    found = list(with_matters(rows)[: size + 1])
    more, page = len(found) > size, found[:size]
    if before:
        page.reverse()
    has_before = more if before else edge is not None
    has_after = edge is not None if before else more
    first, last = (page[0].matter.ref, page[-1].matter.ref) if page else ("", "")
    return Shelf(page, first if has_before else "", last if has_after else "")


def _ordered(grants: QuerySet[Grant], *, back: bool) -> QuerySet[Grant]:
    if back:
        return grants.order_by(F("due_at").desc(nulls_first=True), "-matter_id")
    return grants.order_by(F("due_at").asc(nulls_last=True), "matter_id")


def _behind(edge: Grant) -> Q:
    """Those that stand after the edge."""
    if edge.due_at is None:
        return Q(due_at=None, matter_id__gt=edge.matter_id)
    return Q(due_at__gt=edge.due_at) | Q(due_at=edge.due_at, matter_id__gt=edge.matter_id) | Q(due_at=None)


def _ahead_of(edge: Grant) -> Q:
    """Those that stand before the edge."""
    if edge.due_at is None:
        return Q(due_at__isnull=False) | Q(due_at=None, matter_id__lt=edge.matter_id)
    return Q(due_at__lt=edge.due_at) | Q(due_at=edge.due_at, matter_id__lt=edge.matter_id)


def with_matters(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """The grants with what a row shows of each matter: handler, authority, opponents, clocks; four
    queries in all.
    """
    opponents = Party.objects.filter(role=Party.Role.OPPONENT)
    clocks = Timer.objects.filter(ended_at=None).order_by("due_at", "id").prefetch_related("pauses")
    return grants.select_related("matter__handler", "matter__authority").prefetch_related(
        Prefetch("matter__parties", opponents), Prefetch("matter__timers", clocks)
    )


def overdue_below(bureaus: Collection[int], now: datetime) -> QuerySet[Timer]:
    """The duties of agencies that these bureaus set up whose last day has passed, the oldest first.

    A bureau is told that a clock has run out and where, not whose matter it is: it sees no matter through
    this.
    """
    return Timer.objects.filter(
        ended_at=None, status=Timer.Status.RUN_OUT, due_at__lte=now, matter__agency__parent__in=bureaus
    ).order_by("due_at", "id")


def numbered(matter: Matter) -> str:
    """The short form of the number that lists show: 申12号 of 石援申字〔2026〕第12号; the reference where
    there is none.
    """
    word, sign, rest = matter.number.partition("字〔")
    return f"{word[-1:]}{rest.partition('第')[2].removesuffix('号')}" if sign else matter.ref
