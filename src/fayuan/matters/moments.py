"""Moments that an office sets for itself on a matter, and what happens at them.

A moment is a row, ended when it has come or needs not come any more. Each room registers, in its `jobs.py`, what
happens at the moments of a name; `timers.run_due` lets them happen in order with the clocks of the law.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.matters.models import Matter, Moment

Handler = Callable[[Matter, Actor, datetime], None]
_handlers: dict[str, Handler] = {}


def at_moment(name: str) -> Callable[[Handler], Handler]:
    """Register what happens at a moment of this name: `handler(matter, by, now)`, inside its transaction."""

    def keep(handler: Handler) -> Handler:
        _handlers[name] = handler
        return handler

    return keep


def put(matter: Matter, name: str, at: datetime, now: datetime) -> None:
    """Set the moment of this name; one that was set before needs not come any more."""
    drop(matter, now, name)
    Moment.objects.create(matter=matter, name=name, at=at)


def drop(matter: Matter, now: datetime, *names: str) -> None:
    """The moments of these names need not come any more."""
    matter.moments.filter(name__in=names, ended_at=None).update(ended_at=now)


def next_due(now: datetime, failed: Collection[int]) -> tuple[datetime, int, int] | None:
    """The earliest moment that has come: when, its id, the matter's id."""
    ready = Moment.objects.filter(ended_at=None, at__lte=now).exclude(pk__in=failed)
    return ready.order_by("at", "id").values_list("at", "pk", "matter_id").first()


def happen(moment_id: int, matter_id: int, by: Actor, now: datetime) -> bool:
    """Let one moment happen in a transaction of its own; False when a change of the matter was first."""
    with transaction.atomic():
        matter = Matter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=matter_id)
        moment = Moment.objects.select_for_update().get(pk=moment_id)
        if moment.ended_at is not None or moment.at > now:
            return False
        moment.ended_at = moment.at
        moment.save()
        audit.record(by, moment.at, "run_out", subject=matter, details={"moment": moment.name})
        _handlers[moment.name](matter, by, moment.at)
        return True
