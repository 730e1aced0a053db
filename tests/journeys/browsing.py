"""A browser on the product: how it is started, who sits down at it, what it is asked."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page

from cast import Cast

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS = os.environ.get("SCREENS")  # a folder: keep a picture of every page looked at
PATIENCE = 60_000  # milliseconds: a busy machine is slow, and nothing here asks how fast it is
WALKED = "walked"  # the property of a test that holds whose walk it was, its pages, its seconds
Open = Callable[..., Page]


@dataclass
class Site:
    """Where the product answers, and who stands in it."""

    address: str
    cast: Cast


def chromium() -> str:
    """The browser's program."""
    program = shutil.which("chromium")
    assert program, "chromium is not installed: apt install chromium"
    return program


def session_of(site: Site, person: str) -> Any:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(site.cast.account(person))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": site.address}


def go_on(page: Page, button: Locator) -> None:
    """Press what leads to another page, or to this one again, and wait until that one is there with its scripts."""
    with page.expect_navigation():
        button.click()


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page, when somebody wants to look."""
    if SCREENS:
        place = Path(SCREENS) / f"{name}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=place, full_page=True)


def barriers(page: Page) -> list[str]:
    """What axe finds on the page, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']} — {each['nodes'][0]['html'][:160]}" for each in found]


def faults(page: Page) -> list[str]:
    """What axe misses: one heading of the first rank, no step skipped, nothing sticking out sideways, named tables."""
    told = []
    ranks = page.eval_on_selector_all(
        "h1,h2,h3,h4", "all => all.filter(h => h.offsetParent).map(h => +h.tagName[1])"
    )
    if ranks.count(1) != 1:
        told.append(f"{ranks.count(1)} headings of the first rank")
    told += [f"rank {lower} follows {upper}" for upper, lower in pairwise(ranks) if lower > upper + 1]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        told.append(f"{wide} px stick out sideways")
    nameless = page.locator("table:not([aria-label]):not([aria-labelledby]):not(:has(caption))").count()
    if nameless:
        told.append(f"{nameless} tables without a name")
    return told
