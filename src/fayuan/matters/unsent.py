"""Long texts of a form that were typed and not yet sent, kept so that a browser that dies takes no work with it.

They are their writer's alone, sealed, and no part of the matter: no audit row, no version, nobody else ever reads them.
They go when the form is sent, when they are emptied, and after a week.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.matters.models import Matter, Unsent

KEPT = timedelta(days=7)
MOST_TEXTS, LONGEST_NAME, MOST = 10, 60, 50_000  # of one form; characters


def keep(matter: Matter, by: Actor, now: datetime, *, doing: str, texts: Mapping[str, str]) -> None:
    """Keep what stands in the form of the act `doing` by field; where nothing stands there, what was kept goes."""
    if len(texts) > MOST_TEXTS or any(len(name) > LONGEST_NAME for name in texts):
        raise BadInput({})
    if sum(map(len, texts.values())) > MOST:
        raise BadInput({"text": _("写得太长，不能自动保留了。请先提交，或者分几次写。")})
    if not any(text.strip() for text in texts.values()):
        drop(matter, by, doing=doing)
        return
    Unsent.objects.update_or_create(
        matter=matter,
        person_id=by.person,
        doing=doing,
        defaults={"texts": dict(texts), "kept_at": now},
    )


def find(matter: Matter, by: Actor, now: datetime, *, doing: str) -> Unsent | None:
    """What this person has typed there and not sent."""
    mine = Unsent.objects.filter(matter=matter, person=by.person_id, doing=doing)
    return mine.filter(kept_at__gt=now - KEPT).first()


def drop(matter: Matter, by: Actor, *, doing: str) -> None:
    """It was sent, or is not wanted any more."""
    Unsent.objects.filter(matter=matter, person=by.person_id, doing=doing).delete()


def forget(now: datetime) -> int:
    """Take away what is older than a week; gives how many."""
    return Unsent.objects.filter(kept_at__lte=now - KEPT).delete()[0]
