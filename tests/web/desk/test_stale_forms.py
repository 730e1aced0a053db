"""A form that a colleague has overtaken: what was typed stands beside what is now written, field by field."""

import re
from typing import Any

from desk_pages import Desk

import steps
from cast import Cast
from standing import OBJECTS

ROW = re.compile(
    r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)(?:<span class="hint block-line">(.*?)</span>)?</td>'
)
Typed = dict[str, Any]


def overtaken(
    cast: Cast, ref: str, page: str, person: str, theirs: Typed, mine: Typed, form: str = "form"
) -> str:
    """Open the form, let another send theirs, then send mine: the page that comes back."""
    desk = Desk(cast, person)
    hidden = desk.hidden(page, ref, form=form)
    colleague = Desk(cast, person, desk.now)
    answer = colleague.post(page, ref, **colleague.hidden(page, ref, form=form), **theirs)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    desk.now += 2 * steps.MINUTE
    answer = desk.post(page, ref, **hidden, **mine)
    assert answer.status_code == 409
    return answer.content.decode()


def rows(page: str) -> list[tuple[str, str, str, bool]]:
    """The table of both values: field, typed, standing, and whether it says that they differ."""
    return [(words, typed, stands, bool(says)) for words, typed, stands, says in ROW.findall(page)]


def day(name: str, number: int) -> Typed:
    """A day of June 2026 as three inputs send it."""
    return {f"{name}_year": "2026", f"{name}_month": "6", f"{name}_day": str(number)}


def test_an_opinion(cast: Cast) -> None:
    theirs = {"result": "refuse", "means_check": "exempt", "opinion": "收入超过标准"}
    mine = {"result": "grant", "means_check": "exempt", "opinion": "符合条件"}
    page = overtaken(cast, steps.received(cast).ref, "examine", "examiner", theirs, mine)
    assert rows(page) == [
        ("意见", "建议给予法律援助", "建议不予，要写明理由和条文", True),
        ("经济状况怎样核查", "免予核查", "免予核查", False),
        ("理由", "符合条件", "收入超过标准", True),
    ]
    assert "何某" in page


def test_a_decision(cast: Cast) -> None:
    theirs = {"outcome": "grant", "ground": "", "reason": ""}
    mine = {"outcome": "refuse", "ground": "means_exceeded", "reason": "收入超过标准"}
    page = overtaken(cast, steps.examined(cast).ref, "decide", "approver", theirs, mine)
    outcome, ground, reason = rows(page)
    assert outcome == ("决定", "不予法律援助", "给予法律援助", True)
    assert ground[2] == "—"
    assert reason == ("理由", "收入超过标准", "—", True)


def test_a_notice_of_what_is_missing(cast: Cast) -> None:
    theirs = {"missing": ["id_card"], **day("until", 26)}
    mine = {"missing": ["id_card", "case_papers"], **day("until", 24)}
    page = overtaken(cast, steps.received(cast).ref, "ask_supplement", "clerk", theirs, mine)
    missing, until = rows(page)
    assert missing == ("要补哪些材料", "身份证明、与申请事项有关的案件材料", "身份证明", True)
    assert until == ("补到哪一天", "6月24日", "6月26日", True)


def test_an_assignment(cast: Cast) -> None:
    one, other = cast.people["lawyer"], cast.people["other_lawyer"]
    page = overtaken(
        cast,
        steps.granted(cast).ref,
        "assign",
        "assigner",
        {"somebody": str(one.pk), "reason": "熟悉劳动争议"},
        {"somebody": str(other.pk), "reason": ""},
        form="assigning",
    )
    somebody, reason = rows(page)
    assert other.name in somebody[1]
    assert one.name in somebody[2]
    assert reason == ("理由", "—", "熟悉劳动争议", True)


def test_an_answer_to_an_objection(cast: Cast) -> None:
    theirs = {"outcome": "uphold", "reason": "事实清楚"}
    mine = {"outcome": "correct", "reason": "应当重新核查"}
    page = overtaken(
        cast, OBJECTS["matter objected"](cast), "decide_objection", "bureau_officer", theirs, mine
    )
    assert rows(page) == [
        ("审查决定", "责令改正", "维持原决定", True),
        ("理由", "应当重新核查", "事实清楚", True),
    ]


def test_an_end_of_the_aid(cast: Cast) -> None:
    theirs, mine = {"ground": "asked", "reason": "本人要求"}, {"ground": "case_ended", "reason": "已撤诉"}
    page = overtaken(cast, steps.handling(cast).ref, "terminate", "approver", theirs, mine)
    ground, reason = rows(page)
    assert "有正当理由要求终止" in ground[2]
    assert "案件终止审理" in ground[1]
    assert reason == ("事实和理由", "已撤诉", "本人要求", True)


def test_what_the_recipient_said_afterwards_can_be_sent_again(cast: Cast) -> None:
    theirs, mine = {"satisfied": "5", "note": ""}, {"satisfied": "3", "note": "等得久"}
    page = overtaken(cast, steps.closed(cast).ref, "follow_up", "clerk", theirs, mine)
    assert rows(page)[0] == ("受援人满意吗", "3分，基本满意", "5分，非常满意", True)
    assert "再交一次就行" in page


def test_a_step_that_is_done_is_not_asked_for_again(cast: Cast) -> None:
    theirs = {"outcome": "grant", "ground": "", "reason": ""}
    page = overtaken(cast, steps.examined(cast).ref, "decide", "approver", theirs, theirs)
    assert "这一步已经办过，不用再交" in page
    assert "再交一次就行" not in page
    assert ">作出决定</button>" not in page
    assert ">回到案件</a>" in page


def test_where_nobody_filled_the_same_fields_only_the_timeline_stands_there(cast: Cast) -> None:
    matter = steps.examined(cast)
    desk = Desk(cast, "approver")
    hidden = desk.hidden("decide", matter.ref)
    Desk(cast, "clerk", desk.now).send("withdraw", matter.ref, reason="已经和解", in_writing="on")
    desk.now += 2 * steps.MINUTE
    page = desk.post("decide", matter.ref, **hidden, outcome="grant", ground="", reason="").content.decode()
    assert "您打开以后的变化" in page
    assert rows(page) == []
