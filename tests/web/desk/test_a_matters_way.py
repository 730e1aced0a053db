"""The whole way of a work injury through the desk, page by page, as staff go it."""

from desk_pages import Desk

from fayuan.intake.models import Consultation
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

PERSON = {"name": "李某", "id_number": "970102198504201237", "phone": "13900000009"}
QUESTION = {
    "channel": "window",
    "question": "手指被机器轧伤，怎么索赔",
    "answer": "可按工伤主张",
    "subject": "work_injury",
    "advise_to_apply": "on",
    "contact": ["may_call", "may_text"],
}


def application(cast: Cast) -> dict[str, object]:
    return {
        "channel": "window",
        "subject": "work_injury",
        "form": "arbitration",
        "forum_kind": "labour_arbitration",
        "forum_place": cast.agency.division_id,
        "facts": "操作机器时手指轧伤",
        "claim": "18,600元",
        "opponents": "某机械公司，用工单位",
        "materials": ["application_form", "id_card", "case_papers"],
    }


def test_an_injury_goes_from_the_question_to_its_lawyer(cast: Cast) -> None:
    desk = Desk(cast, "clerk", NOW)
    assert "代填申请" in desk.send("register", **QUESTION, **PERSON)
    desk.send("apply", Consultation.objects.get().ref, **application(cast))
    matter = Matter.objects.get()
    assert (matter.state, matter.title_name, matter.claim_fen) == ("submitted", "李某", 1_860_000)
    assert "已受理" in desk.send("receive", matter.ref)
    desk.sit("examiner").send(
        "examine", matter.ref, result="grant", means_check="shared_data", opinion="符合"
    )
    desk.sit("approver").send("decide", matter.ref, outcome="grant", reason="低保家庭")
    desk.sit("assigner").post("propose", matter.ref)
    assert "推荐第1" in desk.read("assign", matter.ref)
    lawyer = str(cast.people["lawyer"].pk)
    assert "已指派" in desk.send("assign", matter.ref, somebody=lawyer, reason="熟悉工伤")
    matter.refresh_from_db()
    assert (matter.state, matter.handler) == ("assigned", cast.people["lawyer"])


def test_a_closing_goes_from_review_to_the_archive_and_a_telephone_call(cast: Cast) -> None:
    matter = steps.closing(cast)
    desk = Desk(cast, "closing_reviewer")
    assert "结案审核通过" in desk.send("review_closing", matter.ref)
    desk.sit("finance").send("pay", matter.ref, amount_fen="1500")
    desk.sit("closing_reviewer").send("archive", matter.ref)
    desk.sit("clerk").send("follow_up", matter.ref, satisfied="5", note="很满意")
    matter.refresh_from_db()
    assert (matter.state, matter.payment.amount_fen) == ("archived", 150_000)
    assert matter.follow_ups.get().satisfied == 5
    assert "已重新打开" in desk.sit("closing_reviewer").send("reopen", matter.ref, reason="补充材料")


def test_a_refusal_goes_to_the_bureau_and_comes_back_corrected(cast: Cast) -> None:
    matter = steps.refused(cast)
    desk = Desk(cast, "clerk")
    desk.send("object", matter.ref, reason="家里确实困难")
    desk.sit("bureau_officer").send("decide_objection", matter.ref, outcome="correct", reason="应予援助")
    assert "作出决定" in desk.sit("approver").read("workspace", matter.ref)
    desk.send("decide", matter.ref, outcome="grant", reason="按审查决定改正")
    matter.refresh_from_db()
    assert matter.state == "awaiting_assignment"


def test_aid_that_was_ended_and_corrected_goes_on_where_it_stood(cast: Cast) -> None:
    matter = steps.handling(cast)
    desk = Desk(cast, "approver")
    desk.send("terminate", matter.ref, ground="means_changed", reason="查实有出租房屋")
    desk.sit("clerk").send("object", matter.ref, reason="房子已经卖了")
    desk.sit("bureau_officer").send("decide_objection", matter.ref, outcome="correct", reason="事实有误")
    assert "恢复援助" in desk.sit("approver").read("workspace", matter.ref)
    desk.send("resume", matter.ref)
    matter.refresh_from_db()
    assert matter.state == "handling"


def test_what_is_missing_is_asked_for_once_and_handed_in_at_the_window(cast: Cast) -> None:
    matter = steps.received(cast, materials=("application_form", "id_card"))
    desk = Desk(cast, "clerk")
    page = desk.ask("ask_supplement", matter.ref)
    assert page.context["form"]["missing"].value() == ["group_proof", "case_papers"]
    until = {"until_year": "2026", "until_month": "6", "until_day": "26"}
    desk.send("ask_supplement", matter.ref, missing=["group_proof", "case_papers"], **until)
    assert "等申请人补正" in desk.read("workspace", matter.ref)
    desk.send("supplement", matter.ref, materials=["group_proof", "case_papers"])
    matter.refresh_from_db()
    assert matter.state == "received"
    assert "补正通知" not in desk.read("workspace", matter.ref).split("下一步")[1].split("期限")[0]


