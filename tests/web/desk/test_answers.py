"""Questions answered later, and those who come again, at the desk."""

from desk_pages import Desk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from fayuan.intake.models import Consultation
from fayuan.intake.operations import ask_question

from cast import NOW, Cast

COMES = {"on_year": "2026", "on_month": "6", "on_day": "15", "hour": "9：30"}


def asked(cast: Cast) -> Consultation:
    return ask_question(agency=cast.agency.pk, question="赡养费怎么要", by=cast.applicant, now=NOW)


def test_a_question_left_in_writing_waits_with_its_last_hour(cast: Cast) -> None:
    asked(cast)
    page = Desk(cast, "clerk").read("waiting")
    assert "赡养费怎么要" in page
    assert "06-13 09:00" in page


def test_the_list_costs_the_same_however_many_wait(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = Desk(cast, "clerk")
    asked(cast)
    desk.read("waiting")
    with CaptureQueriesContext(connection) as for_one:
        desk.read("waiting")
    asked(cast)
    asked(cast)
    with django_assert_num_queries(len(for_one)):
        desk.read("waiting")


def test_it_is_answered_from_its_page_and_waits_no_longer(cast: Cast) -> None:
    found = asked(cast)
    desk = Desk(cast, "duty_lawyer")
    assert "可以起诉。" in desk.send("answer", found.ref, answer="可以起诉。", advise_to_apply="on")
    assert "没有等答复的咨询" in desk.read("waiting")
    found.refresh_from_db()
    assert found.advise_to_apply


def test_a_question_may_be_registered_without_its_answer(cast: Cast) -> None:
    desk = Desk(cast, "clerk")
    desk.send("register", channel="phone", question="能不能上门", answer="")
    assert "还没有答复" not in desk.read("consultation", Consultation.objects.get().ref)
    assert "能不能上门" in desk.read("waiting")


def test_who_comes_again_stands_in_the_days_ahead(cast: Cast) -> None:
    found = asked(cast)
    desk = Desk(cast, "clerk")
    assert "6月15日" in desk.send("appoint", found.ref, **COMES)
    assert "06-15 09:30" in desk.read("waiting")


def test_an_hour_that_is_none_is_said_at_its_place(cast: Cast) -> None:
    answer = Desk(cast, "clerk").post("appoint", asked(cast).ref, **COMES | {"hour": "早上"})
    assert answer.status_code == 422
    assert "请这样写" in answer.content.decode()


def test_who_does_not_answer_questions_does_not_open_the_page(cast: Cast) -> None:
    assert Desk(cast, "finance").ask("answer", asked(cast).ref).status_code == 403
