"""Reads of the granted case: its log, hearings, closings, and what a lawyer has earned."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from fayuan.cases.models import Closing, Hearing, LogEntry, Payment, Termination
from fayuan.core.clock import SHANGHAI
from fayuan.matters.models import Matter, Timer
from fayuan.people.models import Person

HANDLERS_CLOCKS = ("sign_agreement", "submit_closing")


def log_of(matter: Matter) -> QuerySet[LogEntry]:
    """The handling record, oldest day first."""
    return matter.log.order_by("on", "id")


def closing_of(matter: Matter) -> Closing | None:
    """The closing that was handed in last."""
    return matter.closings.order_by("-handed_in_at", "-id").first()


def termination_of(matter: Matter) -> Termination | None:
    """The decision by which the aid was ended last."""
    return matter.terminations.order_by("-at", "-id").first()


def hearings_of(person: Person, first: date) -> QuerySet[Hearing]:
    """The hearings of the matters that the person handles, from a day on: their calendar."""
    return (
        Hearing.objects.filter(matter__handler=person, on__gte=first)
        .select_related("matter")
        .order_by("on", "at")
    )


def clocks_of(person: Person) -> QuerySet[Timer]:
    """The clocks that run for the person in charge, on the matters they handle, nearest first."""
    running = Timer.objects.filter(matter__handler=person, ended_at=None, name__in=HANDLERS_CLOCKS)
    return running.select_related("matter").order_by("due_at", "id")


def was_heard(matter: Matter, by: date) -> bool:
    """Whether there was a hearing up to that day."""
    return matter.hearings.filter(on__lte=by).exists()


def earned_this_year(people: Collection[int], now: datetime) -> dict[int, int]:
    """The subsidies paid to each person since 1 January, in fen; who earned none is left out."""
    first = datetime(now.astimezone(SHANGHAI).year, 1, 1, tzinfo=SHANGHAI)
    paid = Payment.objects.filter(payee__in=people, paid_at__gte=first, amount_fen__isnull=False).values(
        "payee"
    )
    return {row["payee"]: row["sum"] for row in paid.annotate(sum=Sum("amount_fen")).order_by()}
