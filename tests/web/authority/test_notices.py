"""An authority's desk: it sends a notice, sees its own and no other's, learns the lawyer, tells what has changed."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from fayuan.assignment.operations import assign_lawyer
from fayuan.core.models import AuditRow
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast


@pytest.fixture
def court(client: Client, cast: Cast) -> Client:
    client.force_login(cast.account("court_officer"))
    return client


def filled(cast: Cast, **changes: Any) -> dict[str, Any]:
    given = {
        "authority": cast.court.pk,
        "form": "defence",
        "reason": "minor",
        "stage": "first_instance",
        "name": "许某",
        "sex": "m",
        "born_year": "2009",
        "born_month": "12",
        "born_day": "1",
        "offence": "盗窃罪",
        "contact": "孔法官 0999-1234567",
        "co_defendants": "甲某\n乙某",
        "once_key": "one-notice",
    }
    return given | changes


def test_a_notice_is_with_the_agency_the_moment_it_is_sent(court: Client, cast: Cast) -> None:
    answer = court.post("/authority/new/", filled(cast))
    matter = Matter.objects.get(origin="notice")
    assert answer.headers["Location"] == f"/authority/notices/{matter.ref}/"
    assert matter.state == "awaiting_assignment"
    assert matter.parties.filter(role="co_defendant").count() == 2


def test_a_double_click_sends_one_notice(court: Client, cast: Cast) -> None:
    for _ in range(2):
        court.post("/authority/new/", filled(cast))
    assert Matter.objects.filter(origin="notice").count() == 1


def test_what_is_missing_is_named_and_what_was_typed_stays(court: Client, cast: Cast) -> None:
    answer = court.post("/authority/new/", filled(cast, name="", offence="抢劫罪"))
    assertContains(answer, "抢劫罪", status_code=422)
    assertContains(answer, "请填写姓名", status_code=422)
    assert not Matter.objects.exists()


def test_nobody_is_born_tomorrow(court: Client, cast: Cast) -> None:
    assertContains(
        court.post("/authority/new/", filled(cast, born_year="2099")), "不能晚于今天", status_code=422
    )


def test_a_notice_is_written_for_ones_own_authority_only(court: Client, cast: Cast) -> None:
    answer = court.post("/authority/new/", filled(cast, authority=cast.police.pk))
    assert answer.status_code == 422


def test_the_list_shows_our_own_notices_alone(court: Client, cast: Cast) -> None:
    ours = steps.notified(cast)
    assertContains(court.get("/authority/"), ours.number)
    court.force_login(cast.account("police_officer"))
    assert ours.number not in court.get("/authority/").content.decode()
    assert court.get(f"/authority/notices/{ours.ref}/").status_code == 404


def test_the_notice_says_who_the_lawyer_is_once_there_is_one(court: Client, cast: Cast) -> None:
    matter = steps.notified(cast)
    assertContains(court.get(f"/authority/notices/{matter.ref}/"), "正在指派律师")
    assigned = assign_lawyer(ref=matter.ref, lawyer=cast.people["defender"].pk, by=cast.assigner, now=NOW)
    page = court.get(f"/authority/notices/{assigned.ref}/")
    assertContains(page, "顾某")
    assertContains(page, "法律援助公函")


def test_looking_at_a_notice_leaves_an_audit_row(court: Client, cast: Cast) -> None:
    matter = steps.notified(cast)
    court.get(f"/authority/notices/{matter.ref}/")
    assert AuditRow.objects.filter(action="view_matter", subject_id=matter.ref).count() == 1


def test_a_changed_hearing_is_told(court: Client, cast: Cast) -> None:
    matter = steps.notified(cast)
    given = {"what": "hearing", "place": "第三法庭", "on_year": "2027", "on_month": "1", "on_day": "5"}
    answer = court.post(f"/authority/notices/{matter.ref}/change/", given)
    assert answer.status_code == 302
    assert matter.notice_changes.get().on.isoformat() == "2027-01-05"


def test_an_unknown_act_is_no_address(court: Client, cast: Cast) -> None:
    matter = steps.notified(cast)
    assert court.get(f"/authority/notices/{matter.ref}/nonsense/").status_code == 404
