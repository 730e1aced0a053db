"""Cooperation letters at the desk: sent from a matter, read and answered by the agency asked, which sees no matter."""

from desk_pages import Desk

from fayuan.intake.models import CooperationLetter
from fayuan.matters.models import Matter

import steps
from cast import Cast

UNTIL = {"reply_by_year": "2026", "reply_by_month": "6", "reply_by_day": "26"}
ANSWER = {"outcome": "helped", "answer": "经查，名下无住房。"}


def asked(cast: Cast) -> CooperationLetter:
    matter = steps.received(cast)
    Desk(cast, "clerk").send(
        "ask_cooperation", matter.ref, agency=cast.other_agency.pk, items="核实有无住房\n\n送达文书", **UNTIL
    )
    return CooperationLetter.objects.get()


def test_each_line_is_a_thing_asked_and_the_days_to_decide_wait(cast: Cast) -> None:
    letter = asked(cast)
    assert letter.items == ["核实有无住房", "送达文书"]
    assert letter.matter.timers.get(name="decide").status == "paused"
    assert "发出协作函" in Desk(cast, "examiner").read("workspace", letter.matter.ref)


def test_the_agency_asked_reads_and_answers_it_without_seeing_the_matter(cast: Cast) -> None:
    letter = asked(cast)
    desk = Desk(cast, "far_clerk")
    assert letter.paper.number in desk.read("letters")
    page = desk.read("letter", letter.ref)
    assert "核实有无住房" in page
    assert "打开案件" not in page
    assert desk.ask("workspace", letter.matter.ref).status_code == 404
    assert "经查，名下无住房。" in desk.send("letter", letter.ref, **ANSWER)


def test_the_asking_office_writes_down_an_answer_on_paper(cast: Cast) -> None:
    letter = asked(cast)
    page = Desk(cast, "clerk").send("letter", letter.ref, **ANSWER)
    assert "书面函复，由来函机构登记" in page
    assert Matter.objects.get().timers.get(name="decide").status == "running"


def test_what_was_answered_is_listed_below_and_not_answered_again(cast: Cast) -> None:
    letter = asked(cast)
    desk = Desk(cast, "far_clerk")
    desk.send("letter", letter.ref, **ANSWER)
    assert "已协助办理" in desk.read("letters")
    assert "函复对方机构" not in desk.read("letter", letter.ref)


def test_an_answer_without_words_is_refused_at_its_place(cast: Cast) -> None:
    answer = Desk(cast, "far_clerk").post("letter", asked(cast).ref, outcome="helped", answer="")
    assert answer.status_code == 422
    assert CooperationLetter.objects.get().answered_at is None


def test_who_works_elsewhere_finds_no_letter(cast: Cast) -> None:
    assert Desk(cast, "bureau_officer").ask("letter", asked(cast).ref).status_code == 404


def test_an_agency_without_letters_reads_what_the_page_is_for(cast: Cast) -> None:
    assert "没有等函复的协作函" in Desk(cast, "clerk").read("letters")
