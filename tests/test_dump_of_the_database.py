"""What a stolen dump, log or disk shows: none of the planted numbers, wherever people may have written them."""

import logging
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pictures
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from fayuan.core import clock
from fayuan.core.logs import Discreet
from fayuan.dossier import isolation
from fayuan.dossier.cards.fields import Line
from fayuan.dossier.jobs import read_card
from fayuan.dossier.models import CardReading
from fayuan.dossier.operations import cards as card_operations
from fayuan.dossier.operations import hand_in_card, hand_in_file
from fayuan.intake import operations as intake
from fayuan.intake.imports.mapping import read_mapping
from fayuan.intake.imports.taking import take_table
from fayuan.intake.inputs import AgentInput, MemberInput, OpponentInput, PersonInput
from fayuan.intake.members import take_members
from fayuan.intake.tables import read_table
from fayuan.matters.notes import write_note
from fayuan.matters.operations import note
from fayuan.messaging.labels import raise_label
from fayuan.messaging.notes import write_letter, write_to_client, write_to_lawyer
from fayuan.people.identity import id_check_letter
from fayuan.people.operations import correct_contact
from fayuan.people.panel_list import COLUMNS, import_panel

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)
log = logging.getLogger("fayuan.planted")
PHONES = [f"1390000{number:04}" for number in range(7000, 7029)]
IDENTITIES = [
    body + id_check_letter(body) for body in (f"97010219900101{number:03}" for number in range(700, 723))
]
OLD_SYSTEM = """
source: 旧系统
columns: {key: 编号, name: 姓名, id_number: 证件, phone: 电话, address: 住址, facts: 经过, applied_on: 日期}
constants: {agency: "970102", state: received, subject: work_injury, form: arbitration,
            forum_kind: labour_arbitration, forum_place: "970102"}
"""


@pytest.fixture
def planted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A county at work, with a number in every place where one can be typed: facts, notes, imported tables, names and
    contents of files, photographed cards, messages, sign-ins, searches, addresses of pages, errors that are logged.
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
    plant_lists(cast, phone, identity)
    plant_a_card(cast, monkeypatch, phone, identity)
    plant_messages(cast, phone, identity)
    log.error("could not send to %s, %s", next(phone), next(identity))
    try:
        raise ValueError(f"no such person {next(identity)}")
    except ValueError:
        log.exception("failed for %s", next(phone))
    assert (list(phone), list(identity)) == ([], []), "every number was planted somewhere"
    return cast


def plant_lists(cast: Cast, phone: Iterator[str], identity: Iterator[str]) -> None:
    """Tables that are imported: old cases, right and wrong ones, the members of a group, lawyers."""
    rows = (
        "编号,姓名,证件,电话,住址,经过,日期",
        f"1,吕某,{next(identity)},{next(phone)},门口电话{next(phone)},打{next(phone)}找我,2026-06-01",
        f"2,马某,错{next(identity)},{next(phone)},,,2026-06-01",
    )
    mapping = read_mapping(OLD_SYSTEM)
    table = read_table("\n".join(rows).encode(), mapping.needed, most_bytes=10_000)
    report = take_table(table, mapping, now=NOW, partly=True)
    assert (report.taken, len({fault.row for fault in report.faults})) == (1, 1)
    members = f"姓名,身份证号,电话,代表人\n工友,{next(identity)},{next(phone)},是"
    steps.submitted(cast, members=take_members(members.encode()))
    lawyer = f"叶某,ye.mou,{next(phone)},正平律师事务所,律师,19701201210000001,2012-07-01,,劳动,,,5,是"
    listed = f"{','.join(COLUMNS)}\n{lawyer}"
    import_panel(text=f"{listed}\n", by=cast.administrator, now=NOW)


def plant_a_card(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, phone: Iterator[str], identity: Iterator[str]
) -> None:
    """The photograph of an identity card that was read, and one that still waits."""
    number = next(identity)
    lines = [
        Line("姓名罗某", 60, 90, 40),
        Line(f"住址电话{next(phone)}", 60, 300, 40),
        Line(number, 300, 500, 40),
    ]
    monkeypatch.setattr(card_operations, "is_installed", lambda: True)
    monkeypatch.setattr(isolation, "recognise", lambda _content: lines)
    given = {"file_name": f"{next(identity)}.jpg", "content": pictures.photo(), "by": cast.applicant}
    read = hand_in_card(**given, now=NOW)
    read_card(read.pk)
    assert CardReading.objects.get(pk=read.pk).says["id_number"] == number
    hand_in_card(**given, now=NOW)


def plant_messages(cast: Cast, phone: Iterator[str], identity: Iterator[str]) -> None:
    """What people write to each other, and why a matter is kept secret."""
    matter = steps.handling(cast)
    by_lawyer, by_applicant = cast.actor("lawyer", LATER), cast.actor("applicant", LATER)
    write_to_client(ref=matter.ref, text=f"打{next(phone)}找我", by=by_lawyer, now=LATER)
    write_to_lawyer(ref=matter.ref, text=f"我的身份证{next(identity)}", by=by_applicant, now=LATER)
    write_letter(ref=matter.ref, text=f"请回电{next(phone)}", by=cast.clerk, now=LATER)
    why = f"对方打听{next(phone)}，{next(identity)}"
    raise_label(ref=matter.ref, to="sealed", ground="privacy", reason=why, by=cast.approver, now=LATER)


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


def test_more_than_fifty_were_planted(planted: Cast) -> None:
    assert len({*PHONES, *IDENTITIES}) == len(PHONES) + len(IDENTITIES) > 50
    assert shows(" ".join((*PHONES, *IDENTITIES)).encode()) == [*PHONES, *IDENTITIES]


def test_the_dump_is_one(planted: Cast) -> None:
    tables = dict(dump())
    assert "罗某" in tables["people_person"].decode()
    assert len(tables) > 30
