"""Random posts to every address by everybody: whatever is sent, the answer is one that somebody meant.

`FAYUAN_FUZZ` says how many (hundreds in the ordinary suite, ten thousand by `make fuzz`), `FAYUAN_FUZZ_SEED` which. A
post carries the fields of the page's own form, filled with what people and attackers type, and fields it never
had.
"""

import os
import re
from collections.abc import Iterator
from copy import deepcopy
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from cast import Cast
from standing import EVERYONE, FOREIGN, OWN, World, world
from test_access import BOTH, ROWS, Row

COUNT = int(os.environ.get("FAYUAN_FUZZ", "300"))
SEED = int(os.environ.get("FAYUAN_FUZZ_SEED", "20260612"))
FIELD = re.compile(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"[^>]*?(?:\bvalue="([^"]*)")?[^>]*>')
OPTION = re.compile(r'<option[^>]*\bvalue="([^"]+)"')
STRANGE = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "2026",
        "99999999999999999999",
        "1e309",
        "NaN",
        "٣",
        "１２３",
        "3.14",
        "on",
        "true",
    ),
    *(
        "\x00",
        "a\x00b",
        "😀",
        "\u202e反",
        "𠅤㛃",
        "A" * 5000,
        "法" * 3000,
        "\r\nSet-Cookie: a=b",
        "\t=1+1",
    ),
    *(
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${7*7}",
        "../../etc/passwd",
        "%s%n%x",
        "javascript:1",
    ),
    *("2026-02-30", "9999-12-31", "0001-01-01", "31.12.2026", "24:61", "330102199001011234", "13900000000"),
    *("[]", "{}", '{"a": [1, {"b": null}]}', "null", "all", "None", "__class__", "id", "<>&\"'"),
)
EXTRA = (
    "is_staff",
    "state",
    "agency",
    "organisation",
    "assigned_to",
    "ref",
    "version",
    "once",
    "pk",
    "next",
    "role",
)


@pytest.fixture(scope="module")
def standing(django_db_setup: Cast, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), world(django_db_setup) as built:
        yield built


def fields_of(content: str) -> dict[str, list[str]]:
    """The names of a page's fields with values that its own form would send."""
    found: dict[str, list[str]] = {}
    for name, value in FIELD.findall(content):
        found.setdefault(name, []).append(value)
    options = OPTION.findall(content)
    return {name: [*values, *options] for name, values in found.items()}


def filled(random: Random, fields: dict[str, list[str]]) -> dict[str, object]:
    """A post: most fields, some of them as meant, some strange, some twice; and a few that the form never had."""
    data: dict[str, object] = {}
    for name, values in fields.items():
        if random.random() < 0.9:
            meant = [value for value in values if value]
            one = random.choice(meant) if meant and random.random() < 0.6 else random.choice(STRANGE)
            data[name] = [one, random.choice(STRANGE)] if random.random() < 0.1 else one
    for name in random.sample(EXTRA, 2):
        data.setdefault(name, random.choice(STRANGE))
    return data


def send(standing: World, random: Random, row: Row, person: str) -> str:
    """One post after a look at the page; gives what was wrong, if anything. What it changed is taken back."""
    side = random.choice((OWN, OWN, OWN, FOREIGN))
    given = {"ref": standing.ref(row.about, side)} if row.about else {}
    url, client = reverse(row.name, kwargs={**given, **row.path}), standing.clients[person]
    cookies, data = deepcopy(client.cookies), {}
    try:
        with transaction.atomic():
            page = client.get(url)
            content = b"" if page.streaming else page.content
            data = filled(random, fields_of(content.decode(errors="replace")))
            answer = client.post(url, data)
            said = b"" if answer.streaming else answer.content
            transaction.set_rollback(True)
    except Exception as error:  # whatever it is, it is named with what was sent
        return f"{row.name} {person} {data}: {type(error).__name__}: {error}"
    finally:
        client.cookies = cookies
    broken = answer.status_code >= 500 or b"Traceback (most recent" in said
    return f"{row.name} {person} {data}: {answer.status_code}" if broken else ""


def test_no_post_breaks_the_product(standing: World) -> None:
    random, found = Random(SEED), []
    rows = [ROWS[name] for name in BOTH if "post" in ROWS[name].answers]
    for _post in range(COUNT):
        row = random.choice(rows)
        admitted = [person for person in EVERYONE if row.answers["post"].get(person) not in (None, 404)]
        person = random.choice(admitted if admitted and random.random() < 0.8 else EVERYONE)
        if fault := send(standing, random, row, person):
            found.append(fault)
    assert not found, "\n".join(sorted(set(found))[:20])


def test_the_fields_of_a_real_form_are_found(standing: World) -> None:
    names = fields_of(standing.clients["clerk"].get(reverse("desk:worklist")).content.decode())
    assert len(names) > 3
