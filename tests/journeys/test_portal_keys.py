"""The portal by keys and by ear: where Tab goes, what a link is called, where reading begins after a mistake."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from test_portal_looks import PAGES, objects, person_of

from browsing import Open, go_on

pytestmark = pytest.mark.journey
MOST_TABS = 60
WRONG = 422
FILLED = frozenset({"portal:contact"})  # begins with what stands, so that there is no mistake in it
__all__ = ["objects"]  # the fixture, found by its name
FOCUSED = """() => { const one = document.activeElement; if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const all = [...document.querySelectorAll("*")];
  const group = one.type === "radio" ? one.name : "";
  const frame = one.closest("label");
  const ring = [one, frame, frame && frame.querySelector(".frame")].filter(Boolean)
    .some(each => getComputedStyle(each).outlineStyle !== "none" || getComputedStyle(each).boxShadow !== "none");
  return { place: all.indexOf(one), html: one.outerHTML.slice(0, 90), group, ring,
    seen: one.matches(".vh, [type=file]") || (box.bottom > 0 && box.top < innerHeight && box.width > 0) }; }"""
NAMES = """() => { const found = new Map(), told = [];
  for (const link of document.querySelectorAll("a[href]")) {
    if (!link.offsetParent) continue;
    const name = (link.getAttribute("aria-label") || link.textContent).replace(/\\s+/g, " ").trim();
    if (!name) told.push("a link without a name: " + link.outerHTML.slice(0, 80));
    if (found.has(name) && found.get(name) !== link.href) told.push("two links called " + name);
    found.set(name, link.href);
  } return told; }"""


def opened(pages: dict[str | None, Page], objects: dict[str, str], key: str, row: Any) -> Page:
    page = pages[person_of(row)]
    given = {"ref": objects[row.about]} if row.about else {}
    page.goto(reverse(key, kwargs={**given, **row.path}))
    return page


@pytest.fixture
def pages(sit_down: Open) -> dict[str | None, Page]:
    """A visitor's telephone and the applicant's."""
    return {person: sit_down(person, width=360, height=640) for person in (None, "applicant")}


def tabbed(page: Page) -> list[str]:
    """What is wrong with the way of Tab through the page: it goes on in the order of reading, and shows where it is."""
    told, last = [], -1
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or (at["place"] < last and "skip" in at["html"]):
            return told
        if at["place"] < last:
            told.append(f"goes back to {at['html']}")
        if not at["ring"]:
            told.append(f"shows no focus: {at['html']}")
        if not at["seen"]:
            told.append(f"focus is out of sight: {at['html']}")
        last = at["place"]
    return told


def test_links_have_names_of_their_own_and_tab_goes_on_in_the_order_of_reading(
    pages: dict[str | None, Page], objects: dict[str, str]
) -> None:
    found: dict[str, list[str]] = {}
    for key, row in PAGES:
        page = opened(pages, objects, key, row)
        wrong = [*page.evaluate(NAMES), *tabbed(page)]
        if page.locator("[tabindex]:not([tabindex='-1']):not([tabindex='0'])").count():
            wrong.append("an order of its own for Tab")
        if wrong:
            found[key] = wrong
    assert not found, "\n".join(f"{key}: {each}" for key, lines in found.items() for each in lines[:4])


def test_after_a_mistake_reading_begins_at_the_summary_which_leads_to_the_field(
    pages: dict[str | None, Page], objects: dict[str, str]
) -> None:
    asked = [
        (key, row)
        for key, row in PAGES
        if WRONG in row.answers.get("post", {}).values() and key not in FILLED
    ]
    assert len(asked) > 8
    for key, row in asked:
        page = opened(pages, objects, key, row)
        go_on(page, page.locator("main form[method=post]:not([hidden]) button.btn.wide").last)
        begins = page.evaluate("document.activeElement.matches('[data-errors]')")
        assert begins, f"{key}: reading begins elsewhere"
        assert page.title().startswith("错误："), key
        page.locator("[data-errors] a").first.click()
        reached = page.evaluate("document.activeElement.matches('input, select, textarea')")
        assert reached, f"{key}: the summary leads nowhere"
