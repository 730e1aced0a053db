"""My matters: what happened in words, what to do now, only what works is offered, nobody else's is found."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pictures import photo
from pytest_django import DjangoAssertNumQueries

from fayuan.assignment import operations as assignment
from fayuan.core.models import AuditRow
from fayuan.intake import operations as intake
from fayuan.matters.models import Matter
from fayuan.messaging.delivery import arrived
from fayuan.people.models import Lawyer

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(minutes=30)


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', html)
    assert found is not None, name
    return found[1] or found[2]


def url(matter: Matter, page: str = "") -> str:
    return f"/my/matters/{matter.ref}/{page}"


def refused_and_told(cast: Cast) -> Matter:
    """Refused, and the message has gone out: one may object."""
    matter = steps.refused(cast)
    arrived(matter.messages.get(template="refused"), NOW + timedelta(minutes=5))
    matter.refresh_from_db()
    return matter


def with_choice(cast: Cast) -> Matter:
    """Granted, and the applicant may choose."""
    matter = steps.granted(cast)
    return assignment.offer_choice(ref=matter.ref, by=cast.assigner, now=NOW + timedelta(minutes=10))


def test_the_list_shows_ones_own_matters_alone(applicant: Client, cast: Cast) -> None:
    mine = steps.received(cast)
    theirs = steps.received(cast, applicant=steps.PersonInput(id=cast.people["other_applicant"].pk))
    page = applicant.get("/my/matters/").content.decode()
    assert mine.number in page
    assert theirs.number not in page


def test_a_stranger_finds_no_page_of_the_matter(client: Client, cast: Cast) -> None:
    matter = steps.received(cast)
    client.force_login(cast.account("other_applicant"))
    for page in ("", "done/", "supplement/", "files/", "withdraw/", "object/", "choose/", "lawyer/", "next/"):
        assert client.get(url(matter, page)).status_code == 404, page


def test_a_clerk_does_not_meet_the_offices_matters_among_their_own(client: Client, cast: Cast) -> None:
    matter = steps.received(cast)
    client.force_login(cast.account("clerk"))
    assert matter.number not in client.get("/my/matters/").content.decode()
    assert client.get(url(matter)).status_code == 404


def test_the_timeline_tells_in_words_with_dates_and_links_the_decision(applicant: Client, cast: Cast) -> None:
    matter = steps.granted(cast)
    page = applicant.get(url(matter)).content.decode()
    for words in ("您交了申请", "同意给您法律援助", "看给予法律援助决定书", "等安排律师", "6月15日前"):
        assert words in page, words
    assert "审查意见" not in page


def test_a_view_is_recorded_and_the_title_names_nobody(applicant: Client, cast: Cast) -> None:
    matter = steps.granted(cast)
    page = applicant.get(url(matter)).content.decode()
    assert AuditRow.objects.filter(action="view_matter", subject_id=matter.ref).count() == 1
    assert "<title>办到哪一步了</title>" in page


def test_the_receipt_says_number_and_last_day(applicant: Client, cast: Cast) -> None:
    matter = steps.submitted(cast)
    page = applicant.get(url(matter, "done/")).content.decode()
    assert matter.number in page
    assert "6月22日（星期一）以前" in page


@pytest.mark.parametrize(
    ("stage", "offered"),
    [("submitted", {"withdraw", "files"}), ("granted", {"files"}), ("refused", {"object"})],
)
def test_what_is_offered_works_and_the_rest_is_not_shown(
    applicant: Client, cast: Cast, stage: str, offered: set[str]
) -> None:
    matter = refused_and_told(cast) if stage == "refused" else getattr(steps, stage)(cast)
    page = applicant.get(url(matter)).content.decode()
    for name in ("withdraw", "files", "object", "supplement", "choose", "lawyer", "next"):
        assert (url(matter, f"{name}/") in page) == (name in offered), name
    for name in offered:
        assert applicant.get(url(matter, f"{name}/")).status_code == 200, name


def test_an_application_is_withdrawn(applicant: Client, cast: Cast) -> None:
    matter = steps.received(cast)
    answer = applicant.post(url(matter, "withdraw/"), {"seen_version": matter.version, "reason": ""})
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.state == "withdrawn"


def test_a_stale_withdrawal_changes_nothing_shows_what_happened_and_then_works(
    applicant: Client, cast: Cast
) -> None:
    matter = steps.submitted(cast)
    seen = {
        name: hidden(applicant.get(url(matter, "withdraw/")).content.decode(), name)
        for name in ("seen_version", "seen_at")
    }
    intake.receive_application(ref=matter.ref, by=cast.clerk, now=LATER)
    answer = applicant.post(url(matter, "withdraw/"), {**seen, "reason": "已经私下解决"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已经私下解决" in page
    assert "刚才的变化" in page
    matter.refresh_from_db()
    assert matter.state == "received"
    again = applicant.post(
        url(matter, "withdraw/"), {"seen_version": matter.version, "reason": "已经私下解决"}
    )
    assert again.status_code == 302


def test_what_is_missing_is_handed_in_by_photograph(applicant: Client, cast: Cast) -> None:
    matter = steps.received(cast, materials=("application_form", "id_card", "group_proof"))
    intake.ask_supplement(
        ref=matter.ref, missing=["case_papers"], until=date(2026, 6, 19), by=cast.clerk, now=LATER
    )
    page = applicant.get(url(matter)).content.decode()
    assert "请您补交材料" in page
    assert "与申请事项有关的案件材料" in applicant.get(url(matter, "supplement/")).content.decode()
    assert applicant.post(url(matter, "supplement/"), {"once_key": "a"}).status_code == 422
    picture = SimpleUploadedFile("欠条.jpg", photo(), "image/jpeg")
    answer = applicant.post(url(matter, "supplement/"), {"once_key": "b", "case_papers": [picture]})
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.uploads.get().file_name) == ("received", "欠条.jpg")


def test_more_papers_are_taken_at_any_time(applicant: Client, cast: Cast) -> None:
    matter = steps.received(cast)
    picture = SimpleUploadedFile("b.jpg", photo(), "image/jpeg")
    assert (
        applicant.post(url(matter, "files/"), {"kind": "case_papers", "file": [picture]}).status_code == 302
    )
    assert applicant.post(url(matter, "files/"), {"kind": "case_papers"}).status_code == 422
    assert "b.jpg" in applicant.get(url(matter)).content.decode()


def test_a_refusal_is_objected_to(applicant: Client, cast: Cast) -> None:
    matter = refused_and_told(cast)
    page = applicant.get(url(matter, "object/")).content.decode()
    assert "石桥县司法局" in page
    assert "不予法律援助决定书" in page
    answer = applicant.post(url(matter, "object/"), {"seen_version": matter.version, "reason": "我没有收入"})
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.state == "objected"


def test_the_list_to_choose_from_shows_each_profile_and_no_number(applicant: Client, cast: Cast) -> None:
    matter = with_choice(cast)
    profile = Lawyer.objects.get(person=cast.people["lawyer"])
    profile.practice_since, profile.licence_number = date(2016, 11, 1), "19701201610000001"
    profile.teams, profile.profile, profile.words = ["women"], "耐心听您说。", "还没有人审核的话"
    profile.save()
    page = applicant.get(url(matter, "choose/")).content.decode()
    for words in ("律师", "正平律师事务所", "执业9年", "常办：劳动", "专门团队：妇女", "耐心听您说。"):
        assert words in page, words
    assert "19701201610000001" not in page
    assert "还没有人审核的话" not in page


def test_a_lawyer_is_chosen_and_nobody_is_chosen_beforehand(applicant: Client, cast: Cast) -> None:
    matter = with_choice(cast)
    assert "请您选一位律师" in applicant.get(url(matter)).content.decode()
    page = applicant.get(url(matter, "choose/")).content.decode()
    assert "高某" in page
    assert "白某" not in page  # not open to choice
    assert "checked" not in page
    given = {"seen_version": matter.version, "lawyer": cast.people["lawyer"].pk}
    assert applicant.post(url(matter, "choose/"), given).status_code == 302
    assert matter.assignments.get().person == cast.people["lawyer"]
    assert "等律师答复" in applicant.get(url(matter)).content.decode()


def test_another_lawyer_is_asked_for(applicant: Client, cast: Cast) -> None:
    matter = steps.granted(cast)
    given = {"ref": matter.ref, "lawyer": cast.people["lawyer"].pk}
    matter = assignment.assign_lawyer(**given, by=cast.assigner, now=LATER)
    page = applicant.get(url(matter)).content.decode()
    assert "高某" in page
    assert url(matter, "lawyer/") in page
    asked = {"seen_version": matter.version, "reason": "联系不上", "evidence": "通话记录\n\n短信"}
    assert applicant.post(url(matter, "lawyer/"), asked).status_code == 302
    assert matter.replacement_requests.get().evidence == ["通话记录", "短信"]
    assert applicant.get(url(matter, "lawyer/")).status_code == 404


def test_the_page_of_a_matter_asks_the_database_no_more_when_more_has_happened(
    applicant: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    young, old = steps.submitted(cast), steps.granted(cast)
    for matter in (young, old):
        with django_assert_max_num_queries(40):
            applicant.get(url(matter))


def test_the_list_asks_the_database_the_same_for_one_matter_and_for_many(
    applicant: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    steps.submitted(cast)
    applicant.get("/my/matters/")  # the first page somebody opens makes their key in the trail
    with CaptureQueriesContext(connection) as one:
        applicant.get("/my/matters/")
    for _ in range(5):
        steps.submitted(cast)
    assert len(one) <= 12
    with django_assert_num_queries(len(one)):
        applicant.get("/my/matters/")
