"""What an open list asks by itself: counts come up to date alone, rows stay, and an idle session is not kept alive."""

from datetime import timedelta

import pytest
from desk_pages import LATER, Desk
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from fayuan.core import clock
from fayuan.matters import timers

import steps
from cast import NOW, Cast

DAY = timedelta(days=1)
ALONE = {"X-Unattended": "1"}
STOP_ASKING = 286


def alone(desk: Desk, **asked: str) -> HttpResponse:
    """The answer to what an open page asks by itself."""
    with clock.at(desk.now):
        return desk.client.get("/desk/counts/", asked, headers=ALONE)


def test_the_open_list_knows_where_to_ask(cast: Cast) -> None:
    steps.received(cast)
    page = Desk(cast, "examiner").read("worklist", subject="work_injury")
    assert 'hx-get="/desk/counts/?subject=work_injury&amp;shown=1"' in page


def test_each_count_comes_for_its_place(cast: Cast) -> None:
    steps.received(cast)
    desk = Desk(cast, "examiner")
    assert '<span id="count-examine">1</span>' in desk.read("worklist")
    steps.received(cast)
    assert '<span id="count-examine" hx-swap-oob="true">2</span>' in alone(desk, shown="1").content.decode()


def test_a_list_that_has_other_rows_by_now_says_so(cast: Cast) -> None:
    steps.received(cast)
    desk = Desk(cast, "examiner")
    assert "有变化" not in alone(desk, shown="1").content.decode()
    steps.received(cast)
    assert "这个列表有变化，现在是2件。" in alone(desk, shown="1").content.decode()
    assert "有变化" not in alone(desk, shown="0", subject="traffic_injury").content.decode()


@pytest.mark.parametrize("shown", ["", "x", "-1"])
def test_without_a_number_to_compare_nothing_is_said(cast: Cast, shown: str) -> None:
    steps.received(cast)
    assert "有变化" not in alone(Desk(cast, "examiner"), shown=shown).content.decode()


def test_counting_costs_the_same_however_much_waits(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    steps.received(cast)
    desk = Desk(cast, "examiner")
    alone(desk)
    with django_assert_num_queries(8):
        alone(desk)
    for _each in range(5):
        steps.received(cast)
    with django_assert_num_queries(8):
        alone(desk)


def test_what_is_over_is_not_read_to_count_what_waits(cast: Cast) -> None:
    steps.archived(cast)
    steps.received(cast)
    desk = Desk(cast, "examiner")
    with CaptureQueriesContext(connection) as asked:
        assert '<span id="count-examine"' in alone(desk).content.decode()
    counting = [each["sql"] for each in asked if "GROUP BY" in each["sql"]]
    assert counting
    assert all('"matters_grant"."state" IN' in each and "'archived'" not in each for each in counting)


def test_what_a_page_asks_by_itself_does_not_keep_an_idle_session_alive(cast: Cast) -> None:
    steps.received(cast)
    desk = Desk(cast, "examiner")
    desk.read("worklist")
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES["staff"])
    desk.now = LATER + idle - timedelta(minutes=1)
    assert alone(desk).status_code == 200
    desk.now = LATER + idle + timedelta(minutes=1)
    answer = alone(desk)
    assert (answer.status_code, answer["HX-Reswap"], answer.content) == (STOP_ASKING, "none", b"")
    assert desk.ask("worklist").status_code == 302


def test_what_was_typed_meanwhile_is_kept_all_the_same(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "examiner")
    hidden = desk.hidden("examine", matter.ref)
    desk.now = LATER + timedelta(minutes=30)
    assert alone(desk).status_code == STOP_ASKING
    typed = {"result": "grant", "means_check": "exempt", "opinion": "写了半个小时的意见"}
    assert desk.post("examine", matter.ref, **hidden, **typed).status_code == 302
    desk.sit("examiner")
    assert "写了半个小时的意见" in desk.read("examine", matter.ref)


def test_heads_read_what_is_overdue_in_the_whole_agency_and_the_bureau_what_is_below(cast: Cast) -> None:
    steps.received(cast, NOW - 14 * DAY)
    timers.run_due(LATER)
    assert "本中心超期：1件" in Desk(cast, "approver").read("worklist")
    assert "本中心超期" not in Desk(cast, "examiner").read("worklist")
    bureau = Desk(cast, "bureau_officer").read("worklist")
    assert "下级机构超期：1个期限" in bureau
    assert '<span id="count-below">1</span>' in bureau
