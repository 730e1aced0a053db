"""Every page of the portal in every look: large letters, high contrast, English, dark; at 320 px and at 200 %."""

from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page
from test_every_page import NO_PAGES, OK, STILL_GOOD

from fayuan.people.models import Lawyer
from fayuan.web.shared.look import COOKIE, Look

from browsing import Open, Site, barriers, faults, keep_picture
from standing import OBJECTS
from test_access import ROWS, Row

pytestmark = pytest.mark.journey
LOOKS: dict[str, tuple[Look, str, int]] = {  # every page in each
    # name: the look, the language, the width in CSS pixels
    "elder": (Look(mode="elder"), "zh-hans", 320),
    "contrast": (Look(contrast="more"), "zh-hans", 320),
    "dark": (Look(theme="dark"), "zh-hans", 360),
    "english": (Look(), "en", 320),
    "double": (Look(), "zh-hans", 195),  # 390 px at 200 %
}
IN_ENGLISH = {  # the pages that people come by, in the other looks too
    "elder-english": (Look(mode="elder"), "en", 320),
    "contrast-english": (Look(contrast="more"), "en", 320),
}
MAIN = frozenset(
    {
        *("home", "portal:sign_in", "portal:entitled", "portal:guide", "portal:offices", "portal:start"),
        *("portal:question", "portal:check", "portal:matters", "portal:matter", "portal:done"),
        *("portal:choose", "portal:supplement", "portal:object", "portal:rate", "portal:messages"),
        *("portal:my_data", "portal:identity", "portal:contact", "offline"),
    }
)
TARGETS = ".btn, .ways a, .choice, .task, .exit, .modes, .back, .foot a, .link, summary, .answers .act a"
FIELDS = "input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not(.vh), select, textarea"
SMALL = """([selector, least]) => [...document.querySelectorAll(selector)].filter(one => one.offsetParent)
  .filter(one => one.getBoundingClientRect().height < least - .5).map(one => one.outerHTML.slice(0, 90))"""
TINY = """least => [...document.querySelectorAll("main *, footer *")].filter(one => one.offsetParent &&
  [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && !one.closest(".vh") &&
  parseFloat(getComputedStyle(one).fontSize) < least - .1).map(one => one.outerHTML.slice(0, 90))"""
LEAST_TEXT = 16
MOST_BYTES = 120 * 1024  # of a page with all that it draws in, styles and scripts uncompressed
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""
PAGES = [
    (name, row)
    for name, row in ROWS.items()
    if (name.startswith("portal:") or name in {"home", "offline"})
    and not NO_PAGES.search(name.rpartition(":")[2])
    and OK in row.answers.get("get", {}).values()
]


@pytest.fixture(scope="module")
def objects(site: Site) -> dict[str, str]:
    """What the pages are about, made by the operations."""
    Lawyer.objects.update(weekly_capacity=99)  # few lawyers, and many matters in one morning
    made: dict[str, str] = {}
    for kind in sorted({row.about for _name, row in PAGES if row.about}):
        with transaction.atomic():
            made[kind] = {**OBJECTS, **STILL_GOOD}[kind](site.cast)
    return made


def person_of(row: Row) -> str | None:
    """The applicant where the page is theirs, else nobody."""
    return "applicant" if row.audience == "citizen" else None


def told(page: Page, least: int) -> list[str]:
    """What is wrong with a page in a look."""
    small = [f"target: {each}" for each in page.evaluate(SMALL, [TARGETS, least])]
    small += [f"field: {each}" for each in page.evaluate(SMALL, [FIELDS, least])]
    tiny = [f"text: {each}" for each in page.evaluate(TINY, LEAST_TEXT)]
    weight = page.evaluate(WEIGHT)
    heavy = [f"weighs {weight} bytes"] if weight > MOST_BYTES else []
    return [*barriers(page), *faults(page), *small, *tiny, *heavy]


@pytest.mark.parametrize("name", [*LOOKS, *IN_ENGLISH])
def test_no_page_bars_the_way_in_any_look(
    site: Site, sit_down: Open, objects: dict[str, str], name: str
) -> None:
    look, language, width = {**LOOKS, **IN_ENGLISH}[name]
    shown = [(key, row) for key, row in PAGES if name in LOOKS or key in MAIN]
    cookies: list[Any] = [
        {"name": COOKIE, "value": look.to_cookie(), "url": site.address},
        {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.address},
    ]
    pages = {person: sit_down(person, width=width, height=640) for person in (None, "applicant")}
    asked: set[str] = set()
    for page in pages.values():
        page.on("request", lambda request: asked.add(request.url))
    found: dict[str, list[str]] = {}
    for key, row in shown:
        page = pages[person_of(row)]
        page.context.add_cookies(cookies)
        given = {"ref": objects[row.about]} if row.about else {}
        page.goto(reverse(key, kwargs={**given, **row.path}))
        keep_picture(page, f"looks/{name}/{key.replace(':', '-')}")
        wrong = told(page, 60 if look.mode == "elder" else 44)
        if wrong:
            found[key] = wrong
    assert not found, "\n".join(f"{key}: {each}" for key, lines in found.items() for each in lines[:4])
    assert not [url for url in asked if not url.startswith((site.address, "data:"))], (
        "a request to another host"
    )
