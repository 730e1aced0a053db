"""Reads of the spine: the calendar, worklists, the timeline, searches."""

from datetime import datetime

from django.db.models import Q, QuerySet

from fayuan.core.actor import Actor
from fayuan.core.errors import NotFound
from fayuan.law.calendar import Calendar
from fayuan.matters.access import seen_by
from fayuan.matters.models import DayOff, Entry, Grant, Matter, Party, Timer


def calendar() -> Calendar:
    """The official calendar with the overrides kept here."""
    return Calendar.official(dict(DayOff.objects.values_list("day", "is_rest")))


def open_timers(matter: Matter) -> QuerySet[Timer]:
    """The clocks that still count on the matter, nearest first."""
    return matter.timers.filter(ended_at=None).order_by("due_at", "id")


def timeline(matter: Matter, actor: Actor) -> QuerySet[Entry]:
    """The lines of the timeline that the actor may read, newest first.

    The lawyer in charge does not read what is kept for the office, even where they hold a post there: the recipient
    may have written of them.
    """
    audiences = [Entry.Audience.ALL]
    if actor.person_id is not None and actor.person_id == matter.handler_id:
        audiences += [Entry.Audience.HANDLING, Entry.Audience.LAWYER]
    elif actor.is_system or f"i{matter.agency_id}" in actor.holders:
        audiences += [Entry.Audience.OFFICE, Entry.Audience.HANDLING]
    return matter.entries.filter(audience__in=audiences).order_by("-at", "-id")


def granted(actor: Actor, now: datetime) -> QuerySet[Grant]:
    """The running grants through which the actor sees matters: the base of every worklist."""
    return Grant.objects.filter(Q(until=None) | Q(until__gt=now), holder__in=actor.holders, since__lte=now)


def parties(matter: Matter, role: str) -> QuerySet[Party]:
    """The parties in one role, in their order."""
    return matter.parties.filter(role=role).order_by("order", "id")


def matter(ref: str, actor: Actor, now: datetime) -> Matter:
    """One matter in the actor's scope with its institutions and lawyer, or `NotFound`."""
    beside = ("agency__division", "agency__parent", "handler", "unit", "authority", "previous")
    found = seen_by(actor, now).filter(ref=ref).select_related(*beside).first()
    if found is None:
        raise NotFound
    return found
