"""The auditor's pages: who did, saw, searched, exported or tried what; nothing of the cases themselves."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.core import audit, trail
from fayuan.core.errors import BadInput
from fayuan.people import registers
from fayuan.people.models import Account
from fayuan.web.admin.frame import show
from fayuan.web.admin.lines import Line, lines
from fayuan.web.admin.trail_form import TrailForm
from fayuan.web.shared.exports import csv_file
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Leaf
from fayuan.web.shared.request import Request

SPAN = timedelta(days=30)  # where the auditor names no time
MOST_EXPORTED = 5000


@page("auditor")
def search(request: Request) -> HttpResponse:
    """The rows that answer the question in the address, the newest first, a page at a time."""
    who, form = whose(request), TrailForm(request.GET)
    asked = question(form, who, request.now)
    found = trail.page(asked, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    tell(request, "search_audit", asked, len(found.rows))
    return show(
        request,
        "trail.html",
        "trail",
        form=form,
        who=who,
        rows=lines(found.rows, request.now),
        leaf=Leaf(len(found.rows), before=found.before, after=found.after),
    )


@page("auditor", methods=("POST",))
def export(request: Request) -> HttpResponse:
    """The answer to the same question as a file for a spreadsheet, five thousand rows at most."""
    asked = question(TrailForm(request.GET), whose(request), request.now)
    found = list(trail.rows(asked)[: MOST_EXPORTED + 1])
    if len(found) > MOST_EXPORTED:
        raise BadInput({"since": _("超过5000条。请缩短时间，或者加上条件，再导出。")})
    tell(request, "export_audit", asked, len(found))
    cells = [list(asdict(line).values()) for line in lines(found, request.now, exact=True)]
    return csv_file(_("审计记录"), list(Line.heads().values()), cells)


def whose(request: Request) -> Account | None:
    """The member of staff asked for by the reference of their account; `NotFound` when there is none."""
    ref = request.GET.get("who", "")
    return registers.account(ref, request.now) if ref else None


def question(form: TrailForm, who: Account | None, now: datetime) -> trail.Asked:
    """What is asked: the last thirty days where no time is named; a form with mistakes asks for nothing else."""
    given = form.question() if form.is_valid() else {}
    span = {"since": now - SPAN, "until": now}
    return trail.Asked(**{**span, **given, "person": who.person_id if who else None})


def tell(request: Request, action: str, asked: trail.Asked, count: int) -> None:
    """Who watches the watcher: each search and export of the trail stands in it, too."""
    told = {name: str(value) for name, value in asdict(asked).items() if value}
    audit.record(request.actor, request.now, action, details={**told, "rows": count})
