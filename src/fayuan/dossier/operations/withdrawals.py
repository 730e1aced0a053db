"""Withdraw an issued paper: it stays as it is, and whoever checks it reads that it no longer stands."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput, WrongState
from fayuan.core.operation import operation
from fayuan.dossier.access import require_withdrawer
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
