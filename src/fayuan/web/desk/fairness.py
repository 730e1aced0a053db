"""How the cases are spread over the lawyers of a place: to look at, and as a file."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.assignment.fairness import Watch, watch
from fayuan.core import audit
from fayuan.web.desk.frame import show
from fayuan.web.desk.policies import own_agency
from fayuan.web.shared.exports import csv_file
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Figure
from fayuan.web.shared.request import Request

MOST = 300  # on the page; the file has all


@page("desk")
def fairness(request: Request) -> HttpResponse:
    """Figures of the whole, groups side by side, and each lawyer."""
    agency = own_agency(request, "assigner", "approver")
    found = watch(agency, request.now)
    audit.record(request.actor, request.now, "view_fairness", subject=agency)
    groups = [
        (_("按专长"), found.fields),
        (_("按性别"), found.sexes),
        (_("按执业年限"), found.years),
        (_("按单位"), found.firms),
    ]
    return show(
        request,
        "fairness.html",
        "lawyers",
        watch=found,
        figures=figures(found),
        groups=groups,
        shares=found.shares[:MOST],
    )


def figures(found: Watch) -> list[Figure]:
    """The whole in three numbers."""
    return [
        Figure(f"{found.gini_load:.2f}", _("手上负荷的基尼系数，0是人人一样")),
        Figure(f"{found.gini_earned:.2f}", _("今年补贴的基尼系数")),
        Figure(f"{found.most_lately} / {found.least_lately}", _("三十日内接案最多和最少的人（件）")),
    ]


@page("desk")
def export(request: Request) -> HttpResponse:
    """Each lawyer on a line."""
    agency = own_agency(request, "assigner", "approver")
    found = watch(agency, request.now)
    head = [
        _("姓名"),
        _("单位"),
        _("性别"),
        _("在办件数"),
        _("负荷"),
        _("三十日内接案"),
        _("今年补贴（元）"),
        _("最近一次指派"),
        _("超过公平份额"),
    ]
    rows = [
        [
            share.profile.person.name,
            share.profile.unit.name,
            share.profile.person.get_sex_display(),
            share.open_cases,
            f"{share.load / 10:.1f}",
            share.lately,
            yuan(share.earned_fen),
            share.last.isoformat() if share.last else "",
            _("是") if found.fair.exceeded_by(share.load) else "",
        ]
        for share in found.shares
    ]
    audit.record(request.actor, request.now, "export_fairness", subject=agency, details={"rows": len(rows)})
    return csv_file(_("负荷和公平"), head, rows)
