"""What people mistype, send twice, too late or to do harm: a plain sentence each time, and nothing typed lost."""

import io
from datetime import datetime
from typing import Any

import pytest
from desk_pages import Desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook

from fayuan.core.clock import SHANGHAI
from fayuan.matters.models import Matter
from fayuan.people.identity import id_check_letter

import steps
from cast import Cast

APPLIED = {
    **{"name": "罗某某", "channel": "window", "subject": "labour_remuneration", "form": "arbitration"},
    "facts": "老板拖欠三个月工钱",
}
KEPT = ("罗某某", "老板拖欠三个月工钱")


def told(answer: HttpResponse, says: str, status: int = 422) -> str:
    """The page of an answer that says this, by its status."""
    page = answer.content.decode()
    assert answer.status_code == status
    assert says in page, says
    return page


def applied(cast: Cast, **typed: Any) -> HttpResponse:
    return Desk(cast, "clerk").post("new_application", **APPLIED | typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"id_number": "970102198813011234"}, "身份证号不对"),
        ({"id_number": "97010219880420123"}, "身份证号不对"),
        ({"id_number": "不记得了"}, "身份证号不对"),
        ({"phone": "23900000001"}, "手机号是11位数字"),
        ({"phone": "1390000000100"}, "手机号是11位数字"),
        ({"claim": "-5"}, "金额不能小于0"),
        ({"claim": "1e9"}, "金额只写数字"),
        ({"claim": "99999999999999"}, "这个金额太大了"),
        ({"limitation_year": "2026", "limitation_month": "2", "limitation_day": "30"}, "没有这一天"),
        ({"limitation_year": "99999", "limitation_month": "1", "limitation_day": "1"}, "没有这一天"),
        ({"facts": "老板拖欠三个月工钱" + "字" * 10_000}, "最多写"),
        ({"facts": "老板拖欠三个月工钱\x00"}, "看不见的字符"),
        ({"name": "罗某某\x00"}, "看不见的字符"),
        ({"opponents": "某公司\x00，雇主"}, "看不见的字符"),
    ],
)
def test_an_impossible_value_is_named_and_nothing_is_lost(
    cast: Cast, typed: dict[str, str], says: str
) -> None:
    page = told(applied(cast, **typed), says).replace("\x00", "")
    for words in KEPT:
        assert words in page
    for value in typed.values():
        assert value.replace("\x00", "") in page
    assert not Matter.objects.exists()


def test_a_choice_that_nobody_offered_is_refused(cast: Cast) -> None:
    page = told(applied(cast, subject="no_such_matter"), "请从列出的选项里选")
    for words in KEPT:
        assert words in page


def test_full_width_digits_and_spaces_are_read_as_what_they_mean(cast: Cast) -> None:
    answer = applied(
        cast,
        id_number="９７０１０２ １９８８０４２０ １２３９",
        phone="１３８ ０００0-0000",
        claim="２３，２００元",
    )
    assert answer.status_code == 302
    matter = Matter.objects.get()
    person = matter.parties.get(role="applicant").person
    assert person is not None
    assert (person.id_number, person.phone) == ("970102198804201239", "13800000000")
    assert matter.claim_fen == 2_320_000


def test_a_birth_date_to_come_is_no_birth_date(client: Client, cast: Cast) -> None:
    client.force_login(cast.account("court_officer"))
    notice = {
        **{"authority": cast.court.pk, "form": "defence", "reason": "minor", "stage": "first_instance"},
        **{"name": "许某", "sex": "m", "offence": "盗窃罪", "contact": "孔法官", "once_key": "one"},
    }
    for year, says in (("2999", "出生日期不能晚于今天"), ("199O", "没有这一天")):
        born = {"born_year": year, "born_month": "12", "born_day": "1"}
        page = told(client.post("/authority/new/", notice | born), says)
        assert f'value="{year}"' in page
        assert "盗窃罪" in page
    assert not Matter.objects.exists()


def number(order: int) -> str:
    """The identity number of somebody who does not exist, each their own."""
    front = f"97010219{80 + order % 20}0101{order:03d}"
    return front + id_check_letter(front)


def csv(rows: list[str]) -> bytes:
    return "\n".join(["姓名,身份证号", *rows]).encode()


def listed(cast: Cast, content: bytes, name: str = "名单.csv") -> HttpResponse:
    return applied(cast, member_list=SimpleUploadedFile(name, content))


