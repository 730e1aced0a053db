"""The lawyer's subsidies: what was paid for which case, and how it was reckoned."""

from django.http import HttpResponse

from fayuan.cases.models import Payment
from fayuan.cases.queries import earned_this_year
from fayuan.core import audit
from fayuan.web.lawyer.frame import show
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import SumRow
from fayuan.web.shared.request import Request
from fayuan.web.shared.words import about

MOST = 100


@page("lawyer")
def payments(request: Request) -> HttpResponse:
    """What was paid, the newest first, with the sum of the year."""
    me = request.actor.person
    found = Payment.objects.filter(payee=me).select_related("matter").order_by("-paid_at")[:MOST]
    rows = [
        {
            "payment": payment,
            "about": about(payment.matter),
            "sum": _sum(payment),
            "amount": _yuan(payment.amount_fen),
        }
        for payment in found
    ]
    audit.record(request.actor, request.now, "list_own_payments")
    year = _yuan(earned_this_year([me], request.now).get(me, 0))
    return show(request, "payments.html", "pay", rows=rows, year=year)


def _sum(payment: Payment) -> list[SumRow]:
    """The arithmetic, line by line."""
    lines = [
        SumRow(str(line["name"]), str(line["article"]), _yuan(line["amount_fen"]))
        for line in payment.workings
    ]
    return [*lines, SumRow(payment.says, "", _yuan(payment.amount_fen), total=True)] if lines else []


def _yuan(fen: int | None) -> str:
    return yuan(fen) if fen is not None else ""
