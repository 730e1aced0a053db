"""Time without a worker: what falls due happens, and queued work is done, each at its own moment.

Stories and the demonstration live in a time of their own, which the queue's clock (the database's) does not
know. So they take the jobs that the operations queued and do them here, by the same functions as the worker.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import F, Min, Q, QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fayuan.core import clock
from fayuan.matters import timers
from fayuan.matters.models import Moment, Timer

Tasks = Collection[str] | None
"""Names of the tasks to do here, the others stay queued for the worker; None: all."""


def elapse(until: datetime, *, only: Tasks = None) -> None:
    """Let everything that falls due up to `until` happen in its order: clocks run out, held-back work is
    done."""
    while (moment := _next_moment(until, only)) is not None:
        with clock.at(moment):
            timers.run_due(moment)
        work(moment, only=only)


def work(now: datetime, *, only: Tasks = None) -> None:
    """Do the queued work that may be done by `now`, also what that work queues."""
    while (job := _queued(only, by=now).first()) is not None:
        _do(job, now)


def finish(now: datetime) -> None:
    """Do queued work until none is left; what is held back for a later hour is done at that hour."""
    while (job := _queued().first()) is not None:
        _do(job, max(now, job.scheduled_at or now))


def _next_moment(until: datetime, only: Tasks) -> datetime | None:
    """The earliest moment up to `until` when a clock runs out, a set moment comes or a job held back may be done."""
    clocks = Timer.objects.filter(status=Timer.Status.RUNNING, provisional=False, due_at__lte=until)
    moments = Moment.objects.filter(ended_at=None, at__lte=until)
    jobs = _queued(only, by=until).filter(scheduled_at__isnull=False)
    first_clock = clocks.aggregate(at=Min("due_at"))["at"]
    first_moment = moments.aggregate(at=Min("at"))["at"]
    first_job = jobs.aggregate(at=Min("scheduled_at"))["at"]
    return min(
        (moment for moment in (first_clock, first_moment, first_job) if moment is not None), default=None
    )


def _queued(only: Tasks = None, by: datetime | None = None) -> QuerySet[ProcrastinateJob]:
    """Jobs that wait and may be done by the moment (any moment), those without an hour first."""
    waiting = ProcrastinateJob.objects.filter(status="todo")
    if by is not None:
        waiting = waiting.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=by))
    if only is not None:
        waiting = waiting.filter(task_name__in=only)
    return waiting.order_by(F("scheduled_at").asc(nulls_first=True), "id")


def _do(job: ProcrastinateJob, moment: datetime) -> None:
    """Do one job with the clock at its moment, and take it out of the queue."""
    with clock.at(moment):
        app.tasks[job.task_name](**job.args)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [job.pk])
