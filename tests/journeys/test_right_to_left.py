"""A pack of a language that runs from right to left: every page of the portal turns with it, and nothing sticks out.

The pack is made here: our English catalogue with each Latin letter replaced by an Arabic one.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings as machine
from django.urls import reverse
from test_portal_looks import PAGES, objects, person_of

from fayuan.project.languages import introduce, packs

from browsing import Open, Site, barriers, faults, keep_picture

pytestmark = pytest.mark.journey
CODE = "ug"
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{[\w.]*\}|<[^>]*>|&\w+;)")
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابجدهوزحطيكلمنسعفصقرشتثخذض" * 2
)
__all__ = ["objects"]  # the fixture, found by its name


def turned(text: str) -> str:
    """The words in another script; places for values and marks of the page stay."""
    return "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in KEPT.split(text))


def turn(message: Message) -> None:
    words = message.string
    message.string = turned(words) if isinstance(words, str) else tuple(turned(each) for each in words)


@pytest.fixture
def pack(tmp_path: Path, settings: Any) -> Iterator[str]:
    """The installation has the pack, as its settings would read it."""
    folder = tmp_path / CODE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (machine.LOCALE_PATHS[0] / "en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id:
            turn(message)
    written = io.BytesIO()
    write_mo(written, catalogue)
    (folder / "django.mo").write_bytes(written.getvalue())
    (tmp_path / CODE / "pack.toml").write_text('name = "ئۇيغۇرچە"\nright_to_left = true', encoding="utf-8")
    found = packs(tmp_path)
    introduce(found)
    settings.LANGUAGES_BIDI = [each.code for each in found if each.right_to_left]
    settings.LANGUAGES = [*settings.LANGUAGES, *((each.code, each.name) for each in found)]
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    return found[0].name


def test_every_page_turns(site: Site, sit_down: Open, objects: dict[str, str], pack: str) -> None:
    visitor = sit_down(width=320, height=640)
    visitor.goto("/")
    with visitor.expect_navigation():
        visitor.get_by_role("link", name=pack).click()
    assert visitor.evaluate("document.documentElement.dir") == "rtl"
    mark, leave = (visitor.locator(name).bounding_box() for name in (".mark", ".exit"))
    assert mark is not None
    assert leave is not None
    assert mark["x"] > leave["x"], "what begins the line stands at the right"
    pages = {None: visitor, "applicant": sit_down("applicant", width=320, height=640)}
    pages["applicant"].context.add_cookies([{"name": "language", "value": CODE, "url": site.address}])
    found: dict[str, list[str]] = {}
    for key, row in PAGES:
        page = pages[person_of(row)]
        given = {"ref": objects[row.about]} if row.about else {}
        page.goto(reverse(key, kwargs={**given, **row.path}))
        keep_picture(page, f"looks/rtl/{key.replace(':', '-')}")
        wrong = [*barriers(page), *faults(page)]
        if page.evaluate("document.documentElement.dir") != "rtl":
            wrong.append("does not turn")
        if wrong:
            found[key] = wrong
    assert not found, "\n".join(f"{key}: {each}" for key, lines in found.items() for each in lines[:4])
