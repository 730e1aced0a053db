"""Stand-ins by the page: named, shown to everybody of the desk, in force, ended."""

from datetime import timedelta

from desk_pages import LATER, Desk
from django.urls import reverse

from fayuan.core import clock
from fayuan.people.models import Post

import steps
from cast import Cast

WEEK = {
    **{"first_day_year": "2026", "first_day_month": "6", "first_day_day": "15"},
    **{"last_day_year": "2026", "last_day_month": "6", "last_day_day": "19"},
}


def named(cast: Cast) -> Desk:
    """The head has named the clerk to stand in for the approver from the 15th to the 19th."""
    desk = Desk(cast, "head")
    typed = {"post": post_of(cast).ref, "person": str(cast.people["clerk"].pk), **WEEK}
    assert "代班已经安排" in desk.send("stand_ins", **typed)
    return desk


def post_of(cast: Cast) -> Post:
    return cast.people["approver"].posts.get()


def test_a_head_names_a_stand_in_and_everybody_of_the_desk_reads_it(cast: Cast) -> None:
    desk = named(cast)
    for reader in ("head", "finance"):
        page = desk.sit(reader).read("stand_ins")
        for words in ("审批岗", "马某", "林某", "2026-06-15", "2026-06-19"):
            assert words in page, (reader, words)
    assert "提前结束" not in page


def test_the_stand_in_is_told_decides_and_signs_for_the_absent_one(cast: Cast) -> None:
    desk = named(cast)
    desk.now = LATER + timedelta(days=4)
    matter = steps.examined(cast, desk.now - timedelta(minutes=30))
    assert "您代马某办审批岗的事，到6月19日为止。" in desk.sit("clerk").read("worklist")
    desk.send("decide", matter.ref, outcome="grant")
    assert "林某（代马某）" in desk.read("workspace", matter.ref)


def test_the_right_is_gone_when_it_is_ended(cast: Cast) -> None:
    desk = named(cast)
    lent = Post.objects.get(stands_in_for=post_of(cast))
    assert desk.sit("clerk").post("end_stand_in", lent.ref).status_code == 403
    assert desk.sit("approver").post("end_stand_in", lent.ref).status_code == 302
    assert "现在没有人代班" in desk.read("stand_ins")


def test_mistakes_are_said_and_what_was_typed_stays(cast: Cast) -> None:
    desk = Desk(cast, "head")
    wrong = {**WEEK, "last_day_day": "31"}
    answer = desk.post("stand_ins", post=post_of(cast).ref, person=str(cast.people["clerk"].pk), **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有这一天" in page
    assert 'value="31"' in page


def test_who_may_lend_nothing_reads_who_may(cast: Cast) -> None:
    page = Desk(cast, "bureau_officer").read("stand_ins")
    assert "代班由本机构负责审批的人安排" in page
    assert "<select" not in page


def test_the_security_administrator_reads_which_posts_are_only_lent(cast: Cast) -> None:
    desk = named(cast)
    desk.client.force_login(cast.account("security"))
    with clock.at(desk.now):
        page = desk.client.get(reverse("admin:holder", args=[cast.account("clerk").ref])).content.decode()
    assert page.count("代班，到") == 1
    assert "代班，到2026-06-19" in page
