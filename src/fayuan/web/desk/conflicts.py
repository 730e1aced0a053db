"""Seeking a person or a firm in all matters of the province; whose matters they are is shown in scope only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fayuan.assignment.conflicts import Asked, Hit, search
from fayuan.core import audit
from fayuan.core.clock import SHANGHAI
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter, Party
from fayuan.web.desk.frame import show, typed
from fayuan.web.desk.policies import own_agency
from fayuan.web.desk.scope import at_desk
from fayuan.web.shared.fields import CodeField, DateField
from fayuan.web.shared.forms import Form
from fayuan.web.shared.page import page
from fayuan.web.shared.request import Request

MOST = 50


class AskedForm(Form):
    """A name, and what else is known."""

    name = forms.CharField(label=gettext_lazy("姓名或者单位名称"), max_length=100)
    born = DateField(label=gettext_lazy("出生日期"), required=False)
    id_number = CodeField(label=gettext_lazy("证件号码或者统一社会信用代码"), required=False)
    phone = CodeField(label=gettext_lazy("电话"), required=False)

    def asked(self) -> Asked:
        """What is sought."""
        given: dict[str, Any] = self.cleaned_data
        return Asked(given["name"], given["born"], "", given["id_number"], given["phone"])


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it may be shown: elsewhere only the county, the month, the role, and how sure."""

    where: str
    when: str
    ref: str
    number: str
    role: str
    band: str
    why: str


@page("desk", methods=("GET", "HEAD", "POST"))
def conflicts(request: Request) -> HttpResponse:
    """The form, and what was found; what was sought stays out of the address and of the trail."""
    agency = own_agency(request, "clerk", "examiner", "approver", "assigner")
    form = AskedForm(typed(request))
    hits = search(form.asked()) if form.is_valid() else None
    if hits is not None:
        details = {"term": audit.digest(form.cleaned_data["name"]), "found": len(hits)}
        audit.record(request.actor, request.now, "seek_conflicts", subject=agency, details=details)
    rows = told(request, hits[:MOST]) if hits else []
    status = 422 if form.is_bound and hits is None else 200
    return show(
        request, "conflicts.html", "lawyers", status=status, form=form, asked=hits is not None, rows=rows
    )


def told(request: Request, hits: Sequence[Hit]) -> list[Found]:
    """The hits, masked by scope."""
    wanted = {hit.matter for hit in hits}
    matters = Matter.objects.filter(pk__in=wanted).select_related("agency__division").in_bulk()
    own = set(seen_by(at_desk(request.actor), request.now).filter(pk__in=wanted).values_list("pk", flat=True))
    bands = {"clear": _("明确"), "likely": _("可能")}
    return [
        Found(
            where=matters[hit.matter].agency.division.name,
            when=f"{matters[hit.matter].opened_at.astimezone(SHANGHAI):%Y-%m}",
            ref=matters[hit.matter].ref if hit.matter in own else "",
            number=str(matters[hit.matter]) if hit.matter in own else "",
            role=str(Party.Role(hit.role).label),
            band=bands[hit.band],
            why=_("、").join(hit.reasons),
        )
        for hit in hits
    ]
