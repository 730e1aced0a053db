"""Work after the request: a queue in the same database, put in by the same transaction that needs it.

Jobs carry ids, never personal data. A handler may run twice; what it does outside is kept single by an `Effect` row.
Periodic ticks mean 'do all that is due', because ticks missed by more than ten minutes are dropped.
"""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from fayuan.core import audit, checkpoints, rotation, sealing
from fayuan.core.clock import now as clock_now
from fayuan.core.models import Effect

log = logging.getLogger(__name__)

MOST_TRIES = 8
RETRY = RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=4)
"""After 4, 16, 64 seconds and so on: an outage of six hours is waited out, then the work is left for people to see."""
STALLED_SECONDS = 120


def first_time(name: str, now: datetime) -> bool:
    """Claim the effect `name` inside the running transaction; False when it has happened already."""
    _row, created = Effect.objects.get_or_create(name=name, defaults={"at": now})
    return created


@app.periodic(cron="* * * * *", periodic_id="put_back_stalled")
@app.task(name="core.put_back_stalled", queueing_lock="core.put_back_stalled", pass_context=True)
async def put_back_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died are queued again: the library notices them but leaves them lying.

    One under which workers die again and again is given up after its last try, as one that fails is.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        if job.attempts + 1 >= MOST_TRIES:
            await manager.finish_job(job, Status.FAILED, delete_job=False)
            log.error("job %s was stalled at its last try and is given up", job.id)
            continue
        await manager.retry_job(job)
        log.warning("job %s was stalled and is queued again", job.id)


@app.periodic(cron="41 2 * * *", periodic_id="ensure_partitions")
@app.task(name="core.ensure_partitions", queueing_lock="core.ensure_partitions")
def ensure_partitions(timestamp: int) -> None:
    """Nightly: the audit trail has its partitions for the year to come."""
    audit.ensure_partitions(clock_now())


@app.periodic(cron="* * * * *", periodic_id="seal_audit")
@app.task(name="core.seal_audit", queueing_lock="core.seal_audit")
def seal_audit(timestamp: int) -> None:
    """Every minute: audit rows that were committed are sealed, as the sealer."""
    with sealing.connect() as sealer:
        sealing.seal(sealer, clock_now())


@app.periodic(cron="7 * * * *", periodic_id="keep_checkpoint")
@app.task(name="core.keep_checkpoint", queueing_lock="core.keep_checkpoint")
def keep_checkpoint(timestamp: int) -> None:
    """Every hour: a signed checkpoint into the folder that is kept off this machine, where one is set."""
    if settings.CHECKPOINTS_DIR:
        with sealing.connect() as sealer:
            checkpoints.keep(checkpoints.take(sealer, clock_now()), Path(settings.CHECKPOINTS_DIR))


@app.task(name="core.rewrite", queueing_lock="core.rewrite", retry=RETRY)
def rewrite(place: int = 0, after: int = 0) -> None:
    """Write the next values anew that stand under an older key, and go on from there until none is left."""
    here = rotation.rewrite_some(place, after)
    if here is not None:
        rewrite.defer(place=here[0], after=here[1])
