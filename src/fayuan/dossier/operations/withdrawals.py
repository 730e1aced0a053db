"""Withdraw an issued paper: it stays as it is, and whoever checks it reads that it no longer stands."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, NotAllowed, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.models import Paper
from fayuan.dossier.queries import fetch_paper
from fayuan.matters.models import Entry
from fayuan.matters.operations import note

LONGEST_REASON = 100


@operation
def withdraw_paper(*, ref: str, reason: str, by: Actor, now: datetime) -> Paper:
    """Whoever decides at the office that issued the paper takes it back. The reason is for the offices."""
    paper = fetch_paper(ref, by, now)
    require_withdrawer(by, paper)
    if not paper.stands:
        raise WrongState(_("这份文书已经不再有效，不用再撤回。"))
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise BadInput({"reason": _("请写明撤回的理由，不超过%(most)d个字。") % {"most": LONGEST_REASON}})
    withdraw(paper, reason, by=by, now=now)
    return paper


def withdraw(paper: Paper, reason: str, *, by: Actor, now: datetime) -> None:
    """Mark the paper as withdrawn (part of an operation)."""
    paper.withdrawn_at, paper.withdrawn_why = now, reason[:LONGEST_REASON]
    paper.save(update_fields=["withdrawn_at", "withdrawn_why"])
    told = {"name": paper.name, "number": paper.number, "ref": paper.ref}
    audience = Entry.Audience.ALL if paper.for_applicant else Entry.Audience.HANDLING
    note(paper.matter, "paper_withdrawn", by=by, now=now, audience=audience, data=told)


def require_withdrawer(by: Actor, paper: Paper) -> None:
    """The actor decides at the issuing office: its approver, or an officer of the bureau that issued it (403)."""
    if not any(by.has(role, paper.issuer_id) for role in ("approver", "bureau")):
        raise NotAllowed(_("文书由发出它的机构的审批人撤回。"))


def may_withdraw(by: Actor, paper: Paper) -> bool:
    """Whether a page should offer it."""
    return paper.stands and any(by.has(role, paper.issuer_id) for role in ("approver", "bureau"))
