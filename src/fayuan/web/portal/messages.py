"""Writing to the agency and to the lawyer, and reading what they wrote."""

from django.contrib import messages as said
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fayuan.matters.models import Entry, Matter
from fayuan.messaging.notes import write_to_agency, write_to_lawyer
from fayuan.messaging.queries import conversation
from fayuan.web.portal.forms import MessageForm
from fayuan.web.portal.matters import own_matter
from fayuan.web.shared.dates import local_day, moment
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request

LAWYER, AGENCY = "lawyer", "agency"
WRITE = {LAWYER: write_to_lawyer, AGENCY: write_to_agency}
MOST = 200  # of one conversation on one page; the newest stand last


@page("citizen", methods=("GET", "HEAD", "POST"))
def messages(request: Request, ref: str) -> HttpResponse:
    """The conversation, and a form for one more message."""
    matter = own_matter(request, ref)
    form = MessageForm(request.POST or None, readers=readers(matter))
    if request.method == "POST" and form.is_valid():
        to, text = form.cleaned_data["to"], form.cleaned_data["text"]
        if attempt(request, form, WRITE[to], ref=ref, text=text) is not None:
            said.success(request, _("留言已经交到。"))
            return redirect("portal:messages", ref)
    written = list(conversation(matter, request.actor).reverse()[:MOST])[::-1]
    lines = [_line(row, matter, request) for row in written]
    about = {"matter": matter, "form": form, "lines": lines, "can_write": bool(form.readers)}
    return render(request, "portal/messages.html", about, status=form.status)


def readers(matter: Matter) -> list[tuple[str, str]]:
    """To whom one can write: the lawyer when there is one, the agency unless an authority gave notice."""
    found = []
    if matter.handler is not None:
        found.append((LAWYER, _("律师%(name)s") % {"name": matter.handler.name}))
    if matter.authority_id is None:
        found.append((AGENCY, matter.agency.name))
    return found


def _line(row: Entry, matter: Matter, request: Request) -> dict[str, object]:
    """Who wrote to whom, when, what."""
    who = {
        "message": _("您给中心"),
        "letter": _("中心给您"),
        "to_lawyer": _("您给律师"),
        "from_lawyer": _("律师给您"),
    }
    mine = row.kind in {"message", "to_lawyer"}
    return {
        "who": who[row.kind],
        "mine": mine,
        "when": moment(row.at, local_day(request.now)),
        "text": row.body,
    }
