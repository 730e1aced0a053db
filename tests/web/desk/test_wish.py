"""The recipient's wish for a lawyer: written down at the window, read on the page of assignment."""

from desk_pages import Desk

from fayuan.assignment.models import Wish

import steps
from cast import Cast


def test_the_window_writes_a_justified_wish_down_and_the_assigner_reads_it(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "clerk")
    assert "意愿已登记" in desk.send("wish", matter.ref, sex="f", is_justified="on", reason="受过侵害")
    assert Wish.objects.get(matter=matter).is_justified
    assert "只推荐合意愿的人" in desk.sit("assigner").read("assign", matter.ref)


def test_whoever_passes_over_the_first_of_the_list_writes_down_why(cast: Cast) -> None:
    matter = steps.granted(cast)
    desk = Desk(cast, "assigner")
    desk.post("propose", matter.ref, **desk.hidden("assign", matter.ref, form="plain"))
    last = matter.proposals.get().persons[-1]
    hidden = desk.hidden("assign", matter.ref, form="assigning")
    answer = desk.post("assign", matter.ref, **hidden, somebody=str(last))
    assert answer.status_code == 422
    assert "请写明为什么" in answer.content.decode()
    given = {"somebody": str(last), "reason": "熟悉这家工厂"}
    assert desk.post("assign", matter.ref, **hidden, **given).status_code == 302
