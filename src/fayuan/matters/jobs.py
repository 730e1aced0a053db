"""The tick of the clocks: once a minute, all that is due."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min
from procrastinate.contrib.django import app

from fayuan.core.clock import now
from fayuan.core.health import Figure, source
from fayuan.matters import labels, presence, timers, unsent
from fayuan.matters.models import Timer


@app.periodic(cron="* * * * *", periodic_id="run_due")
@app.task(name="matters.run_due", queueing_lock="matters.run_due")
def run_due(timestamp: int) -> None:
    """Fire every clock that has run out; a tick that was missed is made good by the next."""
    timers.run_due(now())


@source
def _clocks(at: datetime) -> Iterator[Figure]:
    """How long ago the first clock ran out of those that nobody has fired yet."""
    due = Timer.objects.filter(status=Timer.Status.RUNNING, due_at__lte=at, provisional=False)
    first = due.aggregate(at=Min("due_at"))["at"]
    yield Figure("fayuan_clocks_behind_seconds", (at - first).total_seconds() if first else 0)


@app.periodic(cron="17 3 * * *", periodic_id="recompute_provisional")
@app.task(name="matters.recompute_provisional", queueing_lock="matters.recompute_provisional")
def recompute_provisional(timestamp: int) -> None:
    """Nightly: last days that waited for the official calendar are fixed once it is known."""
    timers.recompute_provisional(now())


@app.periodic(cron="27 3 * * *", periodic_id="settle_labels")
@app.task(name="matters.settle_labels", queueing_lock="matters.settle_labels")
def settle_labels(timestamp: int) -> None:
    """Nightly: what turned out to be a minor's matter gets the label that the law asks for."""
    labels.settle_all(timers.CLOCK, now())


@app.periodic(cron="37 3 * * *", periodic_id="forget_presence")
@app.task(name="matters.forget_presence", queueing_lock="matters.forget_presence")
def forget_presence(timestamp: int) -> None:
    """Nightly: who had a matter open yesterday is nobody's business, nor what they typed last week and never sent."""
    presence.forget(now())
    unsent.forget(now())
