"""The closing: handed in by the lawyer, returned or accepted by the reviewer."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from fayuan.cases import facts
from fayuan.cases.access import fetch_handled, require_closing_reviewer
from fayuan.cases.clocks import meet_submit_closing, resume_submit_closing
from fayuan.cases.models import Closing
from fayuan.core.actor import Actor
from fayuan.core.clock import SHANGHAI
from fayuan.core.errors import BadInput, LawForbids
from fayuan.core.operation import operation
from fayuan.dossier.volumes.gathering import held_names
from fayuan.law.words import CRIMINAL_MATTERS
from fayuan.matters import access, timers
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, check_step, note
from fayuan.messaging.operations import tell

ADOPTED = frozenset(
    {Closing.Outcome.OPINION_ADOPTED, Closing.Outcome.PARTLY_ADOPTED, Closing.Outcome.NOT_ADOPTED}
)


@operation
def close_case(
    *,
    ref: str,
    outcome: str,
    document: str,
    received_on: date,
    by: Actor,
    now: datetime,
    recovered_fen: int | None = None,
    papers: Sequence[str] = (),
    summary: str = "",
    version: int | None = None,
) -> Matter:
    """The lawyer hands in the closing set; the agency has thirty days to check it (程序规定 about 44).

    `document` is the paper that ended the case, `received_on` the day on which the lawyer received it. An
    incomplete set is taken in: the reviewer says what is missing.
    """
    matter, handler = fetch_handled(ref, by, now, version=version)
    check_step(matter, "close")
    _check(matter, outcome, document, received_on, recovered_fen, now)
    advance(matter, "close", by=by, now=now)
    Closing.objects.create(
        matter=matter,
        outcome=outcome,
        document=document,
        received_on=received_on,
        recovered_fen=recovered_fen,
        papers=list(dict.fromkeys([*held_names(matter), *papers])),
        summary=summary,
        handed_in_at=now,
        by=handler,
    )
    meet_submit_closing(matter, received_on, now)
    timers.start(matter, "review_closing", "T19", now=now)
    note(
        matter,
        "closing_handed_in",
        by=by,
        now=now,
        audience=Entry.Audience.HANDLING,
        data={"outcome": outcome},
    )
    return matter


def _check(
    matter: Matter, outcome: str, document: str, received_on: date, recovered_fen: int | None, now: datetime
) -> None:
    faults: dict[str, str] = {}
    if outcome not in outcomes(matter):
        faults["outcome"] = _("请选择与本案种类相合的承办结果。")
    if not document.strip():
        faults["document"] = _("请写明据以结案的文书。")
    if received_on > now.astimezone(SHANGHAI).date():
        faults["received_on"] = _("收到文书的日期不能晚于今天。")
    if recovered_fen is not None and recovered_fen < 0:
        faults["recovered_fen"] = _("挽回的金额不能小于零。")
    if faults:
        raise BadInput(faults)


def outcomes(matter: Matter) -> frozenset[str]:
    """The outcomes that a matter of this kind can have: opinions are adopted in criminal cases only."""
    if matter.subject == "criminal_defence":
        return frozenset(ADOPTED)
    civil = frozenset(Closing.Outcome.values) - ADOPTED
    return civil | ADOPTED if matter.subject in CRIMINAL_MATTERS else civil


@operation
def return_closing(
    *, ref: str, missing: Sequence[str], by: Actor, now: datetime, version: int | None = None
) -> Matter:
    """Send the closing set back, naming everything that is missing."""
    matter, closing = _fetch_for_review(ref, "return_closing", by, now, version)
    by = by.signing("closing_reviewer", matter.agency_id)
    if not missing:
        raise BadInput({"missing": _("请写明缺哪些材料。一次说全。")})
    advance(matter, "return_closing", by=by, now=now)
    closing.missing, closing.returned_at = list(missing), now
    closing.save()
    timers.stop(matter, "review_closing", now)
    resume_submit_closing(matter, closing.received_on, now)
    data = {"missing": list(missing)}
    note(matter, "closing_returned", by=by, now=now, audience=Entry.Audience.HANDLING, data=data)
    if matter.handler is not None:
        tell(matter, matter.handler, "closing_returned", now=now, data={"count": str(len(missing))})
    return matter


@operation
def accept_closing(*, ref: str, by: Actor, now: datetime, version: int | None = None) -> Matter:
    """Accept the closing set: the case is closed. Raises `LawForbids` `incomplete`, naming the papers that
    are missing."""
    matter, closing = _fetch_for_review(ref, "accept_closing", by, now, version)
    by = by.signing("closing_reviewer", matter.agency_id)
    missing = facts.missing_papers(matter, closing, now)
    if missing:
        names = "、".join(missing)
        raise LawForbids(_("结案材料还缺：%(names)s。请退回补充。") % {"names": names}, code="incomplete")
    advance(matter, "accept_closing", by=by, now=now)
    closing.accepted_at = now
    closing.save()
    timers.stop(matter, "review_closing", now)
    note(matter, "closed", by=by, now=now, data={"outcome": closing.outcome})
    return matter


def _fetch_for_review(
    ref: str, step: str, by: Actor, now: datetime, version: int | None
) -> tuple[Matter, Closing]:
    """The matter, locked, with the closing that waits for the reviewer."""
    matter = access.fetch(ref, by, now, version=version)
    require_closing_reviewer(by, matter)
    check_step(matter, step)
    return matter, matter.closings.get(returned_at=None, accepted_at=None)
