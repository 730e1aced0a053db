"""A lawyer's cases: found by who handles them, with what handling needs; numbers are seen for a reason."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pictures import photo
from pytest_django import DjangoAssertNumQueries

from fayuan.assignment import operations as assignment
from fayuan.core.models import AuditRow
from fayuan.dossier.operations import hand_in_file
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=10)


def url(matter: Matter, page: str = "") -> str:
    return f"/lawyer/cases/{matter.ref}/{page}"


def test_the_list_shows_the_cases_in_hand_with_their_clocks(lawyer: Client, cast: Cast) -> None:
    steps.assigned(cast)
    page = lawyer.get("/lawyer/cases/").content.decode()
    assert "李某　请求工伤事故人身损害赔偿" in page
    assert "充裕" in page
    assert "李某" not in lawyer.get("/lawyer/cases/?ended").content.decode()


def test_the_case_page_says_what_to_do_now(lawyer: Client, cast: Cast) -> None:
    page = lawyer.get(url(steps.assigned(cast))).content.decode()
    assert "签委托手续" in page
    page = lawyer.get(url(steps.handling(cast))).content.decode()
    assert "记办案记录" in page
    assert "交结案材料" in page


def test_nobody_else_finds_the_case(client: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    for who in ("other_lawyer", "firm_head", "applicant"):
        client.force_login(cast.account(who))
        for page in ("", "log/", "close/", "files/", "people/0/phone/"):
            assert client.get(url(matter, page)).status_code == 404, (who, page)


def test_who_was_replaced_finds_it_no_more(lawyer: Client, cast: Cast) -> None:
    matter = steps.assigned(cast)
    other = cast.people["other_lawyer"].pk
    assignment.replace_lawyer(ref=matter.ref, lawyer=other, reason="本人请求", by=cast.assigner, now=SOON)
    assert lawyer.get(url(matter)).status_code == 404


def test_the_telephone_is_seen_whole_for_a_reason(lawyer: Client, cast: Cast) -> None:
    matter = steps.assigned(cast)
    assert "13900000001" not in lawyer.get(url(matter)).content.decode()
    page = url(matter, "people/0/phone/")
    assert "13900000001" not in lawyer.get(page).content.decode()
    assert lawyer.post(page, {"once_key": "a"}).status_code == 422
    seen = lawyer.post(page, {"once_key": "b", "reason": "contact"}).content.decode()
    assert 'href="tel:13900000001"' in seen
    assert AuditRow.objects.get(action="unmask").reason == "contact"


def test_the_agreement_is_signed(lawyer: Client, cast: Cast) -> None:
    matter = steps.assigned(cast)
    answer = lawyer.post(url(matter, "agreement/"), {"seen_version": matter.version})
    assert answer["Location"] == url(matter)
    matter.refresh_from_db()
    assert matter.state == "handling"


def test_a_stale_agreement_changes_nothing_and_says_what_happened(lawyer: Client, cast: Cast) -> None:
    matter = steps.assigned(cast)
    seen = {"seen_version": matter.version - 1, "seen_at": "2026-06-12T01:00:00.000000"}
    answer = lawyer.post(url(matter, "agreement/"), seen)
    assert answer.status_code == 409
    assert "刚才的变化" in answer.content.decode()


def test_a_line_of_the_record_is_written_and_the_client_told(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    given = {"what": "filed", "on_year": "2026", "on_month": "6", "on_day": "12", "note": "已立案"}
    assert lawyer.post(url(matter, "log/"), {"seen_version": matter.version, **given}).status_code == 302
    assert matter.log.get().note == "已立案"
    assert matter.messages.filter(template="log_filed").exists()
    assert "已立案" in lawyer.get(url(matter)).content.decode()


def test_a_day_to_come_is_no_day_on_which_something_was_done(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    given = {"what": "met", "on_year": "2026", "on_month": "7", "on_day": "1"}
    answer = lawyer.post(url(matter, "log/"), {"seen_version": matter.version, **given})
    assert answer.status_code == 422
    assert "日期不能晚于今天" in answer.content.decode()


@pytest.mark.parametrize("hour", ["9:30", "９：３０", "09.30"])
def test_a_hearing_is_written_down_in_any_way_people_write_hours(
    lawyer: Client, cast: Cast, hour: str
) -> None:
    matter = steps.handling(cast)
    given = {"on_year": "2026", "on_month": "6", "on_day": "30", "hour": hour, "place": "石桥县仲裁院第一庭"}
    assert lawyer.post(url(matter, "hearing/"), {"seen_version": matter.version, **given}).status_code == 302
    assert f"{matter.hearings.get().at:%H:%M}" == "01:30"  # in universal time
    assert "石桥县仲裁院第一庭" in lawyer.get("/lawyer/").content.decode()


def test_a_difficult_case_is_reported(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    given = {"seen_version": matter.version, "why": "difficult", "note": "证据不足"}
    assert lawyer.post(url(matter, "report/"), given).status_code == 302
    assert matter.reports.get().why == "difficult"


CLOSE = {
    "outcome": "partly_won",
    "document": "仲裁裁决书",
    "received_on_year": "2026",
    "received_on_month": "6",
    "received_on_day": "12",
    "recovered_fen": "15,200",
}


def test_what_the_closing_lacks_is_named_before_it_goes(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    given = {"seen_version": matter.version, "once_key": "a", **CLOSE, "papers": ["证据材料"]}
    answer = lawyer.post(url(matter, "close/"), given)
    page = answer.content.decode()
    assert "还缺3样" in page
    assert "结案报告表" in page
    matter.refresh_from_db()
    assert matter.state == "handling"
    assert lawyer.post(url(matter, "close/"), {**given, "once_key": "b"}).status_code == 422


def test_what_was_uploaded_need_not_be_named_again_in_the_closing(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    for kind in ("劳动仲裁申请书", "证据材料", "仲裁裁决书", "结案报告表"):
        hand_in_file(ref=matter.ref, kind=kind, file_name="a.jpg", content=photo(), by=cast.lawyer, now=SOON)
    given = {"seen_version": matter.version, "once_key": "a", **CLOSE}
    assert lawyer.post(url(matter, "close/"), given).status_code == 302
    matter.refresh_from_db()
    assert matter.state == "closing"


def test_a_whole_closing_goes_at_once(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    papers = {"papers": ["起诉状或者申请书", "证据材料", "结案报告表"], "others": "仲裁裁决书\n"}
    answer = lawyer.post(url(matter, "close/"), {"seen_version": matter.version, **CLOSE, **papers})
    assert answer.status_code == 302
    closing = matter.closings.get()
    assert (closing.recovered_fen, closing.received_on) == (1_520_000, date(2026, 6, 12))
    assert closing.papers[-1] == "仲裁裁决书"


def test_papers_are_handed_in_under_the_name_that_the_closing_asks_for(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    file = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    assert lawyer.post(url(matter, "files/"), {"kind": "证据材料", "file": [file]}).status_code == 302
    page = lawyer.get(url(matter, "close/")).content.decode()
    assert 'value="证据材料" id="id_papers_1" checked' in page


def test_the_subsidies_are_listed_with_their_sum(lawyer: Client, cast: Cast) -> None:
    page = lawyer.get("/lawyer/payments/").content.decode()
    assert "今年补贴0元" in page


def test_pages_ask_the_database_no_more_for_many_cases(
    lawyer: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        steps.handling(cast)
    for address in ("/lawyer/", "/lawyer/cases/"):
        with django_assert_max_num_queries(14):
            lawyer.get(address)


def test_one_case_is_read_with_a_bounded_number_of_questions(
    lawyer: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    matter = steps.handling(cast)
    with django_assert_max_num_queries(30):
        lawyer.get(url(matter))
