"""The page on which the lawyer in charge sees a masked number whole, for a reason."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.core.errors import BadInput, NotFound
from fayuan.matters.unmasking import FIELDS, REASONS, party_at
from fayuan.matters.unmasking import unmask as seen_whole
from fayuan.web.lawyer.acting import ACT, show_act
from fayuan.web.lawyer.forms import UnmaskForm
from fayuan.web.lawyer.scope import opened
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

OURS = ("contact", "identity", "paper")  # a lawyer's reasons


@page("lawyer", methods=ACT)
def unmask(request: Request, ref: str, party: int, field: str) -> HttpResponse:
    """Ask why, then show the value once; nothing of it stands in an address or a stored page."""
    if field not in FIELDS:
        raise NotFound
    matter = opened(request, ref)
    form = UnmaskForm(request.POST or None, reasons=[(key, REASONS[key]) for key in OURS])
    value = _reveal(request, form, ref, party, field) if form.is_valid() else ""
    if value:
        form.status = 200
    named = party_at(list(matter.parties.all()), party).name
    title = _("看%(name)s的%(field)s") % {"name": named, "field": FIELDS[field]}
    return show_act(
        request,
        matter,
        form,
        title=title,
        button=_("看全号"),
        template="unmask.html",
        value=value,
        is_phone=field == "phone",
    )


def _reveal(request: Request, form: UnmaskForm, ref: str, party: int, field: str) -> str:
    given = {"ref": ref, "party": party, "field": field, "reason": form.cleaned_data["reason"]}
    try:
        return seen_whole(by=request.actor, now=request.now, **given)
    except BadInput as refusal:
        form.add_error("reason", refusal.says)
        return ""
