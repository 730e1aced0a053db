"""Asking an agency in writing: kept, answered by a day, read by who asked alone."""

from django.test import Client

from fayuan.intake.operations import answer_consultation

from cast import NOW, Cast


def ask(client: Client, cast: Cast, **changes: str) -> int:
    given = {"once_key": "one-question", "agency": str(cast.agency.pk), "question": "老板欠我工钱怎么办"}
    return client.post("/my/questions/new/", given | changes).status_code


def test_a_question_is_asked_and_waits_for_its_answer(applicant: Client, cast: Cast) -> None:
    assert ask(applicant, cast) == 302
    page = applicant.get("/my/questions/").content.decode()
    assert "老板欠我工钱怎么办" in page
    assert "6月13日 10:00前答复" in page


def test_the_answer_is_read_there(applicant: Client, cast: Cast) -> None:
    ask(applicant, cast)
    asked = cast.people["applicant"].consultations.get()
    given = {"answer": "可以申请劳动仲裁", "advise_to_apply": True}
    answer_consultation(ref=asked.ref, by=cast.clerk, now=NOW, **given)
    page = applicant.get("/my/questions/").content.decode()
    assert "可以申请劳动仲裁" in page
    assert "可以申请法律援助" in page


def test_an_empty_question_is_not_taken(applicant: Client, cast: Cast) -> None:
    assert ask(applicant, cast, question="  ") == 422
    assert not cast.people["applicant"].consultations.exists()


def test_a_double_click_asks_once(applicant: Client, cast: Cast) -> None:
    ask(applicant, cast)
    ask(applicant, cast)
    assert cast.people["applicant"].consultations.count() == 1


def test_others_do_not_read_it(applicant: Client, client: Client, cast: Cast) -> None:
    ask(applicant, cast)
    client.force_login(cast.account("other_applicant"))
    assert "老板欠我工钱怎么办" not in client.get("/my/questions/").content.decode()
