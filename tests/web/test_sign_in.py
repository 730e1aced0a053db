"""Signing in: with the right password; not with a wrong one; not at all for a while after five wrong ones."""

import re
from typing import Any

import pytest
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.people.models import SignInTry

from cast import Cast

PASSWORD = "a long and quiet password"


@pytest.fixture
def account(cast: Cast) -> str:
    clerk = cast.account("clerk")
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk.username


def try_to_sign_in(client: Client, username: str, password: str) -> int:
    return client.post("/sign-in/", {"login": username, "password": password}).status_code


def test_the_right_password_opens_the_desk_and_leaves_an_audit_row(client: Client, account: str) -> None:
    assert try_to_sign_in(client, account, PASSWORD) == 302
    assert AuditRow.objects.filter(action="sign_in", result="done").count() == 1


def test_a_wrong_password_stays_outside_and_leaves_no_name_in_clear(client: Client, account: str) -> None:
    assert try_to_sign_in(client, account, "wrong") == 422
    row = AuditRow.objects.get(action="sign_in", result="refused")
    assert account not in str(row.details)


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, account: str) -> None:
    for _ in range(5):
        try_to_sign_in(client, account, "wrong")
    assert SignInTry.objects.count() == 5
    assert try_to_sign_in(client, account, PASSWORD) == 422
    assert "_auth_user_id" not in client.session


def test_an_unknown_name_gets_the_same_page(client: Client, account: str) -> None:
    known, unknown = (
        re.sub(rf'csrfmiddlewaretoken" value="[^"]*"|{name}', "", shown(client, name))
        for name in (account, "nobody")
    )
    assert known == unknown


def shown(client: Client, name: str) -> str:
    return client.post("/sign-in/", {"login": name, "password": "wrong"}).content.decode()


def test_every_answer_carries_the_strict_headers(client: Client, cast: Cast) -> None:
    response = client.get("/sign-in/")
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_staff_without_a_second_factor_are_led_to_set_one_up(client: Client, cast: Cast, settings: Any) -> None:
    settings.STAFF_NEED_TOTP = True
    client.force_login(cast.account("clerk"))
    assert client.get("/desk/").headers["Location"] == "/sign-in/second/set-up/"


def test_a_citizen_needs_no_second_factor(client: Client, cast: Cast, settings: Any) -> None:
    settings.STAFF_NEED_TOTP = True
    client.force_login(cast.account("applicant"))
    assert client.get("/my/matters/").status_code == 200
