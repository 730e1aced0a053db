"""The page on which a masked number is seen whole, for a reason."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core.errors import BadInput, NotFound
from fayuan.matters import unmasking
from fayuan.web.desk.acting import ACT, head
from fayuan.web.desk.frame import show, typed
from fayuan.web.desk.scope import at_desk, opened
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request


class UnmaskForm(ActForm):
    """Why the number is needed."""

    reason = forms.ChoiceField(
        label=gettext_lazy("为什么要看"),
        choices=list(unmasking.REASONS.items()),
        help_text=gettext_lazy("谁、什么时候、为什么看过，都会留下记录。"),
        widget=Radios(),
    )


@page("desk", methods=ACT)
def unmask(request: Request, ref: str, party: int, field: str) -> HttpResponse:
    """Ask why, then show the value once; nothing of it stands in an address or a stored page."""
    if field not in unmasking.FIELDS:
        raise NotFound
    form = UnmaskForm(typed(request))
    value = reveal(request, form, ref, party, field) if form.is_valid() else ""
    matter = opened(request, ref)
    person = unmasking.party_at(list(matter.parties.all()), party)
    title = _("看%(field)s") % {"field": unmasking.FIELDS[field]}
    words = {"title": title, "field": unmasking.FIELDS[field], "name": person.name, "value": value}
    return show(
        request,
        "unmask.html",
        "todo",
        status=form.status if not value else 200,
        form=form,
        **words,
        **head(matter),
    )


def reveal(request: Request, form: UnmaskForm, ref: str, party: int, field: str) -> str:
    """The whole value; a reason that is none goes into the form."""
    try:
        return unmasking.unmask(
            ref=ref,
            party=party,
            field=field,
            reason=form.cleaned_data["reason"],
            by=at_desk(request.actor),
            now=request.now,
        )
    except BadInput as fault:
        form.add_error("reason", fault.fields["reason"])
        return ""