def test_an_application_that_belongs_elsewhere_goes_there_with_its_file(cast: Cast) -> None:
    matter = steps.submitted(cast)
    desk = Desk(cast, "clerk")
    desk.send("redirect", matter.ref, to=cast.other_agency.division_id, reason="仲裁委在松岭县")
    assert Matter.objects.get(previous=matter).agency == cast.other_agency


def test_a_written_withdrawal_is_recorded_and_only_with_the_writing(cast: Cast) -> None:
    matter = steps.submitted(cast)
    desk = Desk(cast, "clerk")
    answer = desk.post("withdraw", matter.ref, **desk.hidden("withdraw", matter.ref), reason="自行和解")
    assert answer.status_code == 422
    desk.send("withdraw", matter.ref, reason="自行和解", in_writing="on")
    matter.refresh_from_db()
    assert matter.state == "withdrawn"


def test_first_aid_is_granted_before_the_papers_are_complete(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "approver")
    by = {"complete_by_year": "2026", "complete_by_month": "7", "complete_by_day": "1"}
    desk.send("grant_first", matter.ref, reason="preservation", **by)
    matter.refresh_from_db()
    assert matter.state == "awaiting_assignment"
    assert "代收补充材料" in desk.sit("clerk").read("workspace", matter.ref)


def test_a_wish_for_another_lawyer_is_written_down_and_decided(cast: Cast) -> None:
    matter = steps.handling(cast)
    desk = Desk(cast, "clerk")
    desk.send("ask_replacement", matter.ref, reason="联系不上律师", evidence="通话记录\n短信截图")
    assert "决定是否更换律师" in desk.sit("assigner").read("workspace", matter.ref)
    assert "短信截图" in desk.read("replace", matter.ref)
    other = str(cast.people["other_lawyer"].pk)
    desk.send("replace", matter.ref, lawyer=other, reason="")
    matter.refresh_from_db()
    assert matter.handler == cast.people["other_lawyer"]


def test_a_lawyer_is_kept_for_a_reason_the_recipient_reads(cast: Cast) -> None:
    matter = steps.handling(cast)
    desk = Desk(cast, "clerk")
    desk.send("ask_replacement", matter.ref, reason="不喜欢", evidence="")
    desk.sit("assigner")
    hidden = desk.hidden("replace", matter.ref, form="keeping")
    assert desk.post("keep", matter.ref, **hidden, reason="").status_code == 422
    assert desk.post("keep", matter.ref, **hidden, reason="承办人依法履职").status_code == 302


def test_a_returned_closing_names_what_is_missing(cast: Cast) -> None:
    matter = steps.closing(cast, papers=("仲裁申请书", "证据材料"))
    desk = Desk(cast, "closing_reviewer")
    page = desk.read("review_closing", matter.ref)
    assert "审核通过，结案" not in page
    hidden = desk.hidden("review_closing", matter.ref, form="returning")
    answer = desk.post("return_closing", matter.ref, **hidden, missing=["结案报告表"], others="庭审笔录")
    assert answer.status_code == 302
    assert matter.closings.get().missing == ["结案报告表", "庭审笔录"]


def test_the_next_stage_is_a_matter_of_its_own(cast: Cast) -> None:
    matter = steps.closed(cast)
    Desk(cast, "clerk").send(
        "next_stage", matter.ref, form="litigation", forum_kind="court", facts="不服裁决"
    )
    following = Matter.objects.get(previous=matter)
    assert (following.state, following.form, following.link) == ("submitted", "litigation", "next_stage")


def test_the_applicant_is_let_choose_and_the_page_says_until_when(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "assigner")
    hidden = desk.hidden("assign", matter.ref, form="plain")
    assert desk.post("offer_choice", matter.ref, **hidden).status_code == 302
    page = desk.read("assign", matter.ref)
    assert "已请受援人自己选律师" in page
    assert "请受援人自己选</button>" not in page


def test_a_case_is_given_to_a_firm_whose_head_names_the_person(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "assigner")
    firm = cast.firms["正平律师事务所"]
    hidden = desk.hidden("assign", matter.ref, form="unit_form")
    assert desk.post("assign_unit", matter.ref, **hidden, unit=str(firm.pk)).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.unit, matter.handler) == ("assigned", firm, None)
