"""A mini-program hands people over: by a bureau's token alone, by a link that opens once."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from fayuan.core import clock
from fayuan.core.actor import system
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Account, Person, Ticket
from fayuan.people.operations import make_token

from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)
NEW = "13955550001"


@pytest.fixture
def gateway(cast: Cast) -> Client:
    """The mini-program's server, with a token of the county's justice bureau."""
    bureau = cast.agency.parent
    assert bureau is not None
    given = {"institution": bureau.pk, "name": "小程序", "until": NOW.date() + timedelta(days=30)}
    client = Client()
    secret = make_token(**given, by=system("test"), now=NOW).secret
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def hand_over(client: Client, **told: str) -> Any:
    return client.post("/api/v1/arrivals", told, content_type="application/json")


def link(client: Client, **told: str) -> str:
    answer = hand_over(client, **told)
    assert answer.status_code == 201, answer.content.decode()
    return urlsplit(answer.json()["url"]).path


def number(order: int) -> str:
    body = f"97010219880420{order:03d}"
    return body + id_check_letter(body)


def test_the_link_signs_in_once(gateway: Client, client: Client, cast: Cast) -> None:
    path = link(gateway, phone="13900000001")
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 200  # looking spends nothing
    assert client.post(path)["Location"] == "/my/matters/"
    assert client.session["_auth_user_id"] == str(cast.account("applicant").pk)
    replay = Client().post(path)
    assert replay.status_code == 404
    assert "已经用过" in replay.content.decode()


def test_the_link_is_old_after_two_minutes(gateway: Client, client: Client, cast: Cast) -> None:
    path = link(gateway, phone=NEW)
    with clock.at(LATER + timedelta(minutes=2)):
        assert client.post(path).status_code == 404
    assert "_auth_user_id" not in client.session


def test_neither_link_nor_row_says_who_it_is(gateway: Client, cast: Cast) -> None:
    path = link(gateway, phone="13900000001")
    assert "13900000001" not in path
    assert path.split("/")[-2].encode() not in bytes(Ticket.objects.get().digest)


def test_a_verified_name_need_not_be_typed_again(gateway: Client, client: Client, cast: Cast) -> None:
    client.post(link(gateway, phone=NEW, name="吴某", id_number=number(21)))
    person = Account.objects.get(pk=client.session["_auth_user_id"]).person
    assert (person.name, person.id_number, str(person.born)) == ("吴某", number(21), "1988-04-20")
    assert client.post("/my/apply/", {"once_key": "k"})["Location"].endswith("/whom/")


def known(name: str, order: int, phone: str) -> Person:
    return Person.objects.create(name=name, id_number=number(order), phone=phone, made_at=NOW)


def test_whom_an_office_entered_by_the_identity_number_finds_their_matters(
    gateway: Client, client: Client, cast: Cast
) -> None:
    entered = known("吴某", 23, "13955550009")
    client.post(link(gateway, phone=NEW, name="吴某", id_number=number(23)))
    assert Account.objects.get(pk=client.session["_auth_user_id"]).person == entered


def test_whoever_typed_a_strangers_number_is_not_met_by_the_stranger(
    gateway: Client, client: Client, cast: Cast
) -> None:
    typed = known("吴某", 24, "13955550009")
    Account.objects.create(person=typed, username="phone-x", password="!", made_at=NOW)
    client.post(link(gateway, phone=NEW, name="吴某", id_number=number(24)))
    person = Account.objects.get(pk=client.session["_auth_user_id"]).person
    assert (person.name, person.phone, person != typed) == ("吴某", NEW, True)


def test_the_same_telephone_and_number_are_the_same_person(
    gateway: Client, client: Client, cast: Cast
) -> None:
    own = known("吴某", 25, NEW)
    Account.objects.create(person=own, username="phone-x", password="!", made_at=NOW)
    client.post(link(gateway, phone=NEW, name="吴某", id_number=number(25)))
    assert Account.objects.get(pk=client.session["_auth_user_id"]).person == own


def test_a_record_of_another_name_is_not_taken_for_the_number(
    gateway: Client, client: Client, cast: Cast
) -> None:
    other = known("郑某", 26, "13955550009")
    client.post(link(gateway, phone=NEW, name="吴某", id_number=number(26)))
    assert Account.objects.get(pk=client.session["_auth_user_id"]).person != other


def test_a_number_that_changed_hands_does_not_open_the_last_holders_file(
    gateway: Client, client: Client, cast: Cast
) -> None:
    client.post(link(gateway, phone="13900000001", name="吴某", id_number=number(22)))
    person = Account.objects.get(pk=client.session["_auth_user_id"]).person
    assert person != cast.people["applicant"]
    assert person.name == "吴某"
    again = Client()
    again.post(link(gateway, phone="13900000001", name="吴某", id_number=number(22)))
    assert again.session["_auth_user_id"] == client.session["_auth_user_id"]


def test_staff_are_not_handed_over(gateway: Client, cast: Cast) -> None:
    cast.people["clerk"].phone = NEW
    cast.people["clerk"].save()
    assert hand_over(gateway, phone=NEW).status_code == 403


def test_an_authority_hands_nobody_over_and_a_bureaus_system_sees_no_notice(
    gateway: Client, court: Client, cast: Cast
) -> None:
    assert hand_over(court, phone=NEW).status_code == 403
    assert gateway.get("/api/v1/notices").json()["notices"] == []


@pytest.mark.parametrize(
    "told",
    [{"phone": "12345678901"}, {"phone": NEW, "id_number": number(3)}, {"phone": NEW, "id_number": "1"}],
)
def test_what_cannot_be_is_refused(gateway: Client, cast: Cast, told: dict[str, str]) -> None:
    assert hand_over(gateway, **told).status_code == 422
