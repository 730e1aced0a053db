"""Filters kept under a name: in the rail, in the address, renamed, dropped, nobody else's."""

import re

from desk_pages import Desk

from fayuan.people.models import SavedView

import steps
from cast import Cast

WAGES = {"view": "", "subject": "labour_remuneration", "origin": "", "due": "late"}
ADDRESS = "/desk/?subject=labour_remuneration&amp;due=late"


def kept(cast: Cast, name: str = "欠薪超期") -> Desk:
    """The examiner keeps overdue wages."""
    desk = Desk(cast, "examiner")
    assert desk.post("views", name=name, once_key=name, **WAGES).status_code == 302
    return desk


def test_the_filters_in_force_can_be_kept_from_the_worklist(cast: Cast) -> None:
    desk = Desk(cast, "examiner")
    assert "存下这样的筛选" not in desk.read("worklist")
    page = desk.read("worklist", subject="labour_remuneration", due="late")
    assert "存下这样的筛选" in page
    assert re.search('type="hidden" name="subject" value="labour_remuneration"', page)


def test_a_kept_view_stands_in_the_rail_and_opens_its_filters(cast: Cast) -> None:
    wages, injury = steps.received(cast, subject="labour_remuneration"), steps.received(cast)
    desk = Desk(cast, "examiner")
    desk.post("views", name="欠薪", once_key="a", subject="labour_remuneration")
    page = desk.read("worklist")
    assert 'href="/desk/?subject=labour_remuneration">欠薪</a>' in page
    page = desk.read("worklist", subject="labour_remuneration")
    assert 'href="/desk/?subject=labour_remuneration" aria-current="page">欠薪</a>' in page
    assert wages.ref in page
    assert injury.ref not in page


def test_the_same_name_replaces_what_it_kept(cast: Cast) -> None:
    desk = kept(cast)
    desk.post("views", name="欠薪超期", once_key="b", subject="labour_remuneration")
    assert SavedView.objects.get().query == {"subject": "labour_remuneration"}


def test_it_is_renamed_and_dropped(cast: Cast) -> None:
    desk = kept(cast)
    ref = SavedView.objects.get().ref
    assert "已经改名" in desk.send("rename_view", ref, name="急的欠薪")
    assert "急的欠薪" in desk.read("worklist")
    assert desk.post("drop_view", ref).status_code == 302
    assert "还没有存过" in desk.read("views")


def test_a_name_is_asked_for_and_taken_once(cast: Cast) -> None:
    desk = kept(cast)
    kept(cast, "另一个")
    ref = SavedView.objects.get(name="另一个").ref
    assert "已经有一个叫这个名字的" in desk.post("rename_view", ref, name="欠薪超期").content.decode()
    answer = desk.post("views", name=" ", once_key="c", **WAGES)
    assert answer.status_code == 422
    assert 'name="due" value="late"' in answer.content.decode()


def test_an_address_without_filters_is_not_worth_keeping(cast: Cast) -> None:
    answer = Desk(cast, "examiner").post("views", name="全部", once_key="a")
    assert answer.status_code == 422
    assert "请先选好视图或者筛选条件" in answer.content.decode()


def test_nobody_finds_what_a_colleague_keeps(cast: Cast) -> None:
    desk = kept(cast)
    ref = SavedView.objects.get().ref
    desk.sit("clerk")
    assert "欠薪超期" not in desk.read("worklist")
    assert desk.ask("rename_view", ref).status_code == 404
    assert desk.post("drop_view", ref).status_code == 404


def test_twenty_are_enough(cast: Cast) -> None:
    desk = Desk(cast, "examiner")
    for number in range(20):
        desk.post("views", name=f"第{number}个", once_key=str(number), **WAGES)
    answer = desk.post("views", name="再来一个", once_key="x", **WAGES)
    assert answer.status_code == 409
    assert "最多存20个" in answer.content.decode()
