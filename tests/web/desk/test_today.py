"""The day's page says all that must be done before midnight, also what is no matter's clock."""

from datetime import timedelta

import pytest
from desk_pages import LATER, Desk

from fayuan.intake import operations as intake
from fayuan.matters.worklists import day_end

import steps
from cast import NOW, Cast

DAY = timedelta(days=1)
ASKED = {"channel": "online", "question": "怎么申请"}


def asked_online(cast: Cast, ago: timedelta) -> None:
    person = steps.PersonInput(id=cast.people["applicant"].pk)
    given = {"agency": cast.agency.pk, **ASKED, "person": person}
    intake.register_consultation(**given, by=cast.clerk, now=LATER - ago)


def test_questions_left_online_are_counted_by_what_is_late_and_what_is_due(cast: Cast) -> None:
    asked_online(cast, 30 * timedelta(hours=1))
    asked_online(cast, 20 * timedelta(hours=1))
    page = Desk(cast, "clerk").read("worklist")
    assert "咨询超过24小时没有答复：1件" in page
    assert "今天要答复的咨询：1件" in page
    assert "今天没有到期的案件，还有下面的事" in page
    assert "今天没有必须办完的事" not in page
    assert page.index("咨询超过24小时") < page.index("今天要答复的咨询")


@pytest.mark.parametrize(
    ("days", "says"), [(9, "今天要函复的协作函：1件"), (8, "协作函过了期限没有函复：1件")]
)
def test_letters_are_counted_where_they_were_sent(cast: Cast, days: int, says: str) -> None:
    until = (NOW + days * DAY).date()
    asked = {"agency": cast.other_agency.pk, "items": ("核实住房",), "reply_by": until}
    intake.send_cooperation_letter(ref=steps.received(cast).ref, **asked, by=cast.clerk, now=LATER)
    desk = Desk(cast, "far_clerk", LATER + 9 * DAY)
    assert says in desk.read("worklist")
    assert "协作函：" not in desk.sit("clerk").read("worklist")


def test_who_comes_today_is_counted_and_tomorrow_is_not(cast: Cast) -> None:
    desk = Desk(cast, "clerk")
    for at in (LATER + timedelta(hours=2), day_end(LATER) + timedelta(hours=9)):
        found = intake.register_consultation(
            agency=cast.agency.pk, channel="window", question="来过一次", by=cast.clerk, now=NOW
        )
        intake.appoint_consultation(ref=found.ref, at=at, by=cast.clerk, now=LATER)
    assert "今天约好来的：1人" in desk.read("worklist")


def test_a_day_with_nothing_else_and_a_post_that_answers_nobody_say_nothing(cast: Cast) -> None:
    assert 'class="also"' not in Desk(cast, "clerk").read("worklist")
    asked_online(cast, 30 * timedelta(hours=1))
    assert 'class="also"' not in Desk(cast, "finance").read("worklist")
