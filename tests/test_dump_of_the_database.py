"""What a stolen dump, log or disk shows: none of fifty planted numbers, wherever people may have written them."""

import logging
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pictures
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from fayuan.core import clock
from fayuan.core.logs import Discreet
from fayuan.dossier.operations import hand_in_file
from fayuan.intake import operations as intake
from fayuan.intake.inputs import AgentInput, MemberInput, OpponentInput, PersonInput
from fayuan.matters.notes import write_note
from fayuan.matters.operations import note
from fayuan.people.identity import id_check_letter
from fayuan.people.operations import correct_contact

import steps
from cast import NOW, Cast

log = logging.getLogger("fayuan.planted")
PHONES = [f"1390000{number:04}" for number in range(7000, 7025)]
IDENTITIES = [
    body + id_check_letter(body) for body in (f"97010219900101{number:03}" for number in range(700, 725))
]


@pytest.fixture
def planted(cast: Cast) -> Cast:
    """A county at work, with a number in every place where one can be typed: facts, notes, lists, names and contents
    of files, messages, sign-ins, searches, addresses of pages, errors that are logged.
    """
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
        clerk.get(f"/desk/search/?q={next(phone)}")
        clerk.get("/", headers={"User-Agent": f"Mozilla {next(identity)}"})
        citizen = Client()
        citizen.post("/my/sign-in/", {"phone": next(phone)})
    name = f"{next(identity)}与{next(phone)}的合同.pdf"
    upload = hand_in_file(
        ref=matter.ref,
        kind="case_papers",
        file_name=name,
        content=pictures.pdf() + f"\n% {next(identity)} {next(phone)}".encode(),
        by=cast.clerk,
        now=NOW,
    )
    steps.examined_file(upload)
    waiting = pictures.pdf() + f"\n% {next(identity)}".encode()
    hand_in_file(
        ref=matter.ref,
        kind="case_papers",
        file_name="另一份.pdf",
        content=waiting,
        by=cast.clerk,
        now=NOW,
    )
    write_note(ref=matter.ref, text=f"联系人{next(phone)}", by=cast.clerk, now=NOW)
    correct_contact(
        may_call=True,
        may_text=True,
        contact_note=f"只打{next(phone)}",
        address=f"门口电话{next(phone)}",
        by=cast.applicant,
        now=NOW,
    )
    log.error("could not send to %s, %s", next(phone), next(identity))
    try:
        raise ValueError(f"no such person {next(identity)}")
    except ValueError:
        log.exception("failed for %s", next(phone))
    return cast


@pytest.fixture
def kept_logs() -> Iterator[StringIO]:
    """What the log files of a server would hold, at the most talkative level."""
    kept, formatter = StringIO(), settings.LOGGING["formatters"]["plain"]
    handler = logging.StreamHandler(kept)
    handler.setFormatter(Discreet(formatter["format"]))
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    root.setLevel(before)


def shows(content: bytes) -> list[str]:
    """Which planted numbers stand in the bytes, plainly, as hexadecimal or in base 64."""
    numbers = (*PHONES, *IDENTITIES)
    forms = {
        each: (each.encode(), each.encode().hex().encode(), b64encode(each.encode())[:12]) for each in numbers
    }
    return [number for number, ways in forms.items() if any(way in content for way in ways)]


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
    found = [f"{table} shows {number}" for table, content in dump() for number in shows(content)]
    assert not found


def test_stored_files_show_none_of_the_planted_numbers(planted: Cast) -> None:
    files = [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert [f"{path.name} shows {number}" for path in files for number in shows(path.read_bytes())] == []
    assert [path.name for path in files if shows(path.name.encode())] == []


def test_logs_show_none_of_the_planted_numbers(kept_logs: StringIO, planted: Cast) -> None:
    written = kept_logs.getvalue()
    assert "could not send to [phone], [identity]" in written
    assert "Traceback" in written
    assert shows(written.encode()) == []


def test_all_fifty_were_planted(planted: Cast) -> None:
    assert len({*PHONES, *IDENTITIES}) == 50
    assert shows(" ".join((*PHONES, *IDENTITIES)).encode()) == [*PHONES, *IDENTITIES]


def test_the_dump_is_one(planted: Cast) -> None:
    tables = dict(dump())
    assert "罗某" in tables["people_person"].decode()
    assert len(tables) > 30
