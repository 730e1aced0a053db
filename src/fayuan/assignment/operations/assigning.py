"""The office puts a lawyer in charge."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment import charge
from fayuan.assignment.access import require_assigner
from fayuan.assignment.contacts import contacts
from fayuan.assignment.models import Assignment
from fayuan.assignment.operations.proposals import against
from fayuan.assignment.suitability import profile_of, require_suitable
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import advance, check_step
from fayuan.messaging.operations import tell, tell_applicant
from fayuan.people.models import Lawyer

ASKED = frozenset({"on_leave", "wish"})  # rules of the office that a person may set aside for a reason
MOST_TOLD = 3  # contacts in one sentence
MODES = (Assignment.Mode.MANUAL, Assignment.Mode.PROPOSE, Assignment.Mode.BATCH)


@operation
def assign_lawyer(
    *,
    ref: str,
    lawyer: int,
    by: Actor,
    now: datetime,
    mode: str = "manual",
    reason: str = "",
    version: int | None = None,
) -> Matter:
    """Put the lawyer (id of the person) in charge (法律援助法 43, after a notice 36); they may still
    decline.

    `mode` is `manual`, `propose` when a proposal is followed, or `batch` when that of a night is. `reason` must stand
    where leave or a justified wish speaks against them, and says why somebody else than the first of a list was taken.
    Raises `LawForbids` `not_qualified` or `conflict_of_interest`.
    """
    matter = access.fetch(ref, by, now, version=version)
    require_assigner(by, matter)
    by = by.signing("assigner", matter.agency_id)
    check_step(matter, "assign")
    if mode not in MODES:
        raise BadInput({"mode": _("请选择直接指派，或者按推荐指派。")})
    profile = profile_of(lawyer, now)
    require_suitable(matter, profile, now)
    if mode != Assignment.Mode.BATCH:  # the line of a night is asked about as a whole
        _ask_about_rules(matter, profile, reason, now)
    _ask_about_contacts(matter, profile, reason)
    charge.withdraw_offer(matter, now, in_favour_of=profile.person)
    charge.name_handler(matter, profile)
    advance(matter, "assign", by=by, now=now)
    charge.give(matter, profile, mode=Assignment.Mode(mode), by=by, now=now, reason=reason)
    last_day = charge.take_up(matter, by, now)
    tell_applicant(matter, "assigned", now=now, data={"date": last_day})
    tell(matter, profile.person, "assigned_lawyer", now=now, data={"date": last_day})
    return matter


def _ask_about_rules(matter: Matter, profile: Lawyer, reason: str, now: datetime) -> None:
    """Whoever assigns somebody on leave, or against a justified wish, writes down why."""
    if reason.strip():
        return
    rules = [each.says for each in against(matter, [profile], now) or () if each.code in ASKED]
    if rules:
        says = _("%(name)s：%(rules)s。仍要指派的，请写明理由。")
        raise BadInput({"reason": says % {"name": profile.person.name, "rules": "；".join(rules)}})


def _ask_about_contacts(matter: Matter, profile: Lawyer, reason: str) -> None:
    """What may be a conflict is asked about once: with a reason written down the assigner has looked into it."""
    found = [] if reason.strip() else contacts(matter, profile)
    if found:
        says = "；".join(contact.says for contact in found[:MOST_TOLD])
        raise BadInput(
            {"reason": _("可能有利益冲突：%(says)s。请核实，写明核实情况后再指派。") % {"says": says}}
        )
