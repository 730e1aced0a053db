"""Who else is at a matter: named when one opens it and while one stays, forgotten when they have gone."""

from datetime import timedelta

from desk_pages import LATER, Desk

from fayuan.core import clock
from fayuan.core.models import AuditRow
from fayuan.matters import presence
from fayuan.matters.models import Presence

import steps
from cast import Cast

SECONDS = timedelta(seconds=1)
OPENED = "何某刚刚打开过这件"
EDITING = "何某正在办“写审查意见”"


def sign_of_life(desk: Desk, ref: str, doing: str = "") -> str:
    """What an open page hears when it says that somebody is still there."""
    with clock.at(desk.now):
        answer = desk.client.post(f"/desk/matters/{ref}/presence/", {"doing": doing})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_colleague_who_has_opened_it_is_named_and_forgotten_after_a_while(cast: Cast) -> None:
    matter = steps.received(cast)
    Desk(cast, "examiner").read("workspace", matter.ref)
    desk = Desk(cast, "clerk")
    assert OPENED in desk.read("workspace", matter.ref)
    desk.now = LATER + timedelta(minutes=10)
    assert OPENED not in desk.read("workspace", matter.ref)


def test_whose_form_is_open_is_named_with_the_act(cast: Cast) -> None:
    matter = steps.received(cast)
    Desk(cast, "examiner").read("examine", matter.ref)
    assert EDITING in Desk(cast, "clerk").read("workspace", matter.ref)
    assert EDITING in Desk(cast, "window").read("examine", matter.ref)


def test_a_form_that_stays_open_counts_however_long_it_takes(cast: Cast) -> None:
    matter = steps.received(cast)
    writing = Desk(cast, "examiner")
    writing.read("examine", matter.ref)
    writing.now = LATER + timedelta(minutes=15)
    sign_of_life(writing, matter.ref, "examine")
    assert EDITING in Desk(cast, "clerk", LATER + timedelta(minutes=16)).read("workspace", matter.ref)


def test_a_form_without_a_sign_of_life_is_not_said_to_be_open(cast: Cast) -> None:
    matter = steps.received(cast)
    Desk(cast, "examiner").read("examine", matter.ref)
    page = Desk(cast, "clerk", LATER + 100 * SECONDS).read("workspace", matter.ref)
    assert OPENED in page
    assert EDITING not in page


def test_an_open_page_hears_of_who_comes_later(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    assert OPENED not in desk.read("workspace", matter.ref)
    Desk(cast, "examiner", LATER + 10 * SECONDS).read("workspace", matter.ref)
    desk.now = LATER + 20 * SECONDS
    assert OPENED in sign_of_life(desk, matter.ref)


def test_one_does_not_hear_of_oneself_nor_of_what_is_no_act(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    desk.read("workspace", matter.ref)
    assert "何某刚刚" not in sign_of_life(desk, matter.ref, "<b>x</b>")
    assert Presence.objects.get(matter=matter).doing == ""


def test_a_sign_of_life_is_no_opening_and_changes_nothing(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    desk.read("workspace", matter.ref)
    before = AuditRow.objects.count()
    sign_of_life(desk, matter.ref)
    assert AuditRow.objects.count() == before
    assert matter.version == type(matter).objects.get(pk=matter.pk).version


def test_a_matter_out_of_sight_stays_so(cast: Cast) -> None:
    matter = steps.received(cast)
    assert Desk(cast, "far_clerk").client.post(f"/desk/matters/{matter.ref}/presence/").status_code == 404


def test_who_was_here_yesterday_is_forgotten(cast: Cast) -> None:
    matter = steps.received(cast)
    Desk(cast, "examiner").read("workspace", matter.ref)
    assert presence.forget(LATER + timedelta(hours=23)) == 0
    assert presence.forget(LATER + timedelta(hours=25)) == 1
