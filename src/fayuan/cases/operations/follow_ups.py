"""Asking recipients afterwards how they were helped."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import require_follow_up
from fayuan.cases.models import FollowUp
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter, Party
from fayuan.matters.operations import advance
from fayuan.matters.operations import note as write_note
from fayuan.people.models import Consent

MARKS = range(1, 6)


@operation
def follow_up(
    *, ref: str, satisfied: int, by: Actor, now: datetime, note: str = "", version: int | None = None
) -> Matter:
    """Write down the recipient's answer: `satisfied` from 1 (not at all) to 5 (very). The lawyer does not
    read it here."""
    matter = access.fetch(ref, by, now, version=version)
    require_follow_up(by, matter)
    if declines(matter):
        raise WrongState(_("受援人不愿意接受回访。"))
    if satisfied not in MARKS:
        raise BadInput({"satisfied": _("请选择1到5分，5分为非常满意。")})
    advance(matter, "follow_up", by=by, now=now)
    FollowUp.objects.create(matter=matter, satisfied=satisfied, note=note, at=now, by_name=by.name)
    data = {"satisfied": satisfied}
    write_note(matter, "followed_up", by=by, now=now, audience=Entry.Audience.OFFICE, data=data, body=note)
    return matter


def declines(matter: Matter) -> bool:
    """Whether the recipient took back the consent to be asked afterwards; who never said anything may be asked."""
    people = matter.parties.filter(role=Party.Role.APPLICANT, person__isnull=False).values("person")
    said = Consent.objects.filter(person__in=people, purpose=Consent.Purpose.FOLLOW_UP)
    last = said.order_by("-given_at", "-id").first()
    return last is not None and last.withdrawn_at is not None
