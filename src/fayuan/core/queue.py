"""The queue as people look after it: how much waits and since when, and the work that failed for good.

Work that failed after its last try stays where it is, until an administrator has it tried again or sets it aside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from fayuan.core.actor import Actor
from fayuan.core.errors import NotAllowed, NotFound
from fayuan.core.operation import operation

Change = Callable[..., tuple[str, str]]
ALIVE = timedelta(seconds=60)  # a worker says every ten seconds that it lives


@dataclass(frozen=True)
class State:
    """How the queue stands: jobs that may be done now, that wait for their hour, that are being done, that failed for
    good; since when the oldest of the first waits; how many workers live."""

    waiting: int
    later: int
    doing: int
    dead: int
    oldest: datetime | None
    workers: int

    def behind(self, now: datetime) -> timedelta:
        """How long the oldest job that may be done has been waiting."""
        return now - self.oldest if self.oldest is not None else timedelta()


def state(now: datetime) -> State:
    """How the queue stands at this moment."""
    ready = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=now))
    counted = ProcrastinateJob.objects.filter(status__in=("todo", "doing", "failed")).aggregate(
        waiting=Count("id", filter=ready),
        later=Count("id", filter=Q(status="todo", scheduled_at__gt=now)),
        doing=Count("id", filter=Q(status="doing")),
        dead=Count("id", filter=Q(status="failed")),
        first=Min("id", filter=ready),
    )
    first = counted.pop("first")
    oldest = ProcrastinateEvent.objects.filter(job_id=first).aggregate(at=Max("at"))["at"] if first else None
    living = ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - ALIVE).count()
    return State(**counted, oldest=oldest, workers=living)


def dead() -> QuerySet[ProcrastinateJob]:
    """The work that failed for good, with the moment of its last try as `failed_at`."""
    tried = Max("procrastinateevent__at", filter=Q(procrastinateevent__type="failed"))
    found: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(status="failed")
    return found.annotate(failed_at=tried)


@operation
def try_again(*, job: int, by: Actor, now: datetime) -> tuple[str, str]:
    """Put work that failed for good into the queue once more."""
    _lock(job, by)
    _run("SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", job, now)
    return "job", str(job)


@operation
def set_aside(*, job: int, by: Actor, now: datetime) -> tuple[str, str]:
    """Give up work that failed for good: it was done by hand, or is no longer wanted."""
    _lock(job, by)
    _run("DELETE FROM procrastinate_jobs WHERE id = %s", job)
    return "job", str(job)


def one_dead(job: int) -> ProcrastinateJob:
    """Work that failed for good, by its number; `NotFound` when there is none."""
    found: ProcrastinateJob | None = dead().filter(pk=job).first()
    if found is None:
        raise NotFound
    return found


def _lock(job: int, by: Actor) -> None:
    """The library's own table: it lets nobody write through its models."""
    if not by.has("administrator"):
        raise NotAllowed(_("后台任务由系统管理员处理。"))
    if not ProcrastinateJob.objects.select_for_update().filter(pk=job, status="failed").exists():
        raise NotFound


def _run(statement: str, *given: int | datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
