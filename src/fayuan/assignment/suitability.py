"""May this person take this matter? Asked of the law before anybody is put in charge, whoever proposed or
chose them."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import facts
from fayuan.assignment.panel import law_lawyer
from fayuan.assignment.queries import practising
from fayuan.assignment.ties import ties
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import LawForbids, NotFound
from fayuan.law.qualification import Exclusion, may_be_assigned
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.people.models import Lawyer


def profile_of(person: int, now: datetime) -> Lawyer:
    """The profile of somebody who takes cases now, by the id of the person; `NotFound` otherwise."""
    found = practising(now).filter(person=person).first()
    if found is None:
        raise NotFound(_("没有找到这位法律援助人员，请从名单里选。"))
    return found


def objections(
    matter: Matter, profile: Lawyer, now: datetime, *, by_choice: bool = False
) -> tuple[Exclusion, ...]:
    """Everything that the law has against this person in this matter."""
    lawyer = law_lawyer(profile, ties(matter, [profile]))
    today = now.astimezone(SHANGHAI).date()
    return may_be_assigned(lawyer, facts.law_case(matter, now, by_choice=by_choice), today, book())


def require_suitable(matter: Matter, profile: Lawyer, now: datetime, *, by_choice: bool = False) -> None:
    """Raise `LawForbids` with every reason; the code is that of the first (`not_qualified`,
    `conflict_of_interest`)."""
    found = objections(matter, profile, now, by_choice=by_choice)
    if found:
        reasons = "".join(f"{each.says.rstrip('。')}（{each.article}）。" for each in found)
        raise LawForbids(_("%(reasons)s请另选一位。") % {"reasons": reasons}, code=found[0].code)
