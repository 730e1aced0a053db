"""Signing in by phone: a code, ten minutes, five tries; nobody learns whether a number is known."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from fayuan.core import clock
from fayuan.core.models import AuditRow
from fayuan.messaging.sms import Console
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Account, Person, PhoneCode

from cast import NOW as BEGIN
from cast import Cast

NOW = BEGIN + timedelta(hours=1)
KNOWN, UNKNOWN = "13900000001", "13955550000"
Texts = list[tuple[str, str]]


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Texts:
    """What was texted, to whom."""
    sent: Texts = []

    def send(self: Console, name: str, phone: str, text: str) -> str:
        sent.append((phone, text))
        return "sent"

    monkeypatch.setattr(Console, "send", send)
    return sent


@pytest.fixture
def code(
    client: Client, texts: Texts, django_capture_on_commit_callbacks: Callable[..., Iterator[None]]
) -> Callable[[str], str]:
    """Ask for a code to a number; gives it as it was texted."""

    def ask(phone: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/my/sign-in/", {"phone": phone})
        assert answer.status_code == 302, answer.content.decode()
        return "".join(letter for letter in texts[-1][1].split("，")[0] if letter.isdigit())

    return ask


def test_the_right_code_signs_a_known_applicant_in(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    right = code("139 0000-0001")
    assert client.post("/my/sign-in/code/", {"code": right})["Location"] == "/my/matters/"
    assert client.session["_auth_user_id"] == str(cast.account("applicant").pk)
    assert AuditRow.objects.filter(action="sign_in", result="done").exists()


def test_a_first_sign_in_makes_a_person_and_an_account(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    client.post("/my/sign-in/code/", {"code": code(UNKNOWN)})
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    assert account.person.phone == UNKNOWN
    assert UNKNOWN not in account.username


def test_signing_in_again_finds_the_same_account(
    cast: Cast, client: Client, code: Callable[[str], str]
) -> None:
    client.post("/my/sign-in/code/", {"code": code(UNKNOWN)})
    first = client.session["_auth_user_id"]
    client.post("/sign-out/")
    with clock.at(NOW + timedelta(minutes=5)):
        client.post("/my/sign-in/code/", {"code": code(UNKNOWN)})
    assert client.session["_auth_user_id"] == first


def test_known_and_unknown_numbers_get_the_same_answer(client: Client, cast: Cast) -> None:
    pages = []
    for phone in (KNOWN, UNKNOWN):
        client.post("/my/sign-in/", {"phone": phone})
        page = client.get("/my/sign-in/code/")
        pages.append(page.content.decode().replace(phone, "").replace(phone[-4:], ""))
    assert len(pages[0]) == len(pages[1])


def test_no_page_and_no_row_holds_the_code_or_the_whole_number_in_clear(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    right = code(UNKNOWN)
    row = PhoneCode.objects.get()
    assert right.encode() not in bytes(row.code_digest)
    assert UNKNOWN.encode() not in bytes(row.phone_digest)
    assert UNKNOWN not in str(dict(client.session))


def test_a_second_code_within_a_minute_is_not_sent(
    client: Client, cast: Cast, code: Callable[[str], str], texts: Texts
) -> None:
    code(KNOWN)
    answer = client.post("/my/sign-in/", {"phone": KNOWN})
    assert answer.status_code == 429
    assert "请等1分钟" in answer.content.decode()
    assert len(texts) == 1


def test_after_five_wrong_codes_even_the_right_one_is_refused(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    right = code(KNOWN)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post("/my/sign-in/code/", {"code": wrong}).status_code == 422
    assert client.post("/my/sign-in/code/", {"code": right}).status_code == 422
    assert "_auth_user_id" not in client.session
    assert AuditRow.objects.filter(action="sign_in_by_code", result="refused").count() == 6


def test_a_code_is_old_after_ten_minutes(client: Client, cast: Cast, code: Callable[[str], str]) -> None:
    right = code(KNOWN)
    with clock.at(NOW + timedelta(minutes=10)):
        assert client.post("/my/sign-in/code/", {"code": right}).status_code == 422


def test_a_code_is_good_once(client: Client, cast: Cast, code: Callable[[str], str]) -> None:
    right = code(KNOWN)
    client.post("/my/sign-in/code/", {"code": right})
    other = Client()
    session = other.session
    session["phone"] = ""
    assert other.post("/my/sign-in/code/", {"code": right}).status_code == 302
    assert PhoneCode.objects.get().used_at == NOW


def test_staff_do_not_come_in_by_phone(client: Client, cast: Cast, code: Callable[[str], str]) -> None:
    clerk = cast.people["clerk"]
    clerk.phone = "13911112222"
    clerk.save()
    answer = client.post("/my/sign-in/code/", {"code": code("13911112222")})
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_number_that_others_may_read_opens_nobodys_file(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    hidden = Person.objects.create(name="郝某", phone=UNKNOWN, may_text=False, made_at=NOW)
    client.post("/my/sign-in/code/", {"code": code(UNKNOWN)})
    assert Account.objects.get(pk=client.session["_auth_user_id"]).person != hidden


def test_what_is_no_number_is_said(client: Client, db: None) -> None:
    answer = client.post("/my/sign-in/", {"phone": "12345"})
    assert answer.status_code == 422
    assert "请填写11位手机号" in answer.content.decode()


def test_one_comes_back_to_where_one_wanted_to_go(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    assert client.get("/my/matters/")["Location"] == "/my/sign-in/?next=/my/matters/"
    right = code(KNOWN)
    answer = client.post("/my/sign-in/code/?next=/my/guide/", {"code": right})
    assert answer["Location"] == "/my/guide/"


def test_no_other_site_is_gone_to(client: Client, cast: Cast, code: Callable[[str], str]) -> None:
    answer = client.post("/my/sign-in/code/?next=https://example.org/", {"code": code(KNOWN)})
    assert answer["Location"] == "/my/matters/"


def test_who_is_new_says_who_they_are_before_the_first_question(
    client: Client, cast: Cast, code: Callable[[str], str]
) -> None:
    client.post("/my/sign-in/code/", {"code": code(UNKNOWN)})
    who = client.post("/my/apply/", {"once_key": "k"})["Location"]
    assert who.endswith("/who/")
    wrong = client.post(who, {"name": "吴某", "id_number": "970102198504201230"})
    assert wrong.status_code == 422
    assert "请输入18位身份证号" in wrong.content.decode()
    number = "９７０１０２ 19850420 123" + id_check_letter("97010219850420123").lower()
    assert client.post(who, {"name": "吴某", "id_number": number})["Location"].endswith("/whom/")
    person = Account.objects.get(pk=client.session["_auth_user_id"]).person
    assert (person.name, person.sex, person.born.isoformat()) == ("吴某", "m", "1985-04-20")
