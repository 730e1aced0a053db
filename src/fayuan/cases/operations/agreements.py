"""The engagement agreement between the lawyer's unit and the recipient, and why it came late."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import fetch_handled
from fayuan.cases.papers import handler_row, kind_and_scope, last_paper
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.operations import issue
from fayuan.matters import timers
from fayuan.matters.models import Entry, Matter, Timer
from fayuan.matters.operations import advance, note
from fayuan.people.models import Person


@operation
def sign_agreement(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """The lawyer signs the agreement and the power of attorney with the recipient, within five days
    (程序规定 27)."""
    matter, handler = fetch_handled(ref, by, now, version=version)
    advance(matter, "sign_agreement", by=by, now=now)
    timers.stop(matter, "sign_agreement", now)
    _issue_papers(matter, handler, by, now)
    note(matter, "agreement_signed", by=by, now=now)
    return matter


def _issue_papers(matter: Matter, handler: Person, by: Actor, now: datetime) -> None:
    unit = matter.unit
    assert unit is not None
    entrusted = kind_and_scope(matter)
    assigned = last_paper(matter, "assignment_notice")
    agreement = {
        **entrusted,
        "unit": unit.name,
        "unit_address": unit.address,
        "decision_no": assigned.number if assigned else "",
        "handlers": [handler_row(handler, unit, "name", "licence", "phone")],
    }
    power = {**entrusted, "agents": [handler_row(handler, unit, "name", "unit", "phone")]}
    issue(matter, "agreement", by=by, now=now, data=agreement)
    issue(matter, "power_of_attorney", by=by, now=now, data=power)


@operation
def record_late_agreement_cause(
    *, ref: str, cause: str, by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Write down why the agreement was not signed in time: days lost through the recipient or another
    objective cause do not count against the unit (程序规定 27)."""
    matter, _handler = fetch_handled(ref, by, now, version=version)
    clock = matter.timers.filter(name="sign_agreement").order_by("-id").first()
    if clock is None or clock.status not in {Timer.Status.RUNNING, Timer.Status.RUN_OUT}:
        raise WrongState(_("委托协议已在期限内签订，不用说明原因。"))
    if not cause.strip():
        raise BadInput({"cause": _("请写明没有按期签订委托协议的原因。")})
    note(matter, "late_agreement_cause", by=by, now=now, audience=Entry.Audience.HANDLING, body=cause)
    return matter
