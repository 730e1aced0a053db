"""The panel of those who take cases: the system administrator enrols them, one by one or from a list, keeps their
profiles, approves their own words, warns and removes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fayuan.core.paging import sheet
from fayuan.matching.specialities import WORDS
from fayuan.people import registers
from fayuan.people.models import Lawyer
from fayuan.people.operations import approve_own_words, caution_lawyer, enrol_lawyer
from fayuan.people.panel_list import import_panel
from fayuan.web.admin.forms import CautionForm, ConfirmForm, LawyerForm, PanelListForm
from fayuan.web.admin.frame import ACT, show, show_act
from fayuan.web.admin.words import facts
from fayuan.web.shared.page import attempt, page
from fayuan.web.shared.pieces import Leaf
from fayuan.web.shared.request import Request

REF = "person__account__ref"


@page("administrator")
def lawyers(request: Request) -> HttpResponse:
    """Those on the panel, of one unit or all, a page at a time."""
    asked = request.GET
    unit = asked.get("unit", "").strip()
    found = sheet(
        registers.lawyers(unit=unit),
        "id",
        mark=REF,
        before=asked.get("before", ""),
        after=asked.get("after", ""),
    )
    rows = [(each, specialities(each)) for each in found.rows]
    leaf = Leaf(len(rows), before=found.before, after=found.after)
    return show(request, "lawyers.html", "lawyers", rows=rows, leaf=leaf, unit=unit)


def specialities(profile: Lawyer) -> str:
    """What they are good at, in words."""
    return _("、").join(WORDS.get(key, key) for key in profile.specialities) or "—"


@page("administrator", methods=ACT)
def enrol(request: Request, ref: str) -> HttpResponse:
    """Enrol the owner of an account, or correct their profile."""
    account = registers.account(ref, request.now)
    profile = getattr(account.person, "lawyer", None)
    form = LawyerForm(request.POST if request.method == "POST" else None, initial=known(profile))
    if form.is_valid():
        given = form.given()
        told = {"person": account.person_id, "unit": given.pop("unit").pk, "profile": given}
        if attempt(request, form, enrol_lawyer, **told) is not None:
            messages.success(request, _("执业信息已保存。要接案，还要由安全管理员授予“法律援助人员”岗位。"))
            return redirect("admin:account", ref)
    title = _("法律援助人员信息")
    back = reverse("admin:account", args=[ref])
    about = facts(account, request.now)
    return show_act(request, form, "lawyers", title=title, button=_("保存"), back=back, facts=about)


def known(profile: Lawyer | None) -> dict[str, Any]:
    """The profile as it stands."""
    return {name: getattr(profile, name) for name in LawyerForm.base_fields if hasattr(profile, name)}


@page("administrator", methods=ACT)
def import_list(request: Request) -> HttpResponse:
    """Enter a whole list; wrong rows are named, and then nobody is entered."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PanelListForm(*sent)
    if form.is_valid() and attempt(request, form, import_panel, **form.given()) is not None:
        messages.success(request, _("名单已导入。新开的账户要重发一次性密码，再由安全管理员授予岗位。"))
        return redirect("admin:lawyers")
    back = reverse("admin:lawyers")
    return show_act(request, form, "lawyers", title=_("导入名单"), button=_("导入"), back=back)


@page("administrator", methods=ACT)
def caution(request: Request, ref: str) -> HttpResponse:
    """Warn somebody, remove them from the panel, or take them back."""
    account = registers.account(ref, request.now)
    form = CautionForm(request.POST if request.method == "POST" else None)
    if (
        form.is_valid()
        and attempt(request, form, caution_lawyer, person=account.person_id, **form.given()) is not None
    ):
        messages.success(request, _("已记在本人的表上。"))
        return redirect("admin:account", ref)
    about = facts(account, request.now)
    back = reverse("admin:account", args=[ref])
    return show_act(
        request, form, "lawyers", title=_("警示、移出或者恢复"), button=_("记下"), back=back, facts=about
    )


@page("administrator", methods=ACT)
def approve_words(request: Request, ref: str) -> HttpResponse:
    """Let applicants read what somebody says about themselves."""
    account = registers.account(ref, request.now)
    profile = getattr(account.person, "lawyer", None)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(request, form, approve_own_words, person=account.person_id) is not None:
        messages.success(request, _("受援人点选时可以看到了。"))
        return redirect("admin:account", ref)
    lead = profile.words if profile and profile.words else _("没有等审核的自我介绍。")
    back = reverse("admin:account", args=[ref])
    return show_act(
        request, form, "lawyers", title=_("审核自我介绍"), button=_("准予公开"), back=back, lead=lead
    )
