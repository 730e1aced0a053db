"""A case as the law sees it: what its closing lacks, what it pays."""

from collections.abc import Sequence
from datetime import date, datetime

from fayuan.cases.models import Closing, LogEntry
from fayuan.cases.queries import closing_of, was_heard
from fayuan.core.clock import SHANGHAI
from fayuan.dossier.volumes.gathering import held_names
from fayuan.law import closing as closings
from fayuan.law.amounts import Calculation, service_of, subsidy
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.people.models import Lawyer


def missing_papers(matter: Matter, closing: Closing, now: datetime) -> tuple[str, ...]:
    """The papers that the closing still lacks, as people call them: neither named in it, nor in the file already."""
    return _lacking(matter, closing, [*closing.papers, *held_names(matter)], now)


def needed_papers(matter: Matter, closing: Closing, now: datetime) -> tuple[str, ...]:
    """Every paper that a closing with this outcome needs, whatever is there already."""
    return _lacking(matter, closing, (), now)


def _was_filed(matter: Matter, by: date) -> bool:
    """Whether a claim was lodged, by the handling record; a claim may lie in the file that never was."""
    return was_heard(matter, by) or matter.log.filter(what=LogEntry.What.FILED).exists()


def _lacking(matter: Matter, closing: Closing, there: Sequence[str], now: datetime) -> tuple[str, ...]:
    return closings.missing_papers(
        closings.kind_of(matter.subject, matter.form, matter.stage or None),
        closing.outcome,
        there,
        was_heard(matter, closing.received_on),
        on=now.astimezone(SHANGHAI).date(),
        filed=_was_filed(matter, closing.received_on),
        region=matter.agency.division_id,
        book=book(),
    )


def outstanding(matter: Matter, now: datetime) -> tuple[str, ...]:
    """What the lawyer's file lacks today, from the first day on; by the closing's outcome once there is one."""
    closing = closing_of(matter)
    if closing is None:
        today = now.astimezone(SHANGHAI).date()
        closing = Closing(outcome=Closing.Outcome.WON, papers=[], received_on=today)
    return missing_papers(matter, closing, now)


def subsidy_of(matter: Matter, now: datetime) -> Calculation:
    """What the case pays, by the rules of the day on which it ended; with no amount where the place has no
    schedule."""
    closing = closing_of(matter)
    on = closing.received_on if closing is not None else now.astimezone(SHANGHAI).date()
    return subsidy(
        service_of(matter.subject, matter.form, _field(matter, on)),
        matter.stage or None,
        matter.agency.division_id,
        on,
        matter.member_count,
        payee=_payee_kind(matter),
        book=book(),
    )


def _field(matter: Matter, on: date) -> str:
    """The field of law of the matter's subject: civil, administrative, compensation or criminal."""
    entry = book().find(f"scope.{matter.subject}", on, matter.agency.division_id)
    return str(entry.value["field"]) if entry is not None else "civil"


def _payee_kind(matter: Matter) -> str:
    profile = Lawyer.objects.filter(person=matter.handler_id).first()
    return profile.kind if profile is not None else Lawyer.Kind.LAWYER
