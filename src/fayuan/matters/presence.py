"""Who has a matter open at this moment, and what they are about to do: so that two do not do the same.

Nothing of the matter changes by it and nothing is decided by it, so it is no operation: no audit row (opening a matter
has its own), no version. Rows end by themselves; the nightly job takes them away.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from fayuan.core.actor import Actor
from fayuan.matters.models import Matter, Presence

LATELY = timedelta(minutes=3)
"""How long somebody who has opened a matter counts as being at it, with no sign of life since."""
AT_WORK = timedelta(seconds=75)
"""How long a sign of life means that the form is still open; open pages give one every twenty seconds."""
FORGOTTEN = timedelta(days=1)


def be_here(matter: Matter, by: Actor, now: datetime, *, doing: str = "") -> None:
    """A sign of life: this person has the matter open, and the form of `doing` (empty: only reads)."""
    if by.person_id is None:
        return
    sign = Presence(matter=matter, person_id=by.person_id, doing=doing, seen_at=now)
    Presence.objects.bulk_create(
        [sign],
        update_conflicts=True,
        unique_fields=["matter", "person"],
        update_fields=["doing", "seen_at"],
    )


def also_here(matter: Matter, by: Actor, now: datetime) -> QuerySet[Presence]:
    """The others who are at the matter, the last first, with their persons."""
    signs = Presence.objects.filter(matter=matter, seen_at__gt=now - LATELY, seen_at__lte=now)
    return signs.exclude(person=by.person_id).select_related("person").order_by("-seen_at", "-id")


def forget(now: datetime) -> int:
    """Take away the signs of yesterday and before; gives how many."""
    return Presence.objects.filter(seen_at__lte=now - FORGOTTEN).delete()[0]
