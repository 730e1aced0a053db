"""Work in the background as administrators look after it: figures, and what failed for good."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fayuan.core import health, queue
from fayuan.core.errors import NotAllowed, NotFound
from fayuan.core.models import AuditRow
from fayuan.messaging.jobs import send

from cast import NOW, Cast

HOUR = timedelta(hours=1)


def failed(cast: Cast) -> int:
    """Work that failed for good."""
    job = send.defer(message_id=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job])
    return job


def status(job: int) -> str | None:
    return ProcrastinateJob.objects.filter(pk=job).values_list("status", flat=True).first()


def test_the_state_tells_what_waits_and_what_failed(cast: Cast) -> None:
    send.defer(message_id=1)
    send.configure(schedule_at=NOW + HOUR).defer(message_id=2)
    failed(cast)
    found = queue.state(NOW)
    assert (found.waiting, found.later, found.doing, found.dead) == (1, 1, 0, 1)
    assert found.workers == 0
    assert not health.is_well(NOW)


def test_work_that_failed_is_tried_again_by_an_administrator_and_it_is_written_down(cast: Cast) -> None:
    job = failed(cast)
    queue.try_again(job=job, by=cast.administrator, now=NOW)
    assert status(job) == "todo"
    row = AuditRow.objects.get(action="try_again")
    assert (row.subject_kind, row.subject_id, row.result) == ("job", str(job), "done")


def test_work_that_failed_is_set_aside(cast: Cast) -> None:
    job = failed(cast)
    queue.set_aside(job=job, by=cast.administrator, now=NOW)
    assert status(job) is None


def test_nobody_else_touches_the_queue_and_only_what_failed_is_touched(cast: Cast) -> None:
    job, waiting = failed(cast), send.defer(message_id=3)
    with pytest.raises(NotAllowed):
        queue.try_again(job=job, by=cast.clerk, now=NOW)
    with pytest.raises(NotFound):
        queue.set_aside(job=waiting, by=cast.administrator, now=NOW)
    assert status(job) == "failed"
    assert status(waiting) == "todo"


def test_the_figures_name_nobody(cast: Cast) -> None:
    failed(cast)
    told = {(figure.name, figure.label): figure.value for figure in health.figures(NOW)}
    assert told["fayuan_jobs", "dead"] == 1
    assert told["fayuan_workers", ""] == 0
    assert told["fayuan_messages", "queued"] == 0
    assert told["fayuan_clocks_behind_seconds", ""] == 0
    assert all(name.startswith("fayuan_") for name, _label in told)
