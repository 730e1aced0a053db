"""Seeing a masked number whole: for a reason, of one person, one field at a time, and never without a
trace.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, Locked, NotFound
from fayuan.core.models import AuditRow
from fayuan.matters import access
from fayuan.matters.models import Matter, Party
from fayuan.matters.notes import require_writing

DAY = timedelta(hours=24)
ALARM = 20  # numbers seen whole by one person within a day: the security administrator is told
MOST = 50  # more than so many nobody sees within a day

FIELDS: Mapping[str, str | Promise] = {
    "id_number": gettext_lazy("身份证号"),
    "phone": gettext_lazy("手机"),
    "address": gettext_lazy("住址"),
}
REASONS: Mapping[str, str | Promise] = {
    "contact": gettext_lazy("要联系本人"),
    "identity": gettext_lazy("核对身份"),
    "means": gettext_lazy("核查经济困难状况"),
    "conflict": gettext_lazy("查利益冲突"),
    "paper": gettext_lazy("填写或者核对文书"),
}


def unmask(*, ref: str, party: int, field: str, reason: str, by: Actor, now: datetime) -> str:
    """The whole value of a field of the matter's party with this place in the list (0 is the first).

    For staff of the matter's agency and the lawyer in charge only (403). The reason is one of `REASONS`, else
    `BadInput`; a party or field that does not exist is not found. Past `MOST` in a day it is refused (429). The audit
    row names field and reason, not the value.
    """
    _refuse_too_many(ref, by, now)
    with transaction.atomic():
        matter = access.fetch(ref, by, now)
        require_seeing(by, matter)
        if reason not in REASONS:
            raise BadInput({"reason": _("请选择为什么要看全号。")})
        person = party_at(list(matter.parties.select_related("person")), party).person
        if person is None or field not in FIELDS:
            raise NotFound
        details = {"field": field, "party": party, "why": reason}
        audit.record(by, now, "unmask", subject=matter, reason=reason, details=details)
        return str(getattr(person, field))


def _refuse_too_many(ref: str, by: Actor, now: datetime) -> None:
    """Nobody's work needs so many in a day; the refused try stays in the trail."""
    if seen_lately(by.person_id, now) >= MOST:
        audit.record(by, now, "unmask", subject=("ref", ref), result="refused", reason=Locked.code)
        raise Locked(_("24小时内看全号已满%(most)d次。请明天再看，或者请同事办理。") % {"most": MOST})


def seen_lately(person: int | None, now: datetime) -> int:
    """How many numbers the person has seen whole within a day."""
    return AuditRow.objects.filter(person_id=person, action="unmask", result="done", at__gt=now - DAY).count()


def alarms(now: datetime) -> list[tuple[str, int, bool]]:
    """Who saw conspicuously many numbers whole within a day: name, how many, whether refused; most first."""
    rows = AuditRow.objects.filter(action="unmask", at__gt=now - DAY)
    counted = rows.values("person_id", "actor_name").annotate(
        seen=Count("id", filter=Q(result="done")), refused=Count("id", filter=Q(result="refused"))
    )
    found = counted.filter(Q(seen__gte=ALARM) | Q(refused__gt=0)).order_by("-seen", "person_id")
    return [(each["actor_name"], each["seen"], each["refused"] > 0) for each in found]


def require_seeing(by: Actor, matter: Matter) -> None:
    """Whole numbers are for those who work on the matter: at its agency, or as the lawyer in charge (403)."""
    if by.person_id is None or by.person_id != matter.handler_id:
        require_writing(by, matter)


def party_at(parties: list[Party], place: int) -> Party:
    """The party at a place in the list, or `NotFound`."""
    if not 0 <= place < len(parties):
        raise NotFound
    return parties[place]
