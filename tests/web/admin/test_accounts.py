"""Accounts: found by office and name, opened with a password that is seen once, closed for those who leave."""

import re

import pytest
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.people.models import Account, Lawyer, Person

from cast import LONG_AGO, Cast

NEW = {"name": "新某", "username": "xin.mou", "phone": "139 0000 0009", "once_key": "one"}


def opened(administrator: Client, **changes: str) -> str:
    return administrator.post("/admin/accounts/new/", {**NEW, **changes}).content.decode()


def password_in(page: str) -> str:
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page)
    assert found
    return found[0]


def test_the_list_names_staff_and_no_applicants(administrator: Client, cast: Cast) -> None:
    page = administrator.get("/admin/accounts/").content.decode()
    assert "court_officer" in page
    assert cast.people["applicant"].account.username not in re.findall(r">([\w.]+)</a>", page)


def test_the_list_of_an_office_names_its_people_alone(administrator: Client, cast: Cast) -> None:
    names = {
        account.username
        for account, *_rest in administrator.get("/admin/accounts/?office=松岭县").context["rows"]
    }
    assert names == {"far_clerk"}


def test_a_long_list_is_read_page_by_page_forth_and_back(administrator: Client, cast: Cast) -> None:
    for number in range(60):
        person = Person.objects.create(name="众某", made_at=LONG_AGO)
        by = cast.people["administrator"]
        Account.objects.create(username=f"a{number:03}", person=person, made_at=LONG_AGO, opened_by=by)
    first = administrator.get("/admin/accounts/").context
    second = administrator.get("/admin/accounts/", {"after": first["leaf"].after}).context
    again = administrator.get("/admin/accounts/", {"before": second["leaf"].before}).context
    assert len(first["rows"]) == 50
    assert not first["leaf"].before
    assert second["rows"][0][0].username > first["rows"][-1][0].username
    assert [row[0].pk for row in again["rows"]] == [row[0].pk for row in first["rows"]]


@pytest.mark.parametrize("address", ["/admin/accounts/", "/admin/lawyers/"])
def test_a_list_takes_few_queries_however_long(
    administrator: Client, address: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        administrator.get(address)


def test_a_new_account_has_a_password_that_is_shown_once_and_works_once(
    administrator: Client, client: Client
) -> None:
    password = password_in(opened(administrator))
    account = Account.objects.get(username="xin.mou")
    assert account.check_password(password)
    assert password not in str(AuditRow.objects.filter(action="open_staff_account").values())
    client.post("/sign-in/", {"login": "xin.mou", "password": password})
    assert "_auth_user_id" in client.session


def test_a_double_click_opens_one_account_and_shows_no_second_password(administrator: Client) -> None:
    opened(administrator)
    again = opened(administrator)
    assert Account.objects.filter(username="xin.mou").count() == 1
    assert "密码已经显示过一次" in again


def test_a_taken_name_and_an_impossible_phone_are_said_at_their_fields(administrator: Client) -> None:
    taken = administrator.post("/admin/accounts/new/", {**NEW, "username": "clerk"})
    wrong = administrator.post("/admin/accounts/new/", {**NEW, "phone": "123"})
    assert (taken.status_code, wrong.status_code) == (422, 422)
    assert "这个登录名已经有人用了" in taken.content.decode()
    assert "新某" in wrong.content.decode()


def test_a_new_password_ends_what_was_signed_in_under_the_old_one(
    administrator: Client, client: Client, cast: Cast
) -> None:
    client.force_login(cast.account("clerk"))
    ref = cast.account("clerk").ref
    password_in(administrator.post(f"/admin/accounts/{ref}/password/", {"once_key": "k"}).content.decode())
    assert client.get("/desk/").status_code == 302


def test_a_leaver_is_out_at_the_next_request_and_holds_no_post(
    administrator: Client, client: Client, cast: Cast
) -> None:
    client.force_login(cast.account("clerk"))
    assert client.get("/desk/").status_code == 200
    administrator.post(f"/admin/accounts/{cast.account('clerk').ref}/close/", {"once_key": "k"})
    assert client.get("/desk/").status_code == 302
    assert not cast.people["clerk"].posts.filter(until=None).exists()


def test_nobody_closes_their_own_account(administrator: Client, cast: Cast) -> None:
    ref = cast.account("administrator").ref
    answer = administrator.post(f"/admin/accounts/{ref}/close/", {"once_key": "k"})
    assert answer.status_code == 403
    assert cast.people["administrator"].posts.filter(until=None).exists()


def test_staff_are_found_by_name_through_post_and_the_search_is_audited_without_the_name(
    administrator: Client, cast: Cast
) -> None:
    page = administrator.post("/admin/find/", {"q": "林某"})
    assert [row[0].username for row in page.context["rows"]] == ["clerk"]
    row = AuditRow.objects.get(action="find_account")
    assert "林某" not in str(row.details)


def test_applicants_are_not_found(administrator: Client, cast: Cast) -> None:
    assert not administrator.post("/admin/find/", {"q": "李某"}).context["rows"]


def test_a_lawyer_is_enrolled_and_the_profile_corrected(administrator: Client, cast: Cast) -> None:
    ref = cast.account("lawyer").ref
    given = {"unit": "明理律师事务所", "kind": "lawyer", "weekly_capacity": "5", "specialities": ["family"]}
    answer = administrator.post(f"/admin/accounts/{ref}/lawyer/", {**given, "once_key": "k"})
    assert answer.status_code == 302
    profile = Lawyer.objects.get(person=cast.people["lawyer"])
    assert (profile.unit.name, profile.weekly_capacity, profile.specialities) == (
        "明理律师事务所",
        5,
        ["family"],
    )


def test_an_unknown_unit_is_answered_with_what_it_may_mean(administrator: Client, cast: Cast) -> None:
    ref = cast.account("lawyer").ref
    given = {"unit": "明理", "kind": "lawyer", "weekly_capacity": "5"}
    answer = administrator.post(f"/admin/accounts/{ref}/lawyer/", given)
    assert answer.status_code == 422
    assert "明理律师事务所" in answer.content.decode()


def test_a_version_that_the_form_never_had_does_not_disturb_closing(
    administrator: Client, cast: Cast
) -> None:
    leaver = cast.account("clerk")
    answer = administrator.post(
        f"/admin/accounts/{leaver.ref}/close/", {"once_key": "k", "seen_version": "-1"}
    )
    assert answer.status_code == 302
    leaver.refresh_from_db()
    assert leaver.left_at is not None
