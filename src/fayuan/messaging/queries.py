"""Reads of what people write to each other about a matter."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from fayuan.core.actor import Actor
from fayuan.matters.access import speaks_for_side
from fayuan.matters.labels import not_behind_seals
from fayuan.matters.models import Entry, Matter

WITH_LAWYER = ("to_lawyer", "from_lawyer")
WITH_AGENCY = ("message", "letter")


def conversation(matter: Matter, by: Actor) -> QuerySet[Entry]:
    """What was written, oldest first: to the applicant's side all of it, to the lawyer in charge their own part."""
    kinds: tuple[str, ...] = ()
    if speaks_for_side(by, matter):
        kinds = (*WITH_AGENCY, *WITH_LAWYER)
    elif by.person_id is not None and by.person_id == matter.handler_id:
        kinds = WITH_LAWYER
    return matter.entries.filter(kind__in=kinds).order_by("at", "id")


def messages_waiting(agencies: Collection[int], by: Actor) -> QuerySet[Entry]:
    """The applicants' messages to these agencies (by id) that no letter has answered yet, the oldest first; about a
    sealed matter, only to who sees it."""
    answered = Entry.objects.filter(matter=OuterRef("matter"), kind="letter", at__gte=OuterRef("at"))
    ours = not_behind_seals(by)
    waiting = Entry.objects.filter(ours, ~Exists(answered), kind="message", matter__agency__in=agencies)
    return waiting.select_related("matter").order_by("at", "id")
