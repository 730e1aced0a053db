"""An application accepted at the nearest window for the agency that is competent, and handed over at once."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids, NotAllowed
from fayuan.core.operation import operation
from fayuan.dossier.operations import issue
from fayuan.intake import facts
from fayuan.intake.inputs import ApplicationInput
from fayuan.intake.operations.applications import submit_application
from fayuan.intake.operations.handovers import redirect_application
from fayuan.intake.words import material_rows
from fayuan.law.jurisdiction import competent
from fayuan.matters.models import Matter
from fayuan.matters.rules import book
from fayuan.network.queries import agency_of


@operation
def accept_nearby(*, application: ApplicationInput, to: str, by: Actor, now: datetime) -> Matter:
    """Take an application in for the competent agency of `to` (a division's code), with a receipt, and hand it over.

    Gives the matter here, ended as redirected; the linked one there has its seven days from today. Raises `BadInput`
    when this agency is competent itself, `LawForbids` `not_competent` when that one is not.
    """
    if not by.is_system and not by.has("clerk", application.agency):
        raise NotAllowed(_("代收申请由窗口的接待岗办理。"))
    clerk = by.with_key(None)  # the key is this act's, not its parts'
    matter = submit_application(application=application, by=clerk, now=now)
    _ask_the_law(matter, to, now.astimezone(SHANGHAI).date())
    reason = _("就近代收，转有管辖权的机构办理")
    matter = redirect_application(ref=matter.ref, to=to, reason=reason, by=clerk, now=now)
    _issue_receipt(matter, by, now)
    return matter


def _ask_the_law(matter: Matter, to: str, today: date) -> None:
    """Whether this agency is not competent, and that one is."""
    told = facts.application(matter, matter.application)
    if competent(told, today, book()).competent:
        raise BadInput({"to": _("这件申请本机构就有管辖权，请直接受理。")})
    agency = agency_of(to)
    if agency is None:
        raise BadInput({"to": _("请选择有管辖权的法律援助机构。")})
    there = competent(replace(told, agency_place=agency.division_id), today, book())
    if there.competent is False:
        raise LawForbids(there.step.says, code="not_competent")


def _issue_receipt(matter: Matter, by: Actor, now: datetime) -> None:
    """The receipt of this window; the day to decide by is that of the agency it went to."""
    follower: Matter = matter.following.latest("id")
    data = {
        "received_on": now,
        "channel": str(matter.application.get_channel_display()),
        "materials": material_rows(matter.application.materials),
        "decide_by": follower.timers.get(name="decide").due_on,
        "receiver": by.name,
    }
    issue(matter, "receipt", by=by, now=now, data=data)
