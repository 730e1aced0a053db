"""A complaint is filed, taken up and answered, by somebody who is not its object."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.intake.access import fetch_complaint
from fayuan.intake.models import Complaint
from fayuan.matters import access
from fayuan.matters.models import Matter
from fayuan.matters.operations import number
from fayuan.messaging.operations import tell
from fayuan.network.models import Institution

LONGEST = 5000


@operation
def file_complaint(*, ref: str, about: str, text: str, by: Actor, now: datetime) -> Complaint:
    """Complain about the lawyer of a matter (its agency handles it) or about the agency (its bureau does).

    The complaint gets a number; the days to decide whether it is taken up begin (C01).
    """
    matter = access.fetch(ref, by, now)
    access.require_applicant(by, matter)
    if not text.strip() or len(text) > LONGEST:
        raise BadInput({"text": _("请写清楚是什么事，最多%(most)d个字。") % {"most": LONGEST}})
    if about not in Complaint.About.values:
        raise BadInput({"about": _("请选一项：投诉谁")})
    institution = _who_handles(matter, about)
    complaint = Complaint.objects.create(
        number=number(matter, "诉", now),
        matter=matter,
        about=about,
        against=matter.handler if about == Complaint.About.LAWYER else None,
        institution=institution,
        by_id=by.person,
        text=text.strip(),
        at=now,
    )
    tell(matter, institution, "complaint_filed", now=now)
    return complaint


def _who_handles(matter: Matter, about: str) -> Institution:
    if about == Complaint.About.LAWYER:
        if matter.handler is None:
            raise WrongState(_("这件事还没有安排律师。"))
        return matter.agency
    if matter.agency.parent is None:
        raise WrongState(_("还没有登记哪个司法局管这个机构，请打12348投诉。"))
    return matter.agency.parent


@operation
def take_up_complaint(*, ref: str, by: Actor, now: datetime) -> Complaint:
    """Take the complaint up: the days to finish it begin (C02)."""
    complaint = fetch_complaint(ref, by)
    _require_open(complaint)
    if complaint.accepted_at is not None:
        raise WrongState(_("这件投诉已经受理。"))
    complaint.accepted_at = now
    complaint.save()
    tell(complaint.matter, complaint.by, "complaint_taken_up", now=now)
    return complaint


@operation
def answer_complaint(*, ref: str, outcome: str, answer: str, by: Actor, now: datetime) -> Complaint:
    """Answer what was found, or, before it was taken up, why it cannot be; the person reads it when signed in."""
    complaint = fetch_complaint(ref, by)
    _require_open(complaint)
    if outcome not in outcomes_of(complaint):
        raise BadInput({"outcome": _("请选一项：处理结果。不受理要在受理以前决定。")})
    if not answer.strip():
        raise BadInput({"answer": _("请写下答复。")})
    complaint.outcome, complaint.answer = outcome, answer.strip()
    complaint.answered_at, complaint.answered_by_id = now, by.person_id
    complaint.save()
    tell(complaint.matter, complaint.by, "complaint_answered", now=now)
    return complaint


def outcomes_of(complaint: Complaint) -> tuple[str, ...]:
    """The outcomes that the complaint can have now: findings once it was taken up, before that a refusal of it."""
    found = (Complaint.Outcome.UPHELD, Complaint.Outcome.PARTLY, Complaint.Outcome.UNFOUNDED)
    return found if complaint.accepted_at is not None else (Complaint.Outcome.NOT_ACCEPTED,)


def _require_open(complaint: Complaint) -> None:
    if complaint.answered_at is not None:
        raise WrongState(_("这件投诉已经答复。"))