def formula() -> bytes:
    """A workbook whose second row holds a formula."""
    book, made = Workbook(), io.BytesIO()
    for row in (["姓名", "身份证号"], ["王某", '="97010219800101000"&"0"']):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def test_five_hundred_are_taken_and_one_more_is_too_many(cast: Cast) -> None:
    many = [f"工友{order},{number(order)}" for order in range(500)]
    page = told(listed(cast, csv(many)), "第501行：一件申请最多500人，申请人也算在内")
    for words in KEPT:
        assert words in page
    assert not Matter.objects.exists()
    assert listed(cast, csv(many[:499])).status_code == 302
    assert Matter.objects.get().member_count == 500


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (csv([f"王某,{number(1)}", f"王某某,{number(1)}"]), "名单.csv", "第3行：和第2行是同一个人"),
        (formula(), "名单.xlsx", "第2行：有单元格是公式"),
        (csv(["=cmd|' /C calc'!A1,"]), "名单.csv", "第2行"),
        ("姓名,身份证号\n王某,\n".encode("utf-16"), "名单.csv", "编码"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "名单.csv", "名单"),
        (csv(["王某\x00,"]), "名单.csv", ""),
    ],
)
def test_a_list_that_cannot_be_is_named_by_row_and_nothing_is_lost(
    cast: Cast, content: bytes, name: str, says: str
) -> None:
    page = told(listed(cast, content, name), says)
    for words in KEPT:
        assert words in page
    assert not Matter.objects.exists()


def test_sixty_megabytes_are_refused_by_name(cast: Cast) -> None:
    matter = steps.received(cast)
    large = SimpleUploadedFile("录像.jpg", b"\xff\xd8\xff" + bytes(60 * 2**20), "image/jpeg")
    page = told(
        Desk(cast, "clerk").post("files", matter.ref, kind="case_papers", documents=[large]), "录像.jpg"
    )
    assert "50" in page
    assert not matter.uploads.exists()


@pytest.mark.parametrize("name", ["工资条.jpg", "判决书.pdf", "说明.docx"])
def test_a_program_under_another_name_is_refused_by_name(cast: Cast, name: str) -> None:
    matter = steps.received(cast)
    program = SimpleUploadedFile(name, b"MZ\x90\x00 This program cannot be run in DOS mode.")
    told(Desk(cast, "clerk").post("files", matter.ref, kind="case_papers", documents=[program]), f"{name}：")
    assert not matter.uploads.exists()


def test_a_stale_form_shows_what_others_wrote_beside_what_was_typed(cast: Cast) -> None:
    matter = steps.examined(cast)
    desk = Desk(cast, "approver")
    hidden = desk.hidden("decide", matter.ref)
    Desk(cast, "clerk", desk.now).send("withdraw", matter.ref, reason="已经和解", in_writing="on")
    desk.now += 2 * steps.MINUTE
    typed = {"outcome": "refuse", "ground": "means_exceeded", "reason": "家庭收入超过标准"}
    page = told(desk.post("decide", matter.ref, **hidden, **typed), "您打开以后的变化", 409)
    assert "撤回申请" in page
    assert "家庭收入超过标准" in page


def test_the_same_form_twice_makes_one_application(cast: Cast) -> None:
    desk = Desk(cast, "clerk")
    hidden = desk.hidden("new_application")
    answers = [desk.post("new_application", **hidden, **APPLIED) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Matter.objects.count() == 1


def test_the_same_key_with_other_contents_is_refused_and_nothing_is_lost(cast: Cast) -> None:
    desk = Desk(cast, "clerk")
    hidden = desk.hidden("new_application")
    desk.post("new_application", **hidden, **APPLIED)
    page = desk.post("new_application", **hidden, **APPLIED | {"name": "另一人"}).content.decode()
    assert "另一人" in page
    assert Matter.objects.count() == 1


def test_a_step_that_the_state_does_not_admit_says_what_can_be_done(cast: Cast) -> None:
    matter = steps.submitted(cast)
    desk = Desk(cast, "approver")
    for answer in (desk.ask("decide", matter.ref), desk.post("decide", matter.ref, outcome="grant")):
        assert "本案现在是“已提交”" in told(answer, "现在可以：受理", 409)
    matter.refresh_from_db()
    assert matter.state == "submitted"


def test_in_a_year_whose_holidays_are_unpublished_the_last_day_is_provisional(cast: Cast) -> None:
    late = datetime(2027, 12, 30, 9, 0, tzinfo=SHANGHAI)
    matter = steps.received(cast, late)
    timer = matter.timers.get(name="decide")
    assert timer.provisional
    page = Desk(cast, "examiner", late + steps.MINUTE).read("workspace", matter.ref)
    assert "暂定，放假安排未公布" in page
