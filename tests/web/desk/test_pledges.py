"""A false pledge at the desk: found on its own page, and the page that ends the aid proposes the ground."""

from desk_pages import Desk

import steps
from cast import Cast

FINDING = "不动产登记查询显示另有两套住房。"


def test_the_end_of_the_aid_is_proposed_where_it_is_decided(cast: Cast) -> None:
    matter = steps.handling(cast, pledge=True)
    desk = Desk(cast, "approver")
    assert "认定承诺不实" in desk.send("find_false_pledge", matter.ref, finding=FINDING)
    assert desk.ask("terminate", matter.ref).context["form"]["ground"].value() == "deceit"


def test_without_a_pledge_the_page_is_not_offered(cast: Cast) -> None:
    matter = steps.handling(cast)
    desk = Desk(cast, "approver")
    assert "认定虚假承诺" not in desk.read("workspace", matter.ref)
    assert desk.ask("find_false_pledge", matter.ref).status_code == 403
