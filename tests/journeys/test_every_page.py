"""Every page that the access matrix knows, in a real browser: for each audience, at a phone's and a desk's width."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from fayuan.core import clock
from fayuan.core.actor import system
from fayuan.intake.operations import save_draft
from fayuan.people.models import Lawyer
from fayuan.people.operations import make_token

from browsing import Open, Site, barriers, faults, keep_picture
from cast import Cast
from standing import OBJECTS, SIGNED_OUT
from test_access import ROWS, Row

pytestmark = pytest.mark.journey
OK = 200
# Answers that are no pages.
NO_PAGES = re.compile(
    r"pdf|file|api|calendar|csv|ics|snapshot|export|download|counts|manifest|worker|blank|arrive|poster$"
)
PERSONAL = re.compile(r"\d{17}[\dX]|1[3-9]\d{9}|[李周许]某")


def visitors(row: Row) -> list[str]:
    """One person for each row is enough here: the matrix knows that the others get the same."""
    named = [person for person, status in row.answers.get("get", {}).items() if status == OK]
    return named[:1]


PAGES = [
    (name, person)
    for name, row in ROWS.items()
    if row.audience != "api" and not NO_PAGES.search(name.rpartition(":")[2])
    for person in visitors(row)
]


def draft_of_today(cast: Cast) -> str:
    """Drafts are kept thirty days, and the browser's server lives today."""
    return save_draft(ref=None, answers={"matter": "wages"}, by=cast.applicant, now=clock.now()).ref


def token_of_today(cast: Cast) -> str:
    """Tokens end, too."""
    now = clock.now()
    given = {"institution": cast.court.pk, "name": "审判系统", "until": now.date() + timedelta(days=90)}
    return make_token(**given, by=system("matrix"), now=now).ref


STILL_GOOD = {"draft": draft_of_today, "token": token_of_today}


@pytest.fixture(scope="module")
def refs(site: Site) -> dict[str, str]:
    """One object of each kind, made by the operations: in a thread of their own, for signing runs an event loop too."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(made, site.cast).result()


def made(cast: Cast) -> dict[str, str]:
    """Kind → reference."""
    Lawyer.objects.update(weekly_capacity=99)  # few lawyers, and many matters in one morning
    refs: dict[str, str] = {}
    for kind, make in {**OBJECTS, **STILL_GOOD}.items():
        with transaction.atomic():
            refs[kind] = make(cast)
    connection.close()
    return refs


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(("name", "person"), PAGES)
def test_nothing_bars_the_way(
    sit_down: Open, refs: dict[str, str], name: str, person: str, width: int
) -> None:
    row = ROWS[name]
    given = {"ref": refs[row.about]} if row.about else {}
    page = sit_down(None if person == SIGNED_OUT else person, width=width)
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    answer = page.goto(reverse(name, kwargs={**given, **row.path}))
    assert answer is not None
    assert answer.status == OK
    keep_picture(page, f"{name.replace(':', '-')}-{width}")
    assert not barriers(page)
    assert not faults(page)
    assert not noise
    assert not PERSONAL.search(page.title()), "a title says which page this is and never whose"
    assert not PERSONAL.search(page.url)
