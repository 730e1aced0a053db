"""What waits for a lawyer's answer: seen by them alone, taken or not, with a reason."""

from datetime import timedelta

from django.test import Client

from fayuan.assignment import operations as assignment
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast


def chosen(cast: Cast) -> Matter:
    """The applicant chose the labour lawyer, who has not answered."""
    matter = steps.granted(cast)
    soon = NOW + timedelta(minutes=10)
    assignment.offer_choice(ref=matter.ref, by=cast.assigner, now=soon)
    lawyer = cast.people["lawyer"].pk
    return assignment.choose_lawyer(ref=matter.ref, lawyer=lawyer, by=cast.applicant, now=soon)


def test_a_choice_waits_with_what_one_needs_to_know_and_no_telephone(lawyer: Client, cast: Cast) -> None:
    matter = chosen(cast)
    page = lawyer.get(f"/lawyer/offers/{matter.ref}/").content.decode()
    for words in ("李某选了您", "某机械公司", "手指轧伤", "请查利益冲突", "前答复"):
        assert words in page, words
    assert "13900000001" not in page
    assert "checked" not in page


def test_an_offer_is_taken_once_conflicts_were_looked_for(lawyer: Client, cast: Cast) -> None:
    matter = chosen(cast)
    url = f"/lawyer/offers/{matter.ref}/accept/"
    assert lawyer.post(url, {"once_key": "a"}).status_code == 422
    answer = lawyer.post(url, {"once_key": "b", "no_conflict": "on"})
    assert answer["Location"] == f"/lawyer/cases/{matter.ref}/"
    matter.refresh_from_db()
    assert (matter.state, matter.handler) == ("assigned", cast.people["lawyer"])


def test_an_offer_is_declined_with_a_reason(lawyer: Client, cast: Cast) -> None:
    matter = chosen(cast)
    url = f"/lawyer/offers/{matter.ref}/decline/"
    assert lawyer.post(url, {"once_key": "a"}).status_code == 422
    assert lawyer.post(url, {"once_key": "b", "why": "other", "more": ""}).status_code == 422
    answer = lawyer.post(url, {"once_key": "c", "why": "time", "more": "当天另有开庭"})
    assert answer["Location"] == "/lawyer/offers/"
    assert matter.assignments.get().answer == "时间冲突：当天另有开庭"
    assert lawyer.get(f"/lawyer/offers/{matter.ref}/").status_code == 404


def test_another_lawyer_does_not_find_the_offer(client: Client, cast: Cast) -> None:
    matter = chosen(cast)
    client.force_login(cast.account("other_lawyer"))
    assert client.get(f"/lawyer/offers/{matter.ref}/").status_code == 404
    answer = client.post(f"/lawyer/offers/{matter.ref}/accept/", {"once_key": "a", "no_conflict": "on"})
    assert answer.status_code == 404


def test_an_assignment_by_the_office_waits_too(lawyer: Client, cast: Cast) -> None:
    matter = steps.assigned(cast)
    page = lawyer.get("/lawyer/offers/").content.decode()
    assert "工伤事故人身损害赔偿" in page
    assert "案件指派给您" in lawyer.get(f"/lawyer/offers/{matter.ref}/").content.decode()


def test_citizens_and_clerks_do_not_find_the_lawyers_pages(client: Client, cast: Cast) -> None:
    for who in ("applicant", "clerk"):
        client.force_login(cast.account(who))
        assert client.get("/lawyer/").status_code == 404
        assert client.get("/lawyer/offers/").status_code == 404
