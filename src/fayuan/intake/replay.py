"""Every past decision as the law takes it, streamed from rows, and asked again under other rules."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction
from django.db.models import QuerySet

from fayuan.core.clock import SHANGHAI
from fayuan.intake import facts
from fayuan.intake.models import Assessment, PledgeFinding
from fayuan.law.replay import Past, Replayed, Said, replay
from fayuan.law.rules import RuleBook
from fayuan.matters.models import Matter, Party

Watch = Callable[[int], None]
BATCH = 1_000
DECIDED = ("grant", "refuse", "grant_first", "notify")  # the steps at which what the law says is acted upon
MATTER = ("ref", "origin", "subject", "form", "stage", "reason", "forum_kind", "forum_place", "cause_place")
APPLICATION = (
    "means",
    "channel",
    "pledge",
    "materials",
    "agent_relation",
    "limitation",
    "urgent",
    "detained",
)
PERSON = (
    "name",
    "born",
    "sex",
    "groups",
    "disability_kind",
    "disability_level",
    "capacity",
    "id_number_index",
)
PARTY = ("matter_id", "role", "name", "relation", "same_household", "person_id")
READ = (
    *("matter_id", "at", "outcome", "reason"),
    *(f"matter__{name}" for name in (*MATTER, "member_count")),
    *("matter__agency__division_id", "matter__authority__kind", "matter__authority__division_id"),
    *(f"matter__application__{name}" for name in APPLICATION),
)


@contextmanager
def read_only() -> Iterator[None]:
    """A transaction in which nothing can be written."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


def replay_all(
    before: RuleBook | None,
    after: RuleBook,
    *,
    since: date | None = None,
    batch: int = BATCH,
    watch: Watch | None = None,
) -> Replayed:
    """Ask the law again about every decision since a day; `watch` is told how many have been looked at.

    Without `before`, what was recorded at the time is compared with what `after` says of the same case.
    """
    decisions = past(since, with_words=before is None, batch=batch)
    return replay(_watched(decisions, watch) if watch else decisions, before, after)


def _watched(decisions: Iterator[Past], watch: Watch) -> Iterator[Past]:
    for number, decision in enumerate(decisions, 1):
        yield decision
        watch(number)


def count(since: date | None = None) -> int:
    """How many decisions there are to look at."""
    return _decided(since).count()


def past(since: date | None = None, *, with_words: bool = True, batch: int = BATCH) -> Iterator[Past]:
    """The decisions since a day, oldest first, a batch at a time; `with_words` brings what was said at the time."""
    false = _FalsePledges.known()
    last = 0
    columns = (*READ, "workings") if with_words else READ
    relations = ("matter__agency", "matter__authority", "matter__application")
    asked = _decided(since).select_related(*relations).only(*columns).order_by("pk")
    while rows := list(asked.filter(pk__gt=last)[:batch]):
        parties = _parties([row.matter_id for row in rows])
        for row in rows:
            yield _past(row, parties[row.matter_id], false, with_words)
        last = rows[-1].pk


def _decided(since: date | None) -> QuerySet[Assessment]:
    found = Assessment.objects.filter(step__in=DECIDED)
    return found.filter(at__gte=datetime.combine(since, time.min, SHANGHAI)) if since else found


def _parties(matters: Sequence[int]) -> defaultdict[int, list[Party]]:
    """The parties of these matters, each with its person, without what is sealed in them."""
    asked = Party.objects.filter(matter__in=matters).select_related("person").order_by("order", "id")
    found: defaultdict[int, list[Party]] = defaultdict(list)
    for party in asked.only(*PARTY, *(f"person__{name}" for name in PERSON)):
        found[party.matter_id].append(party)
    return found


def _past(row: Assessment, everyone: Sequence[Party], false: "_FalsePledges", with_words: bool) -> Past:
    on = row.at.astimezone(SHANGHAI).date()
    said = _said(row) if with_words else None
    matter = row.matter
    if matter.origin == Matter.Origin.NOTICE:
        return Past(matter.ref, on, facts.notice_of(matter, everyone), said)
    told = facts.application_of(
        matter, matter.application, everyone, false_pledge_before=false.has_one_of(everyone)
    )
    return Past(matter.ref, on, told, said)


def _said(row: Assessment) -> Said:
    used = frozenset((str(step["rule"]), step["passed"]) for step in row.workings)
    return Said(row.outcome, row.reason, used)


@dataclass(frozen=True, slots=True)
class _FalsePledges:
    """Who was found to have pledged what was not so: by record, and by the digest of the identity number."""

    persons: frozenset[int]
    numbers: frozenset[bytes]

    @classmethod
    def known(cls) -> "_FalsePledges":
        rows = PledgeFinding.objects.values_list("person_id", "person__id_number_index")
        found = [(person, number) for person, number in rows]
        numbers = frozenset(bytes(number) for _, number in found if number is not None)
        return cls(frozenset(person for person, _ in found), numbers)

    def has_one_of(self, everyone: Sequence[Party]) -> bool:
        """Whether the applicant among these is known."""
        applicant = next(party.person for party in everyone if party.role == Party.Role.APPLICANT)
        if applicant is None:
            return False
        number = applicant.id_number_index
        return applicant.pk in self.persons or (number is not None and bytes(number) in self.numbers)
