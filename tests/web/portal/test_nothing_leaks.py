"""Whoever tries other people's references, numbers and links learns nothing; a text could be read by anybody."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from fayuan.core.refs import new_ref
from fayuan.intake.operations import save_draft
from fayuan.law.words import MATTERS
from fayuan.messaging.models import Message
from fayuan.people.models import Account
from fayuan.web.portal.calendar import LABEL
from fayuan.web.shared import calendars

import steps
from cast import NOW, Cast
from test_access import ROWS

NOT_FOUND, NOT_ADMITTED = 404, 405
PERSONAL = [name for name, row in ROWS.items() if name.startswith("portal:") and row.about]


def asked(client: Client, name: str, ref: str) -> set[tuple[int, int]]:
    """The answers to GET and POST: their status, and how long they are without what is different each time."""
    address = reverse(name, kwargs={"ref": ref, **ROWS[name].path})
    answers = [client.get(address), client.post(address, {})]
    return {
        (each.status_code, len(re.sub(r'value="[^"]+"|' + re.escape(address), "", each.content.decode())))
        for each in answers
    }


@pytest.fixture
def stranger(client: Client, cast: Cast) -> Client:
    """Somebody else's browser."""
    client.force_login(cast.account("other_applicant"))
    return client


@pytest.mark.parametrize("name", PERSONAL)
def test_anothers_number_in_an_address_is_answered_as_one_that_does_not_exist(
    stranger: Client, cast: Cast, name: str
) -> None:
    matter = steps.closed(cast)
    draft = save_draft(ref=None, answers={"kind": "wages"}, by=cast.applicant, now=NOW)
    nobodys = asked(stranger, name, new_ref())
    assert {status for status, _length in nobodys} <= {NOT_FOUND, NOT_ADMITTED}
    for ref in (matter.ref, draft.ref, str(matter.pk), str(draft.pk), matter.number):
        assert asked(stranger, name, ref) == nobodys, ref


def test_references_cannot_be_counted_through(cast: Cast) -> None:
    refs = {steps.submitted(cast).ref for _ in range(3)}
    assert all(re.fullmatch(r"[0-9A-Z]{9}", ref) for ref in refs)
    assert len({ref[:4] for ref in refs}) == len(refs), "nothing of one tells of the next"


def test_a_calendars_address_opens_nothing_once_its_account_is_closed_or_it_is_changed(
    client: Client, cast: Cast
) -> None:
    account = cast.account("applicant")
    address = reverse("portal:calendar", args=[calendars.token_of(account, LABEL)])
    assert client.get(address).status_code == 200
    middle = len(address) // 2
    changed = address[:middle] + ("a" if address[middle] != "a" else "b") + address[middle + 1 :]
    assert client.get(changed).status_code == NOT_FOUND
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(address).status_code == NOT_FOUND


def test_what_is_texted_names_nobody_no_case_and_no_opponent(cast: Cast) -> None:
    """Every message that a whole case, a refusal and a supplement have caused."""
    for stage in ("closed", "refused", "handling", "granted"):
        matter = getattr(steps, stage)(cast)
    told = list(Message.objects.all())
    assert len(told) > 8
    names = {person.name for person in cast.people.values()}
    opponents = {party.name for party in matter.parties.filter(role="opponent")}
    assert opponents
    words = {each.removeprefix("请求") for each in MATTERS.values() if each != "其他"} | {"工伤", "欠薪"}
    for message in told:
        for secret in names | opponents | words | {matter.number, matter.agency.name}:
            assert secret not in message.text, (message.template, secret)
        assert not re.search(r"\d{6,}", message.text.replace("12348", "")), message.text


def test_a_guess_at_a_code_needs_the_browser_that_asked_and_has_five_tries(
    client: Client, cast: Cast
) -> None:
    client.post("/my/sign-in/", {"phone": "13900000001"})
    stranger = Client()
    assert stranger.post("/my/sign-in/code/", {"code": "123456"}).status_code == 302  # first a number
    answers = {client.post("/my/sign-in/code/", {"code": f"{guess:06}"}).status_code for guess in range(5)}
    assert answers == {422}
    assert "_auth_user_id" not in client.session
