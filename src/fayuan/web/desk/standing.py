"""What colleagues have written where a stale form of the desk was about to write: one reader for each form."""

from collections.abc import Mapping
from datetime import datetime

from fayuan.assignment.models import Assignment, ReplacementRequest
from fayuan.cases.models import Closing, FollowUp, Payment, Termination
from fayuan.intake.models import Decision, Examination, Objection, SupplementNotice
from fayuan.matters.models import Matter
from fayuan.web.desk.forms.assignment import (
    AssignForm,
    KeepForm,
    ReplaceForm,
    ReplacementRequestForm,
    UnitForm,
)
from fayuan.web.desk.forms.cases import FollowUpForm, PaymentForm, ReturnForm, TerminationForm
from fayuan.web.desk.forms.intake import (
    DecisionForm,
    ExaminationForm,
    FirstGrantForm,
    ObjectionDecisionForm,
    ObjectionForm,
    RedirectForm,
    SupplementNoticeForm,
)
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.pairs import Find, Standing


def _examined(matter: Matter, since: datetime) -> Standing | None:
    found = Examination.objects.filter(matter=matter, at__gt=since).select_related("by").last()
    if found is None:
        return None
    words = {"result": found.result, "means_check": found.means_check, "opinion": found.opinion}
    return Standing(found.at, words, found.by.name)


def _decision(matter: Matter, since: datetime) -> Decision | None:
    return Decision.objects.filter(matter=matter, at__gt=since).select_related("by").last()


def _decided(matter: Matter, since: datetime) -> Standing | None:
    found = _decision(matter, since)
    if found is None:
        return None
    outcome = "refuse" if found.kind == "refuse" else "grant"
    words = {"outcome": outcome, "ground": found.code, "reason": found.reason}
    return Standing(found.at, words, found.by.name)


def _granted_first(matter: Matter, since: datetime) -> Standing | None:
    found = _decision(matter, since)
    if found is None or found.kind != "grant_first":
        return None
    return Standing(found.at, {"reason": found.reason}, found.by.name)


def _asked_for_papers(matter: Matter, since: datetime) -> Standing | None:
    found = SupplementNotice.objects.filter(matter=matter, at__gt=since).first()
    return Standing(found.at, {"missing": found.missing, "until": found.until}) if found else None


def _redirected(matter: Matter, since: datetime) -> Standing | None:
    there = Matter.objects.filter(previous=matter, link="redirected", opened_at__gt=since)
    found = there.select_related("agency").last()
    return Standing(found.opened_at, {"to": found.agency.division_id}) if found else None


def _assignment(matter: Matter, since: datetime) -> Assignment | None:
    return Assignment.objects.filter(matter=matter, made_at__gt=since).last()


def _assigned(matter: Matter, since: datetime) -> Standing | None:
    found = _assignment(matter, since)
    if found is None:
        return None
    return Standing(found.made_at, {"somebody": found.person_id, "reason": found.reason}, found.by_name)


def _replaced(matter: Matter, since: datetime) -> Standing | None:
    found = _assignment(matter, since)
    if found is None:
        return None
    return Standing(found.made_at, {"lawyer": found.person_id, "reason": found.reason}, found.by_name)


def _given_to_unit(matter: Matter, since: datetime) -> Standing | None:
    found = _assignment(matter, since)
    return Standing(found.made_at, {"unit": found.unit_id}, found.by_name) if found else None


def _kept(matter: Matter, since: datetime) -> Standing | None:
    found = ReplacementRequest.objects.filter(matter=matter, decided_at__gt=since).last()
    if found is None or found.decided_at is None:
        return None
    return Standing(found.decided_at, {"reason": found.decision}, found.by_name)


def _replacement_asked(matter: Matter, since: datetime) -> Standing | None:
    found = ReplacementRequest.objects.filter(matter=matter, asked_at__gt=since).last()
    if found is None:
        return None
    return Standing(found.asked_at, {"reason": found.reason, "evidence": found.evidence})


def _objected(matter: Matter, since: datetime) -> Standing | None:
    found = Objection.objects.filter(matter=matter, at__gt=since).select_related("by").last()
    return Standing(found.at, {"reason": found.reason}, found.by.name) if found else None


def _objection_decided(matter: Matter, since: datetime) -> Standing | None:
    found = Objection.objects.filter(matter=matter, decided_at__gt=since).select_related("decided_by").last()
    if found is None or found.decided_at is None:
        return None
    by = found.decided_by.name if found.decided_by else ""
    return Standing(found.decided_at, {"outcome": found.outcome, "reason": found.answer}, by)


def _terminated(matter: Matter, since: datetime) -> Standing | None:
    found = Termination.objects.filter(matter=matter, at__gt=since).last()
    if found is None:
        return None
    return Standing(found.at, {"ground": found.ground, "reason": found.reason}, found.by_name)


def _returned(matter: Matter, since: datetime) -> Standing | None:
    found = Closing.objects.filter(matter=matter, returned_at__gt=since).last()
    if found is None or found.returned_at is None:
        return None
    return Standing(found.returned_at, {"missing": found.missing})


def _paid(matter: Matter, since: datetime) -> Standing | None:
    found = Payment.objects.filter(matter=matter, paid_at__gt=since).first()
    return Standing(found.paid_at, {"amount_fen": found.amount_fen}, found.by_name) if found else None


def _asked_afterwards(matter: Matter, since: datetime) -> Standing | None:
    found = FollowUp.objects.filter(matter=matter, at__gt=since).last()
    if found is None:
        return None
    return Standing(found.at, {"satisfied": found.satisfied, "note": found.note}, found.by_name)


STANDING: Mapping[type[ActForm], Find] = {
    ExaminationForm: _examined,
    DecisionForm: _decided,
    FirstGrantForm: _granted_first,
    SupplementNoticeForm: _asked_for_papers,
    RedirectForm: _redirected,
    AssignForm: _assigned,
    UnitForm: _given_to_unit,
    ReplaceForm: _replaced,
    KeepForm: _kept,
    ReplacementRequestForm: _replacement_asked,
    ObjectionForm: _objected,
    ObjectionDecisionForm: _objection_decided,
    TerminationForm: _terminated,
    ReturnForm: _returned,
    PaymentForm: _paid,
    FollowUpForm: _asked_afterwards,
}
