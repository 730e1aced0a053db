"""One sheet for one lawyer (一人一表): who they are, what they know and what proves it, what they have."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fayuan.assignment.queries import leaves_of, panel_near
from fayuan.assignment.workload import workload
from fayuan.core import audit
from fayuan.core.errors import NotFound
from fayuan.matching.specialities import WORDS
from fayuan.people.models import Lawyer
from fayuan.web.desk.frame import show
from fayuan.web.desk.policies import own_agency
from fayuan.web.shared.dates import local_day
from fayuan.web.shared.fields import yuan
from fayuan.web.shared.page import page
from fayuan.web.shared.pieces import Entry, Fact
from fayuan.web.shared.request import Request


@page("desk")
def lawyer(request: Request, ref: str) -> HttpResponse:
    """The sheet of somebody whom the agency may ask, by the reference of their account."""
    agency = own_agency(request, "assigner", "approver")
    near = panel_near(agency, request.now)
    profile = near.filter(person__account__ref=ref).first()
    if profile is None:
        raise NotFound
    audit.record(request.actor, request.now, "view_lawyer", subject=profile.person)
    return show(
        request,
        "lawyer.html",
        "lawyers",
        profile=profile,
        facts=facts(profile, request.now),
        hand=in_hand(profile, request.now),
        evidence=[
            Fact(WORDS.get(key, key), profile.evidence.get(key) or "—") for key in profile.specialities
        ],
        leaves=leaves_of(profile.person_id, request.now),
        cautions=cautions(profile),
    )


def facts(profile: Lawyer, now: datetime) -> list[Fact]:
    """What does not change from day to day."""
    teams = _("、").join(str(Lawyer.Team(team).label) for team in profile.teams)
    return [
        Fact(_("执业机构"), profile.unit.name),
        Fact(_("类别"), str(profile.get_kind_display())),
        Fact(_("执业证号"), profile.licence_number or "—"),
        Fact(_("执业年限"), years(profile, now)),
        Fact(_("刑事辩护起始"), f"{profile.defence_since}" if profile.defence_since else "—"),
        Fact(_("语言"), _("、").join(profile.person.languages) or _("普通话")),
        Fact(_("专门团队"), teams or "—"),
        Fact(_("每周最多"), _("%(count)d件") % {"count": profile.weekly_capacity}),
        Fact(_("受援人点选"), _("开放") if profile.open_to_choice else _("没有开放")),
        Fact(_("接案"), _("暂停") if profile.suspended else _("正常")),
    ]


def years(profile: Lawyer, now: datetime) -> str:
    """Whole years since the licence."""
    since, today = profile.practice_since, local_day(now)
    if since is None:
        return _("没有登记")
    whole = today.year - since.year - ((today.month, today.day) < (since.month, since.day))
    return _("%(years)d年（%(since)s起）") % {"years": whole, "since": since}


def in_hand(profile: Lawyer, now: datetime) -> list[Fact]:
    """What they have today."""
    person = profile.person_id
    found = workload([person], now)
    return [
        Fact(_("在办件数"), _("%(count)d件") % {"count": found.open_cases[person]}),
        Fact(_("七日内接案"), _("%(count)d件") % {"count": found.taken.get(person, 0)}),
        Fact(_("今年补贴（元）"), yuan(found.earned.get(person, 0))),
    ]


def cautions(profile: Lawyer) -> list[Entry]:
    """Warnings, removals and returns, the newest first."""
    return [
        Entry(f"{each.at:%Y-%m-%d}", str(each.get_kind_display()), by=each.by_name, note=each.reason)
        for each in profile.cautions.order_by("-at")
    ]
