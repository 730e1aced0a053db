"""One old case as it is taken in: its facts, and the steps of its life that another system kept dates of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fayuan.core.clock import SHANGHAI

FIRST_HOUR = time(9)  # old systems keep days; steps of one day follow each other by a minute
MINUTE = timedelta(minutes=1)

APPLIED = (("submit", "applied_on"), ("receive", "applied_on"))
DECIDED = (*APPLIED, ("examine", "decided_on"))
GRANTED = (*DECIDED, ("grant", "decided_on"))
ASSIGNED = (*GRANTED, ("assign", "assigned_on"))
HANDLED = (*ASSIGNED, ("sign_agreement", "signed_on"))
CLOSED = (*HANDLED, ("close", "closed_on"), ("accept_closing", "closed_on"))
PATHS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "received": APPLIED,
    "withdrawn": (*APPLIED, ("withdraw", "ended_on")),
    "refused": (*DECIDED, ("refuse", "decided_on")),
    "awaiting_assignment": GRANTED,
    "assigned": ASSIGNED,
    "handling": HANDLED,
    "terminated": (*ASSIGNED, ("terminate", "ended_on")),
    "closed": CLOSED,
    "archived": (*CLOSED, ("archive", "archived_on")),
}
"""For each state in which an old case may stand, the steps that led there and which date each took place on."""
BY_APPLICATION_ONLY = frozenset({"received", "withdrawn", "refused"})
NEEDS_HANDLER = frozenset({"assigned", "handling"})


@dataclass(frozen=True, slots=True)
class OldCase:
    """A case of another system in our words; amounts in fen. `key` is its name there; `lawyer` a licence number."""

    key: str
    agency: str
    state: str
    name: str
    subject: str
    form: str
    applied_on: date
    number: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    facts: str = ""
    forum_kind: str = ""
    forum_place: str = ""
    stage: str = ""
    offence: str = ""
    case_number: str = ""
    authority: str = ""
    reason: str = ""
    opponents: tuple[str, ...] = ()
    lawyer: str = ""
    outcome: str = ""
    document: str = ""
    ground: str = ""
    decided_on: date | None = None
    assigned_on: date | None = None
    signed_on: date | None = None
    closed_on: date | None = None
    ended_on: date | None = None
    archived_on: date | None = None
    paid_on: date | None = None
    claim_fen: int | None = None
    recovered_fen: int | None = None
    subsidy_fen: int | None = None
    files: tuple[str, ...] = ()

    @property
    def by_notice(self) -> bool:
        """Whether an authority asked for the lawyer."""
        return bool(self.authority)

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The steps of its life with the name of each one's date; a notice stands for application and decision."""
        path = PATHS[self.state]
        if self.subsidy_fen is not None and self.state in {"closed", "archived"}:
            path = (*path[: len(CLOSED)], ("pay", "paid_on"), *path[len(CLOSED) :])
        if not self.by_notice:
            return path
        return (("notify", "applied_on"), *path[len(GRANTED) :])

    def moments(self) -> Iterator[tuple[str, datetime]]:
        """Each step with its moment; a date that was not kept is that of the step before."""
        day, moment = self.applied_on, datetime.combine(self.applied_on, FIRST_HOUR, SHANGHAI)
        for order, (step, name) in enumerate(self.steps):
            day = getattr(self, name) or day
            moment = max(moment + MINUTE, datetime.combine(day, FIRST_HOUR, SHANGHAI)) if order else moment
            yield step, moment
