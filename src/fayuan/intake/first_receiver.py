"""Of several competent agencies that were asked for the same thing, the first to receive it takes it (程序规定 10)."""

import re
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import LawForbids
from fayuan.law.jurisdiction import first_receiver
from fayuan.law.lifecycles import STATES
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter, Party
from fayuan.matters.operations import applicant
from fayuan.matters.queries import parties
from fayuan.people.queries import same_person

UNDER_WAY = frozenset(key for key, state in STATES.items() if state.phase in {"application", "aid"})
AT_ONCE = frozenset({"online"})  # received when it enters the system


def stop_where_another_received(matter: Matter, by: Actor, now: datetime) -> None:
    """Raise `LawForbids` when another agency has received the same application before.

    Its number is named whole only to who may see that matter.
    """
    asked = sorted([matter, *_same_elsewhere(matter)], key=_on_record)
    moments = [(each.agency.division_id, _received_at(each)) for each in asked]
    moments.append((matter.agency.division_id, now))
    first = first_receiver([(place, moment) for place, moment in moments if moment is not None])
    if first != matter.agency.division_id:
        other = next(each for each in asked if each.agency.division_id == first)
        raise LawForbids(_sentence(other, by, now), code="not_competent")


def _on_record(matter: Matter) -> tuple[bool, int]:
    """In this order: of two receipts at the same moment, the one that is on record already was first."""
    return matter.application.received_at is None, matter.pk


def _same_elsewhere(matter: Matter) -> list[Matter]:
    """What the same person has asked other agencies for: the same matter against the same side.

    The person's rows are locked: of two agencies that receive at the same moment, one is the first.
    """
    person = applicant(matter).person
    assert person is not None  # an application has its applicant
    people = list(same_person(person).order_by("pk").select_for_update().values_list("pk", flat=True))
    theirs = Party.objects.filter(role=Party.Role.APPLICANT, person__in=people).values("matter")
    found: QuerySet[Matter] = Matter.objects.filter(
        pk__in=theirs,
        origin=Matter.Origin.APPLICATION,
        subject=matter.subject,
        form=matter.form,
        stage=matter.stage,
        state__in=UNDER_WAY,
    )
    others = found.exclude(agency=matter.agency).exclude(pk=matter.previous_id or 0)
    against = _opponents(matter)
    known = others.select_related("agency", "application")
    return [other for other in known if _opponents(other) == against and _is_competent(other)]


def _is_competent(matter: Matter) -> bool:
    """Whether the matter's agency is competent, as the law said last: who is not keeps nobody from it."""
    last = matter.assessments.order_by("-id").first()
    return last is None or last.reason != "not_competent"


def _opponents(matter: Matter) -> frozenset[str]:
    return frozenset(parties(matter, Party.Role.OPPONENT).values_list("name", flat=True))


def _received_at(matter: Matter) -> datetime | None:
    """When the agency received it; None while it lies unread."""
    if matter.application.channel in AT_ONCE:
        return matter.opened_at
    return matter.application.received_at


def _sentence(other: Matter, by: Actor, now: datetime) -> str:
    known = seen_by(by, now).filter(pk=other.pk).exists()
    number = other.number if known else re.sub(r"\d+号$", "***号", other.number)
    says = _("同一件事已由%(agency)s先收到（%(number)s），由该机构办理。请把这件申请转过去。")
    return says % {"agency": other.agency.name, "number": number}
