"""The pages about an agency's lawyers: how they are found, the night's proposal, the spread, one sheet for each."""

from desk_pages import Desk

from fayuan.assignment import nights, traces
from fayuan.assignment.models import Night
from fayuan.assignment.operations import set_policy
from fayuan.assignment.queries import policy_of

import steps
from cast import NOW, Cast


def test_the_head_says_how_lawyers_are_found(cast: Cast) -> None:
    desk = Desk(cast, "approver")
    given = {"mode": "call", "after": "proposal", "choice_hours": 12, "answer_hours": 6}
    page = desk.send("policy", **given, shortlist=5, invited=4, fair_share=120)
    assert "指派办法已确定" in page
    policy = policy_of(cast.agency)
    assert (policy.mode, policy.answer_hours, policy.agency.choice_hours) == ("call", 6, 12)
    assert policy.fair_share == 120


def test_hours_past_the_three_days_are_refused_and_stay_in_the_form(cast: Cast) -> None:
    desk = Desk(cast, "approver")
    given = {"mode": "call", "after": "proposal", "choice_hours": 99, "answer_hours": 6}
    answer = desk.post("policy", **desk.hidden("policy"), **given, shortlist=5, invited=4)
    assert answer.status_code == 422
    assert 'value="99"' in answer.content.decode()


def test_a_night_is_asked_for_looked_at_and_confirmed(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "assigner")
    assert desk.post("ask_night", **desk.hidden("nights", form="plain")).status_code == 302
    assert "正在推算" in desk.read("nights")
    nights.run(Night.objects.get().pk, desk.now)
    page = desk.read("nights")
    assert "擅长劳动" in page
    assert "不可能低于" in page
    line = Night.objects.get().lines.get()
    answer = desk.post("confirm_night", **desk.hidden("nights", form="plain"), lines=[line.pk])
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.state == "assigned"


def test_the_spread_shows_who_has_what(cast: Cast) -> None:
    steps.handling(cast)
    page = Desk(cast, "assigner").read("fairness")
    assert "基尼系数" in page
    assert "公平份额" not in page
    set_policy(agency=cast.agency.pk, mode="proposal", fair_share=150, by=cast.approver, now=NOW)
    page = Desk(cast, "assigner").read("fairness")
    assert "公平份额是人均负荷的150%，现在是5.0件普通诉讼；有0人超过" in page
    assert "婚姻家庭" in page
    assert "高某" in page
    answer = Desk(cast, "assigner").ask("export_fairness")
    assert "高某,正平律师事务所" in answer.content.decode()


def test_a_lawyers_sheet_says_years_and_leave(cast: Cast) -> None:
    ref = cast.account("lawyer").ref
    page = Desk(cast, "assigner").read("lawyer", ref)
    assert "13年" in page
    assert "没有登记休假" in page


def test_a_conflict_elsewhere_shows_the_county_and_not_whose(cast: Cast) -> None:
    steps.submitted(cast)
    traces.catch_up(all_of_them=True)
    answer = Desk(cast, "far_clerk").post("conflicts", name="李某")
    page = answer.content.decode()
    assert "石桥县" in page
    assert "不在您的范围内" in page
    own = Desk(cast, "clerk").post("conflicts", name="李某", phone="13900000001")
    assert [(row.band, bool(row.ref)) for row in own.context["rows"]] == [("明确", True)]


def test_the_record_keeps_who_was_considered_and_an_override_with_its_reason(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "assigner")
    desk.post("propose", matter.ref, **desk.hidden("assign", matter.ref, form="plain"))
    given = {"ref": matter.ref, "lawyer": cast.people["other_lawyer"].pk, "reason": "受援人住得近"}
    steps.assignment.assign_lawyer(**given, by=cast.assigner, now=desk.now)
    page = desk.read("record", matter.ref)
    assert "受援人住得近" in page
    assert "抽签号" in page
    assert NOW.strftime("%m-%d") in page


def test_several_lawyers_are_asked_at_once_from_the_page(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "assigner")
    answer = desk.post("open_call", matter.ref, **desk.hidden("assign", matter.ref, form="plain"))
    assert answer.status_code == 302
    assert "已征集" in desk.read("assign", matter.ref)
