"""What was typed into a long field and not sent comes back with the form, to its writer alone, until it is sent."""

from datetime import timedelta

import pytest
from desk_pages import LATER, Desk
from django.db import connection
from django.http import HttpResponse

from fayuan.core import clock
from fayuan.core.models import AuditRow
from fayuan.matters import unsent
from fayuan.matters.models import Matter, Unsent

import steps
from cast import Cast

OPINION = "申请人的工资低于当地标准，住房只有一间，建议给予援助。"
BACK = "在这里写的文字没有提交，已经放回表里"


def pause(desk: Desk, matter: Matter, doing: str = "examine", **texts: str) -> HttpResponse:
    """What an open page sends after each pause."""
    with clock.at(desk.now):
        return desk.client.post(f"/desk/matters/{matter.ref}/unsent/", {"doing": doing, **texts})


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return steps.received(cast)


def test_it_comes_back_with_the_form(cast: Cast, matter: Matter) -> None:
    desk = Desk(cast, "examiner")
    assert BACK not in desk.read("examine", matter.ref)
    assert pause(desk, matter, opinion=OPINION[:5]).status_code == 204
    assert pause(desk, matter, opinion=OPINION).status_code == 204
    page = Desk(cast, "examiner").read("examine", matter.ref)
    assert BACK in page
    assert OPINION in page
    assert Unsent.objects.count() == 1


def test_nobody_else_reads_it(cast: Cast, matter: Matter) -> None:
    pause(Desk(cast, "examiner"), matter, opinion=OPINION)
    page = Desk(cast, "window").read("examine", matter.ref)
    assert OPINION not in page
    assert BACK not in page


def test_it_goes_when_the_form_is_sent(cast: Cast, matter: Matter) -> None:
    desk = Desk(cast, "examiner")
    pause(desk, matter, opinion=OPINION)
    desk.send("examine", matter.ref, result="grant", means_check="exempt", opinion=OPINION)
    assert not Unsent.objects.exists()


def test_it_stays_when_the_form_is_refused(cast: Cast, matter: Matter) -> None:
    desk = Desk(cast, "examiner")
    pause(desk, matter, opinion=OPINION)
    answer = desk.post("examine", matter.ref, **desk.hidden("examine", matter.ref), opinion=OPINION)
    assert answer.status_code == 422
    assert Unsent.objects.exists()


def test_it_goes_when_it_is_emptied_and_after_a_week(cast: Cast, matter: Matter) -> None:
    desk = Desk(cast, "examiner")
    pause(desk, matter, opinion=OPINION)
    pause(desk, matter, opinion=" ")
    assert not Unsent.objects.exists()
    pause(desk, matter, opinion=OPINION)
    assert unsent.forget(LATER + timedelta(days=6)) == 0
    assert BACK not in Desk(cast, "examiner", LATER + timedelta(days=7)).read("examine", matter.ref)
    assert unsent.forget(LATER + timedelta(days=7)) == 1


def test_the_text_of_one_act_is_not_put_into_another(cast: Cast) -> None:
    matter = steps.handling(cast)
    desk = Desk(cast, "approver")
    pause(desk, matter, "terminate", reason="受援人要求终止")
    assert unsent.find(matter, cast.approver, LATER, doing="suspend") is None
    assert "受援人要求终止" in desk.read("terminate", matter.ref)


def test_it_is_sealed_in_the_database_and_leaves_no_trail(cast: Cast, matter: Matter) -> None:
    rows = AuditRow.objects.count()
    version = matter.version
    pause(Desk(cast, "examiner"), matter, opinion=OPINION)
    with connection.cursor() as cursor:
        cursor.execute("SELECT texts::text FROM matters_unsent")
        (stored,) = cursor.fetchone()
    assert OPINION[:4] not in stored
    assert AuditRow.objects.count() == rows
    matter.refresh_from_db()
    assert matter.version == version


@pytest.mark.parametrize(
    ("doing", "texts", "status"),
    [
        ("nothing", {"opinion": "x"}, 422),
        ("examine", {"opinion": "长" * 60_000}, 422),
        ("examine", {f"field{number}": "x" for number in range(11)}, 422),
    ],
)
def test_what_no_form_holds_is_not_kept(
    cast: Cast, matter: Matter, doing: str, texts: dict[str, str], status: int
) -> None:
    assert pause(Desk(cast, "examiner"), matter, doing, **texts).status_code == status
    assert not Unsent.objects.exists()


def test_a_matter_that_is_not_seen_keeps_nothing(cast: Cast, matter: Matter) -> None:
    assert pause(Desk(cast, "far_clerk"), matter, opinion=OPINION).status_code == 404
