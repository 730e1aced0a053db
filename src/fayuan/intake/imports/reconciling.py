"""The table against the database after an import: counts and sums that must be the same on both sides."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum

from fayuan.cases.models import Closing, Payment
from fayuan.intake.imports.cases import OldCase
from fayuan.intake.models import ImportedCase
from fayuan.intake.tables import RowFault
from fayuan.matters.models import Matter


@dataclass
class Report:
    """What became of each row: `taken` now, `known` before, `differs` (known, but the row says something else now and
    nothing was changed), or faulty.
    """

    rows: int = 0
    taken: int = 0
    known: int = 0
    differs: list[int] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    sides: "tuple[Side, Side] | None" = None

    @property
    def is_clean(self) -> bool:
        """Whether every row stands in the database as the table has it, and the two sides agree."""
        agree = self.sides is None or self.sides[0] == self.sides[1]
        return agree and not self.faults and not self.differs


@dataclass(frozen=True)
class Side:
    """One side: how many cases by state, and what was claimed, recovered and paid, in fen."""

    cases: int
    states: Mapping[str, int]
    claimed: int
    recovered: int
    paid: int


def of_table(cases: Iterable[OldCase]) -> Side:
    """What the table's right rows say."""
    rows = list(cases)
    return Side(
        len(rows),
        dict(Counter(case.state for case in rows)),
        sum(case.claim_fen or 0 for case in rows),
        sum(case.recovered_fen or 0 for case in rows),
        sum(case.subsidy_fen or 0 for case in rows),
    )


def of_database(source: str, keys: Iterable[str]) -> Side:
    """What the matters say that stand here for these keys of the source; the state is that in which each came."""
    imported = ImportedCase.objects.filter(source=source, key__in=list(keys))
    matters = Matter.objects.filter(pk__in=imported.values("matter"))
    return Side(
        imported.count(),
        _states(matters),
        _sum(matters, "claim_fen"),
        _sum(Closing.objects.filter(matter__in=matters), "recovered_fen"),
        _sum(Payment.objects.filter(matter__in=matters), "amount_fen"),
    )


def _states(matters: QuerySet[Matter]) -> dict[str, int]:
    """Where each stood when it came: the last step that was imported."""
    came: dict[int, str] = {}
    steps = matters.filter(transitions__channel="import").order_by("transitions__order")
    for matter, state in steps.values_list("pk", "transitions__to_state"):
        came[matter] = state
    return dict(Counter(came.values()))


def _sum(rows: QuerySet[Matter] | QuerySet[Closing] | QuerySet[Payment], name: str) -> int:
    return rows.aggregate(total=Sum(name))["total"] or 0
