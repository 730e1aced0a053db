"""What a stolen dump shows: none of twenty planted numbers, wherever people may have written them."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from fayuan.core import clock
from fayuan.intake import operations as intake
from fayuan.intake.inputs import AgentInput, MemberInput, OpponentInput, PersonInput
from fayuan.matters.operations import note
from fayuan.people.identity import id_check_letter

import steps
from cast import NOW, Cast

PHONES = [f"1390000{number:04}" for number in range(7000, 7010)]
IDENTITIES = [
    body + id_check_letter(body) for body in (f"97010219900101{number:03}" for number in range(700, 710))
]


@pytest.fixture
def planted(cast: Cast) -> Cast:
    """A county at work, with a number in every place where one can be typed."""
    phone, identity = iter(PHONES), iter(IDENTITIES)
    applicant = {
        "name": "罗某",
        "id_number": next(identity),
        "phone": next(phone),
        "address": f"电话{next(phone)}",
    }
    matter = steps.submitted(
        cast,
        applicant=PersonInput(details=applicant),
        facts=f"身份证{next(identity)}，打{next(phone)}找我",
        opponents=(OpponentInput("某公司", id_number=next(identity)),),
        members=(MemberInput("工友", next(identity), next(phone)),),
        agent=AgentInput("entrusted", "王某", person=cast.people["other_applicant"].pk),
    )
    intake.register_consultation(
        agency=cast.agency.pk,
        channel="phone",
        question=f"我叫{next(identity)}",
        answer=f"请打{next(phone)}",
        by=cast.clerk,
        now=NOW,
    )
    intake.save_draft(
        ref=None, answers={"who": next(identity), "tel": next(phone)}, by=cast.applicant, now=NOW
    )
    notified = {"name": "甲某", "born": date(1980, 1, 1), "id_number": next(identity)}
    steps.notified(cast, person=PersonInput(details=notified), contact=f"法官 {next(phone)}")
    note(matter, "note", by=cast.clerk, now=NOW, body=f"回电{next(phone)}，{next(identity)}")
    clerk = Client()
    clerk.force_login(cast.account("clerk"))
    with clock.at(NOW):
        for term in (next(identity), next(phone)):
            clerk.post("/desk/search/", {"q": term})
        clerk.post("/sign-in/", {"login": next(phone), "password": next(identity)})
    return cast


def dump() -> Iterator[tuple[str, bytes]]:
    """Every table that the app can read, as a dump writes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, relname FROM pg_stat_user_tables ORDER BY relname")
        tables = cursor.fetchall()
        for schema, table in tables:
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f'"{schema}"."{table}"'])
            if cursor.fetchone()[0]:
                with cursor.cursor.copy(f'COPY (SELECT * FROM "{schema}"."{table}") TO STDOUT') as copy:  # type: ignore[attr-defined]  # psycopg below Django's wrapper
                    yield table, b"".join(bytes(part) for part in copy)


def test_a_dump_shows_none_of_the_planted_numbers(planted: Cast) -> None:
    found = []
    for table, content in dump():
        for number in (*PHONES, *IDENTITIES):
            if number.encode() in content or number.encode().hex().encode() in content:
                found.append(f"{table} shows {number}")
    assert not found


def test_the_dump_is_one(planted: Cast) -> None:
    tables = dict(dump())
    assert "罗某" in tables["people_person"].decode()
    assert len(tables) > 30
