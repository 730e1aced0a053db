"""Reads of the granted case: its log, hearings, closings, and what a lawyer has earned."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Avg, Count, QuerySet, Sum

from fayuan.cases.models import Closing, Hearing, LogEntry, Payment, Rating, Termination
from fayuan.core.clock import SHANGHAI
from fayuan.matters.models import Matter, Timer
from fayuan.people.models import Person

HANDLERS_CLOCKS = ("sign_agreement", "submit_closing")
ENDED = ("closed", "terminated", "upheld", "archived")  # a rating is shown to whom it rates from here on
FEWEST_RATINGS = 5  # below that a mark would say more of one person than of the lawyer


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


def clocks_in(matters: Collection[int]) -> dict[int, Timer]:
    """Of these matters (by id), the nearest clock that runs for the person in charge; who has none is left out."""
    running = Timer.objects.filter(matter__in=matters, ended_at=None, name__in=HANDLERS_CLOCKS)
    return {timer.matter_id: timer for timer in running.order_by("-due_at", "-id")}


def hearings_for(matters: Collection[int], first: date) -> QuerySet[Hearing]:
    """The hearings of these matters (by id) from a day on, with what a calendar says of them."""
    found = Hearing.objects.filter(matter__in=matters, on__gte=first).select_related("matter")
    return found.order_by("on", "at")


def rating_of(matter: Matter) -> Rating | None:
    """What the applicant's side said of the lawyer's work."""
    return Rating.objects.filter(matter=matter).select_related("handler").first()


def rating_for_handler(matter: Matter, person: int | None) -> Rating | None:
    """The rating of the person (by id) on this matter, once the matter has ended."""
    if person is None or matter.state not in ENDED:
        return None
    return Rating.objects.filter(matter=matter, handler_id=person).first()


def rated(people: Collection[int]) -> dict[int, float]:
    """The mean mark, 1 to 5, of each person whom at least five matters that have ended rated; the others are left
    out."""
    marks = Rating.objects.filter(handler__in=people, matter__state__in=ENDED).values("handler")
    counted = marks.annotate(mean=Avg("level"), count=Count("id")).filter(count__gte=FEWEST_RATINGS)
    return {row["handler"]: row["mean"] for row in counted.order_by()}


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
