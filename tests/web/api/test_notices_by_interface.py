"""A notice by machine: filed once however often it is sent, refused in words a system can act on."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sending import BODY, Send

from fayuan.core.models import AuditRow
from fayuan.matters.models import Matter

from cast import Cast


def test_a_notice_is_with_the_agency_at_once(send: Send, cast: Cast) -> None:
    answer = send()
    matter = Matter.objects.get(ref=answer.json()["ref"])
    assert answer.status_code == 201
    assert answer.json()["number"] == matter.number
    assert (matter.state, matter.authority, matter.agency) == ("awaiting_assignment", cast.court, cast.agency)
    assert matter.transitions.get().channel == "api"
    assert [party.name for party in matter.parties.filter(role="co_defendant")] == ["同某"]


def test_the_same_key_with_the_same_notice_acts_once_and_gets_the_same_answer(send: Send) -> None:
    first, again = send("a"), send("a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert Matter.objects.count() == 1


def test_the_same_key_with_another_notice_is_refused(send: Send) -> None:
    send("a")
    other = send("a", offence="抢劫罪")
    assert other.status_code == 422
    assert other.json()["code"] == "key_reused"


def test_two_authorities_may_use_the_same_key(send: Send, police: Client) -> None:
    assert send("a").status_code == send("a", client=police).status_code == 201
    assert Matter.objects.count() == 2


@pytest.mark.parametrize("key", [None, "", "x" * 41])
def test_without_a_key_nothing_is_filed(send: Send, key: str | None) -> None:
    answer = send(key)
    assert answer.status_code == 400
    assert answer.json()["code"] == "no_key"
    assert not Matter.objects.exists()


def test_without_a_right_token_nobody_is_let_in_and_the_try_is_kept(send: Send) -> None:
    stranger = Client(headers={"Authorization": "Bearer fayuan_wrong"})
    answer = send(client=stranger)
    assert answer.status_code == 401
    assert answer.json()["code"] == "no_token"
    assert answer["WWW-Authenticate"] == "Bearer"
    row = AuditRow.objects.get(action="sign_in", result="refused")
    assert row.channel == "api"
    assert "fayuan_wrong" not in str(row.details)


def test_whoever_is_signed_in_at_a_page_is_nobody_here(send: Send, client: Client, cast: Cast) -> None:
    client.force_login(cast.account("court_officer"))
    assert send(client=client).status_code == 401


def test_wrong_tokens_are_counted_and_then_wait(send: Send) -> None:
    stranger = Client(headers={"Authorization": "Bearer fayuan_wrong"})
    statuses = [send(client=stranger).status_code for _ in range(7)]
    assert statuses == [401] * 5 + [429] * 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form": "divorce"}, "form"),
        ({"reason": "wealthy"}, "reason"),
        ({"stage": ""}, "stage"),
        ({"person": {"name": ""}}, "person.name"),
        ({"person": {"name": "许某", "born": "2031-01-01"}}, "person.born"),
        ({"person": {"name": "许某", "born": "2026-02-30"}}, "person.born"),
        ({"person": {"name": "许某", "id_number": "970102198504201230"}}, "person.id_number"),
        ({"person": {"name": "许\x00某"}}, "person.name"),
        ({"offence": "盗" * 101}, "offence"),
        ({"co_defendants": ["同某"] * 101}, "co_defendants"),
        ({"authority": 1}, "authority"),
        ({"state": "closed"}, "state"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_path(send: Send, changes: dict[str, object], field: str) -> None:
    answer = send(**changes)
    assert answer.status_code == 422
    assert answer.json()["code"] == "bad_input"
    assert field in answer.json()["fields"]
    assert not Matter.objects.exists()


def test_an_identity_number_tells_birth_date_and_sex_and_stands_sealed(send: Send) -> None:
    ref = send(person={"name": "许某", "id_number": "970102198504201237"}).json()["ref"]
    person = Matter.objects.get(ref=ref).parties.get(role="applicant").person
    assert person is not None
    assert (person.sex, f"{person.born}") == ("m", "1985-04-20")


def test_what_the_law_forbids_is_a_conflict_with_its_code(send: Send) -> None:
    answer = send(stage="death_review_spc", reason="death_review")
    assert answer.status_code == 409
    assert answer.json()["code"] == "not_competent"


def test_what_is_no_json_is_said_so(court: Client) -> None:
    answer = court.post(
        "/api/v1/notices", "{", content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    assert answer.status_code == 400
    assert answer.json()["says"].startswith("读不懂")


WORDS = (
    st.text(max_size=120)
    | st.none()
    | st.integers()
    | st.sampled_from(["", "defence", "minor", "2026-06-01"])
)
ODD = st.fixed_dictionaries({}, optional={name: WORDS for name in BODY if name != "person"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=ODD, name=WORDS, key=st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=50)
)
def test_nothing_that_is_sent_breaks_it(
    send: Send, changes: dict[str, object], name: object, key: str
) -> None:
    answer = send(key, **changes, person={"name": name})
    assert answer.status_code in {201, 400, 409, 422}
    assert {"code", "says"} <= answer.json().keys() or answer.status_code == 201
