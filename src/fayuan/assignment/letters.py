"""The papers of an assignment: the notice to the unit, the letter to the authority, the sheets of a
replacement."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.assignment.models import Assignment, ReplacementRequest
from fayuan.cases.papers import handler_row, is_defence, period
from fayuan.core.actor import Actor
from fayuan.dossier.facts import forum_words
from fayuan.dossier.operations import issue
from fayuan.matters.models import Entry, Matter


def issue_notice(matter: Matter, by: Actor, now: datetime) -> None:
    """The assignment notice (指派通知书) to the unit; it names the handler where one is named already."""
    assert matter.unit is not None
    basis = [_("法律援助法 36")] if matter.authority_id else [_("法律援助法 43")]
    data: dict[str, object] = {
        "unit": matter.unit.name,
        "basis": basis,
        "tell_within": period(matter, "A01", now),
        "sign_within": period(matter, "T12", now),
        "clerk": by.name,
    }
    if matter.handler is None:
        data["name_within"] = period(matter, "A01", now)
    else:
        data["handler"] = matter.handler.name
    issue(matter, "assignment_notice", by=by, now=now, data=data, for_applicant=False)


def issue_letter(matter: Matter, by: Actor, now: datetime) -> None:
    """The official letter (法律援助公函) that names the handler to the authority or forum, where there is
    one."""
    assert matter.handler is not None
    assert matter.unit is not None
    if not forum_words(matter):
        return
    handlers = [handler_row(matter.handler, matter.unit, "name", "unit", "licence", "phone")]
    scope = _("辩护") if is_defence(matter) else _("代理")
    issue(matter, "official_letter", by=by, now=now, data={"handlers": handlers, "scope": scope})


def issue_request(matter: Matter, request: ReplacementRequest, by: Actor, now: datetime) -> None:
    """The sheet on which a request for another lawyer is examined (更换法律援助人员审批表).

    Neither it nor its line in the timeline is read by the lawyer in charge.
    """
    about = request.about
    data: dict[str, object] = {
        "requested_by": "recipient",
        "unit": about.unit.name,
        "handler": about.person.name if about.person else "",
        "reasons": request.reason,
        "evidence": [{"name": name} for name in request.evidence],
        "requested_on": request.asked_at,
    }
    issue(matter, "replacement_request", by=by, now=now, data=data, audience=Entry.Audience.OFFICE)


def issue_replacement(matter: Matter, old: Assignment, asked_at: datetime, by: Actor, now: datetime) -> None:
    """The notice to the unit that had the case (更换法律援助人员通知书): it names another person, or gives
    the case up."""
    assert matter.handler is not None
    assert matter.unit is not None
    data: dict[str, object] = {
        "unit": old.unit.name,
        "received_on": asked_at,
        "handler": old.person.name if old.person else "",
        "option": "same_unit" if old.unit_id == matter.unit_id else "leave_unit",
        "within": period(matter, "T12", now),
        "new_handler": matter.handler.name,
        "new_unit": matter.unit.name,
    }
    issue(matter, "replacement_notice", by=by, now=now, data=data)
