"""The register of institutions: how each is reached, when it is open, where its door is; one by one or from a list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.assignment.operations import close_unit
from fayuan.assignment.operations.units import UNITS
from fayuan.core.errors import NotFound
from fayuan.core.paging import sheet
from fayuan.network import queries
from fayuan.network.models import Institution
from fayuan.network.office_list import import_institutions
from fayuan.network.operations import describe_institution
from fayuan.web.admin.forms import CloseForm, OfficeForm, OfficeListForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Fact, Filter, Leaf
from fayuan.web.shared.request import Request

COLUMNS = ("phone", "address", "hours", "accessible", "latitude", "longitude")


@page("administrator")
def offices(request: Request) -> HttpResponse:
    """The institutions, by words of their name and by kind, a page at a time."""
    asked = request.GET
    name, kind = asked.get("name", "").strip(), asked.get("kind", "")
    found = queries.register(name, kind if kind in Institution.Kind.values else "")
    page_ = sheet(found, "id", mark="id", before=asked.get("before", ""), after=asked.get("after", ""))
    kinds = [("", _("全部")), *((each.value, str(each.label)) for each in Institution.Kind)]
    return show(
        request,
        "offices.html",
        "offices",
        rows=page_.rows,
        leaf=Leaf(len(page_.rows), before=page_.before, after=page_.after),
        filters=[Filter("kind", _("类型"), kinds, kind)],
        name=name,
    )


@page("administrator", methods=ACT)
def office(request: Request, ref: int) -> HttpResponse:
    """One institution; POST corrects what is on record of it."""
    found = queries.register("", "").filter(pk=ref).first()
    if found is None:
        raise NotFound
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=known(found))
    if form.is_valid():
        changed = attempt(request, form, describe_institution, institution=ref, **form.given())
        if changed is not None:
            messages.success(request, _("单位资料已保存，门户上马上看到。"))
            return redirect("admin:offices")
    back = reverse("admin:offices")
    grave = [(reverse("admin:close_office", args=[ref]), _("注销这个单位"))] if found.kind in UNITS else []
    return show_act(
        request,
        form,
        "offices",
        title=found.name,
        button=_("保存"),
        back=back,
        facts=facts(found),
        ways=grave,
    )


@page("administrator", methods=ACT)
def close(request: Request, ref: int) -> HttpResponse:
    """A firm or an office is closed: nobody there is asked any more."""
    found = queries.register("", "").filter(pk=ref, kind__in=UNITS).first()
    if found is None:
        raise NotFound
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(request, form, close_unit, unit=ref, **form.given()) is not None:
        messages.success(
            request, _("单位已注销。正在等那里答复的案件另行安排，由那里的人承办的已提醒指派岗。")
        )
        return redirect("admin:offices")
    lead = _(
        "从今天起，不再推荐、点选这里的人。等他们答复的案件另行安排；由他们承办的，提醒指派岗核实是否更换。"
    )
    return show_act(
        request,
        form,
        "offices",
        title=_("注销%(name)s") % {"name": found.name},
        button=_("注销"),
        back=reverse("admin:office", args=[ref]),
        lead=lead,
        facts=facts(found),
        is_grave=True,
    )


def known(office: Institution) -> dict[str, Any]:
    """What stands, as the form shows it."""
    words = {True: "yes", False: "no", None: ""}
    return {name: getattr(office, name) for name in COLUMNS} | {"accessible": words[office.accessible]}


def facts(office: Institution) -> list[Fact]:
    """What is not changed here: papers and numbers carry it."""
    told = (
        (_("类型"), str(office.get_kind_display())),
        (_("所在地"), office.division.name),
        (_("设立单位"), office.parent.name if office.parent else ""),
        (_("案号简称"), office.number_prefix),
    )
    return [Fact(words, value) for words, value in told if value]


@page("administrator", methods=ACT)
def import_list(request: Request) -> HttpResponse:
    """Enter or correct a whole list; wrong rows are named, and then nothing is entered."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OfficeListForm(*sent)
    if form.is_valid():
        attempt(request, form, import_institutions, **form.given())
        if not form.errors:
            messages.success(request, _("名单已导入。"))
            return redirect("admin:offices")
    back = reverse("admin:offices")
    lead = _("名称已有的，改填了的那几格；没有的，新登记。有一行不对，就都不登记。")
    return show_act(request, form, "offices", title=_("导入单位名单"), button=_("导入"), back=back, lead=lead)
