"""Consultations at the window: kept, listed, and grown into applications without telling everything again."""

import pytest
from desk_pages import Desk
from django.core.files.uploadedfile import SimpleUploadedFile

from fayuan.intake import operations as intake
from fayuan.intake.models import Consultation
from fayuan.matters.models import Matter

import steps
from cast import Cast

ASKED = {"channel": "window", "question": "工钱被拖欠怎么办", "answer": "可以仲裁"}
APPLIED = {
    "channel": "window",
    "subject": "labour_remuneration",
    "form": "arbitration",
    "facts": "拖欠三个月",
}


def test_somebody_without_a_name_gets_an_answer_too(cast: Cast) -> None:
    Desk(cast, "clerk").send("register", **ASKED)
    assert Consultation.objects.get().person is None


def test_what_was_said_is_not_asked_again(cast: Cast) -> None:
    desk = Desk(cast, "clerk")
    desk.send("register", **ASKED, name="罗某", phone="13800000000", subject="labour_remuneration")
    page = desk.read("apply", Consultation.objects.get().ref)
    assert "罗某" in page
    assert 'name="name"' not in page
    assert "工钱被拖欠怎么办" in page
    assert 'value="labour_remuneration" selected' in page


def test_a_consultation_becomes_an_application_once(cast: Cast) -> None:
    desk = Desk(cast, "clerk")
    desk.send("register", **ASKED, name="罗某")
    asked = Consultation.objects.get()
    desk.send("apply", asked.ref, **APPLIED)
    assert Matter.objects.get().title_name == "罗某"
    assert "代填申请" not in desk.read("consultation", asked.ref)


def test_hotline_agents_and_duty_lawyers_register_and_do_not_open_the_matter(cast: Cast) -> None:
    desk = Desk(cast, "hotline_agent")
    desk.send("register", **ASKED | {"channel": "phone"}, name="罗某")
    desk.send("apply", Consultation.objects.get().ref, **APPLIED)
    assert desk.ask("workspace", Matter.objects.get().ref).status_code == 404


def test_who_answers_nowhere_does_not_register(cast: Cast) -> None:
    assert Desk(cast, "finance").ask("register").status_code == 403


def test_another_countys_consultation_is_not_found(cast: Cast) -> None:
    Desk(cast, "clerk").send("register", **ASKED)
    assert Desk(cast, "far_clerk").ask("consultation", Consultation.objects.get().ref).status_code == 404


def test_the_list_goes_on_page_by_page(cast: Cast) -> None:
    for number in range(27):
        intake.register_consultation(
            agency=cast.agency.pk, channel="window", question=f"第{number}问", by=cast.clerk, now=steps.NOW
        )
    desk = Desk(cast, "clerk")
    leaf = desk.ask("consultations").context["leaf"]
    assert leaf.shown == 25
    assert desk.ask("consultations", after=leaf.after).context["leaf"].shown == 2


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("id_number", "970102198502301238", "身份证号不对"),
        ("phone", "12345", "手机号是11位数字"),
        ("claim", "一万八", "金额只写数字"),
        ("household", "本人 1200\n配偶 很多", "第2行：金额只写数字"),
        ("members", "王某 123", "第1行：身份证号不对"),
        ("agent_name", "王某", "请选择代为申请的人与申请人的关系"),
        ("limitation_day", "31", "请把年、月、日都填上"),
        ("facts", "字" * 10_001, "最多写"),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_what_was_typed_stays(
    cast: Cast, field: str, typed: str, says: str
) -> None:
    answer = Desk(cast, "clerk").post("new_application", **APPLIED | {"name": "罗某某", field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "罗某某" in page
    assert not Matter.objects.exists()


def test_a_group_is_written_line_by_line_with_full_width_digits(cast: Cast) -> None:
    members = "王某，970102198504201237，１３８００００００００\n张某"
    Desk(cast, "clerk").send("new_application", **APPLIED, name="罗某", members=members, opponents="某公司")
    matter = Matter.objects.get()
    assert matter.member_count == 3
    assert [party.name for party in matter.parties.filter(role="member")] == ["王某", "张某"]


def test_a_list_of_members_comes_as_a_file_and_its_faults_are_named_by_row(cast: Cast) -> None:
    good = "姓名,身份证号\n王某,970102198504201237\n张某,\n".encode("gb18030")
    bad = "姓名,身份证号\n王某,970102198504201230\n".encode()
    desk = Desk(cast, "clerk")
    typed = APPLIED | {"name": "罗某"}
    answer = desk.post("new_application", **typed, member_list=SimpleUploadedFile("名单.csv", bad))
    assert answer.status_code == 422
    assert "第2行：身份证号写错了" in answer.content.decode()
    answer = desk.post("new_application", **typed, member_list=SimpleUploadedFile("名单.csv", good))
    assert answer.status_code == 302
    assert Matter.objects.get().member_count == 3
