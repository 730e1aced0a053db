"""A correction of somebody's name or identity number: what stands, what should, the document; and the decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.core import audit
from fayuan.intake.models import Correction
from fayuan.intake.operations import decide_correction
from fayuan.intake.operations.corrections import of_another
from fayuan.intake.queries import correction as one_correction
from fayuan.people.identity import mask_id_number
from fayuan.web.desk.acting import ACT, sent
from fayuan.web.desk.forms.pieces import text
from fayuan.web.desk.frame import show, typed
from fayuan.web.shared.dates import day, local_day
from fayuan.web.shared.fields import Radios
from fayuan.web.shared.files import file_rows
from fayuan.web.shared.forms import ActForm
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Fact
from fayuan.web.shared.request import Request

HERE = "mail"


class CorrectionForm(ActForm):
    """Whether the record is corrected, and what the person is told of it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("核对结果"), choices=Correction.Outcome.choices, widget=Radios
    )
    answer = text(
        gettext_lazy("告诉本人的话"), rows=3, required=False, help_text=gettext_lazy("不改的，写明理由")
    )


@page("desk", methods=ACT)
def correction(request: Request, ref: str) -> HttpResponse:
    """One correction; POST decides it."""
    found = one_correction(ref, request.actor)
    form = CorrectionForm(typed(request))
    if sent(request, form, decide_correction, ref=ref):
        messages.success(request, _("处理好了，本人会收到通知。"))
        return redirect("desk:correction", ref)
    audit.record(request.actor, request.now, "view_correction", subject=found)
    return show(request, "correction.html", HERE, status=form.status, form=form, **_about(found, request))


def _about(found: Correction, request: Request) -> dict[str, Any]:
    """The new number whole, as on the photograph that it is compared with; the old one masked."""
    is_over = found.decided_at is not None
    today = local_day(request.now)
    stood = (found.former_name, found.former_id_number) if found.outcome == Correction.Outcome.MADE else None
    name, number = stood or (found.person.name, found.person.id_number)
    asked = mask_id_number(found.id_number) if is_over else found.id_number
    told = [
        Fact(_("收到"), day(local_day(found.at), today)),
        Fact(_("原来的姓名"), name),
        Fact(_("原来的号码"), mask_id_number(number)),
        Fact(_("应该是"), found.name, strong=True),
        Fact(_("身份证号"), asked, strong=True),
    ]
    return {
        "found": found,
        "facts": told,
        "files": file_rows(found.photos.order_by("id")),
        "is_another": not is_over and of_another(found),
    }
