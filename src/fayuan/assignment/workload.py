"""What the people on a panel have in hand, for a fair spread; a fixed number of queries for any number of
people."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from fayuan.assignment.models import Assignment
from fayuan.assignment.queries import on_leave
from fayuan.cases.queries import earned_this_year
from fayuan.matching.load import weight
from fayuan.matters.models import Matter

IN_HAND = ("assigned", "handling", "suspended")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Workload:
    """By the id of the person: weight and number of open cases, cases taken in seven days, fen earned since
    1 January, and the last day of a leave that runs."""

    load: Counter[int]
    open_cases: Counter[int]
    taken: dict[int, int]
    earned: dict[int, int]
    away: dict[int, date]


def workload(people: Collection[int], now: datetime) -> Workload:
    """What these people have in hand now."""
    load, open_cases = _open(people)
    return Workload(
        load=load,
        open_cases=open_cases,
        taken=_taken(people, now),
        earned=earned_this_year(people, now),
        away=dict(on_leave(now).filter(person__in=people).values_list("person_id", "last_day")),
    )


def _open(people: Collection[int]) -> tuple[Counter[int], Counter[int]]:
    load: Counter[int] = Counter()
    open_cases: Counter[int] = Counter()
    matters = Matter.objects.filter(handler__in=people, state__in=IN_HAND)
    columns = ("handler_id", "form", "stage", "reason", "member_count")
    for person, form, stage, reason, members in matters.values_list(*columns):
        assert person is not None
        load[person] += weight(form, stage, members, life_or_death=reason == "life_or_death")
        open_cases[person] += 1
    return load, open_cases


def _taken(people: Collection[int], now: datetime) -> dict[int, int]:
    made = Assignment.objects.filter(person__in=people, made_at__gt=now - WEEK, made_at__lte=now)
    counted = made.exclude(status=Assignment.Status.DECLINED).values("person").annotate(count=Count("id"))
    return {row["person"]: row["count"] for row in counted.order_by()}
