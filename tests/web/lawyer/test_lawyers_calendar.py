"""Hearings in the phone's calendar: by an address nobody can guess, without names."""

import re
from datetime import timedelta

from django.test import Client

from fayuan.cases import operations as cases

import steps
from cast import NOW, Cast


def address(lawyer: Client) -> str:
    """The address as today's page gives it."""
    found = re.search(
        r'href="http://testserver(/lawyer/calendar/[^"]+)"', lawyer.get("/lawyer/").content.decode()
    )
    assert found is not None
    return found[1]


def test_the_phone_reads_the_hearings_without_signing_in(lawyer: Client, cast: Cast) -> None:
    matter = steps.handling(cast)
    at = NOW + timedelta(days=10)
    place = "石桥县劳动人事争议仲裁委员会第一仲裁庭，三楼；凭身份证入内"
    cases.plan_hearing(ref=matter.ref, at=at, place=place, by=cast.lawyer, now=NOW + timedelta(minutes=30))
    answer = Client().get(address(lawyer))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20260622T010000Z\r\n" in text
    assert matter.number in text
    assert "李某" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "；凭身份证入内" in text.replace("\r\n ", "")


def test_a_guessed_address_does_not_exist(client: Client, cast: Cast) -> None:
    for token in ("a", "AAAA", "Zm9v" * 12):
        assert client.get(f"/lawyer/calendar/{token}.ics").status_code == 404


def test_the_address_is_dead_once_the_account_is_closed(lawyer: Client, cast: Cast) -> None:
    url = address(lawyer)
    account = cast.account("lawyer")
    account.is_active = False
    account.save()
    assert Client().get(url).status_code == 404
    account.is_active = True
    account.save()
