"""The subsidy of a case: reckoned by the rules of the day on which it ended, and kept with its workings."""

from datetime import datetime

from django.utils.translation import gettext as _

from fayuan.cases.access import require_paying
from fayuan.cases.facts import subsidy_of
from fayuan.cases.models import Payment
from fayuan.core.actor import Actor
from fayuan.core.errors import BadInput
from fayuan.core.operation import operation
from fayuan.law.amounts import Calculation
from fayuan.matters import access
from fayuan.matters.models import Entry, Matter
from fayuan.matters.operations import advance, check_step, note
from fayuan.matters.rules import book, keep
from fayuan.messaging.operations import tell


@operation
def pay_subsidy(
    *, ref: str, by: Actor, now: datetime, amount_fen: int | None = None, version: int | None = None
) -> Matter:
    """Pay the subsidy for the case, once (法律援助法 52); the lawyer is told.

    The amount comes from the schedule on record. Where the place has none, `amount_fen` is what the agency's
    own paper says; without it the payment is kept with an open amount, never with an invented one.
    """
    matter = access.fetch(ref, by, now, version=version)
    payee = require_paying(by, matter)
    by = by.signing("finance", matter.agency_id)
    check_step(matter, "pay")
    sheet = subsidy_of(matter, now)
    _check_amount(sheet, amount_fen)
    advance(matter, "pay", by=by, now=now)
    Payment.objects.create(
        matter=matter,
        payee=payee,
        amount_fen=amount_fen if sheet.total_fen is None else sheet.total_fen,
        workings=[
            {"name": line.name, "amount_fen": line.amount_fen, "article": line.article, "says": line.says}
            for line in sheet.lines
        ],
        says=sheet.says,
        rules_hash=keep(book(), now),
        paid_at=now,
        by_name=by.name,
    )
    note(matter, "paid", by=by, now=now, audience=Entry.Audience.HANDLING)
    tell(matter, payee, "paid", now=now)
    return matter


def _check_amount(sheet: Calculation, amount_fen: int | None) -> None:
    """An amount may be typed in only where no schedule gives one."""
    if amount_fen is None:
        return
    if sheet.total_fen is not None:
        raise BadInput({"amount": _("金额已按本地标准算出，不用另填。")})
    if amount_fen < 0:
        raise BadInput({"amount": _("金额不能小于零。")})
