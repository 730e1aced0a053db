"""Signing in: with the right password; not with a wrong one; not at all for a while after five wrong ones."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.people.models import SignInTry

import steps
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


def test_staff_without_a_second_factor_are_led_to_set_one_up(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.STAFF_NEED_TOTP = True
    client.force_login(cast.account("clerk"))
    assert client.get("/desk/").headers["Location"] == "/sign-in/second/set-up/"


def test_a_citizen_needs_no_second_factor(client: Client, cast: Cast, settings: Any) -> None:
    settings.STAFF_NEED_TOTP = True
    client.force_login(cast.account("applicant"))
    assert client.get("/my/matters/").status_code == 200


def code_for(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_clerk_sets_up_the_second_factor_and_signs_in_with_it(
    client: Client, account: str, settings: Any
) -> None:
    settings.STAFF_NEED_TOTP = True
    try_to_sign_in(client, account, PASSWORD)
    asked = client.get("/sign-in/second/set-up/").headers["Location"]
    assert asked.startswith("/sign-in/again/")
    assert client.get(asked).status_code == 200
    client.post(asked, {"password": PASSWORD})
    shown = client.get("/sign-in/second/set-up/")
    answer = client.post("/sign-in/second/set-up/", {"code": code_for(shown.context["form"].secret)})
    assert answer.headers["Location"] == "/sign-in/second/spare/"
    assert client.get("/sign-in/second/spare/").status_code == 200
    assert client.get("/desk/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(
    client: Client, account: str, settings: Any
) -> None:
    test_a_clerk_sets_up_the_second_factor_and_signs_in_with_it(client, account, settings)
    client.post("/sign-out/")
    answer = client.post("/sign-in/", {"login": account, "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/second/"
    assert client.get("/desk/").status_code == 302
    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 200
    assert client.get("/desk/").status_code == 302


def test_what_was_typed_when_the_session_had_ended_can_be_sent_after_signing_in(
    client: Client, account: str, cast: Cast
) -> None:
    matter = steps.submitted(cast)
    address = f"/desk/matters/{matter.ref}/"
    try_to_sign_in(client, account, PASSWORD)
    session = client.session
    session["seen_at"] -= 3600
    session.save()
    answer = client.post(address, {"text": "申请人下午再来", "to": "office"})
    assert answer.headers["Location"].startswith("/sign-in/")
    try_to_sign_in(client, account, PASSWORD)
    page = client.get(address).content.decode()
    assert "您填写的内容还在" in page
    assert "申请人下午再来" in page
    assert "申请人下午再来" not in str(client.session.items()), (
        "it stands sealed in the session, and only once"
    )
