"""The lawyer in charge makes a case more confidential."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.messaging.labels import raise_label, require_raising
from fayuan.web.lawyer.acting import ACT, done, show_act
from fayuan.web.lawyer.forms import LabelForm
from fayuan.web.lawyer.scope import opened
from fayuan.web.shared.labels import higher
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.request import Request


@page("lawyer", methods=ACT)
def make_higher(request: Request, ref: str) -> HttpResponse:
    """Raise it, at once; who works on it at the agency is then said by its head."""
    matter = opened(request, ref)
    require_raising(request.actor, matter)
    form = LabelForm(
        request.POST or None, version=matter.version, changed_at=matter.changed_at, levels=higher(matter)
    )
    if form.is_valid() and attempt(request, form, raise_label, ref=ref, **form.given()) is not None:
        return done(request, ref, _("保密级别已经提高。"))
    return show_act(request, matter, form, title=_("提高保密级别"), button=_("提高级别"))
