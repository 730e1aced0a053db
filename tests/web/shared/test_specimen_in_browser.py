"""The specimen in a real browser, under the strict content policy: axe, geometry, keys, quick exit."""

import functools
import http.server
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, Page
from reading import Draw

pytestmark = pytest.mark.journey

LOOKS: dict[str, dict[str, str]] = {
    "normal": {"theme": "light"},
    "elder": {"mode": "elder", "theme": "light"},
    "dark": {"theme": "dark"},
    "contrast": {"contrast": "more"},
}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

# Links inside running text are exempt from target sizes (WCAG 2.5.8); a tick's label is its target.
SMALL_TARGETS = """least => [...document.querySelectorAll('a,button,label,summary,select,input,textarea')]
  .filter(e => e.getClientRects().length)
  .filter(e => !e.closest('p, .vh, .skip, .grid, .bulk, .filters, .pager'))
  .filter(e => !(e.matches('input') && e.closest('label')) && !(e.matches('label') && e.htmlFor))
  .filter(e => e.getBoundingClientRect().height < least - 0.5)
  .map(e => e.outerHTML.slice(0, 90) + ' ' + e.getBoundingClientRect().height)"""
SMALL_TEXT = """least => [...new Set([...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('.vh'))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < least - 0.01)
  .map(e => e.outerHTML.slice(0, 90) + ' ' + getComputedStyle(e).fontSize))]"""


class _Pages(http.server.BaseHTTPRequestHandler):
    """Serves the specimen at `/look/?room=…&mode=…`, static files from the apps, and a word elsewhere."""

    def __init__(self, draw: Draw, *args: Any) -> None:
        self.draw = draw
        super().__init__(*args)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        static = finders.find(address.path.removeprefix("/static/")) if "/static/" in address.path else None
        if static:
            self.answer(Path(str(static)).read_bytes(), KINDS[Path(str(static)).suffix])
        elif address.path == "/look/":
            asked = dict(parse_qsl(address.query))
            sheet = asked.pop("sheet", "fayuan.flat.css")
            html = self.draw(asked.pop("room"), **asked).replace("fayuan.flat.css", sheet)
            self.answer(html.encode(), "text/html; charset=utf-8")
        elif address.path == "/worker.js":
            self.answer(b"", "text/javascript")
        else:
            self.answer(b"elsewhere", "text/plain")

    def answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the tests speak."""


@pytest.fixture
def site(specimen: Draw) -> Iterator[str]:
    """The address of a server that shows the specimen."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Pages, specimen))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that fails the test when the browser complains of anything, the content policy included.

    It is closed before the site is, which would break off what it still loads.
    """
    page = browser.new_page()
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


def show(page: Page, site: str, room: str, width: int, **look: str) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width < 800 else 900})
    query = "&".join(f"{key}={value}" for key, value in {"room": room, **look}.items())
    page.goto(f"{site}/look/?{query}", wait_until="networkidle")


@pytest.mark.parametrize("room", ["portal", "desk", "lawyer"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    page: Page, site: str, room: str, width: int, look: str
) -> None:
    show(page, site, room, width, **LOOKS[look])
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("look", ["normal", "elder"])
def test_the_narrowest_phone_needs_no_sideways_scrolling(page: Page, site: str, look: str) -> None:
    show(page, site, "portal", 320, **LOOKS[look])
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(("look", "target", "text"), [("normal", 44, 16), ("elder", 60, 20)])
def test_the_portal_can_be_pressed_and_read(page: Page, site: str, look: str, target: int, text: int) -> None:
    show(page, site, "portal", 390, **LOOKS[look])
    assert page.evaluate(SMALL_TARGETS, target) == []
    assert page.evaluate(SMALL_TEXT, text) == []


@pytest.mark.parametrize(("room", "width"), [("portal", 390), ("lawyer", 390), ("desk", 390), ("desk", 1440)])
def test_the_flat_stylesheet_looks_the_same_as_the_layered_one(
    page: Page, site: str, room: str, width: int
) -> None:
    show(page, site, room, width)
    flat = page.screenshot(full_page=True)
    show(page, site, room, width, sheet="fayuan.css")
    assert page.screenshot(full_page=True) == flat


def test_reading_begins_at_the_summary_and_its_links_lead_to_the_controls(page: Page, site: str) -> None:
    show(page, site, "portal", 390)
    assert page.evaluate("document.activeElement.className") == "errors"
    page.get_by_role("link", name="没有这一天").click()
    assert page.evaluate("document.activeElement.id") == "id_born_year"


def test_three_shifts_leave_at_once_and_back_does_not_return(page: Page, site: str) -> None:
    page.goto(f"{site}/before")
    show(page, site, "portal", 390)
    page.keyboard.press("Shift")
    assert page.locator("[data-exit-status]").text_content() == "再按2次Shift键，就离开这里"
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url("**/leave/")
    page.go_back()
    assert page.url == f"{site}/before"


def test_other_keys_between_the_shifts_start_the_count_again(page: Page, site: str) -> None:
    show(page, site, "portal", 390)
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    assert "/look/" in page.url
    assert page.locator("[data-exit-status]").text_content() == "再按2次Shift键，就离开这里"


def test_leaving_a_half_filled_form_asks_first_but_the_quick_exit_never_does(page: Page, site: str) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    show(page, site, "portal", 390)
    page.get_by_label("经过").fill("老板欠钱")
    page.get_by_role("link", name="快速离开").click()
    page.wait_for_url("**/leave/")
    assert asked == []
    show(page, site, "portal", 390)
    page.get_by_label("经过").fill("老板欠钱")
    page.goto(f"{site}/elsewhere")
    assert asked == ["beforeunload"]


def test_the_worklist_is_walked_ticked_and_opened_by_keys(page: Page, site: str) -> None:
    show(page, site, "desk", 1440)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-picked]").text_content() == "已选1件"
    assert page.locator("tr.picked").get_by_role("link").text_content() == "申404"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.url.endswith("#%E7%94%B3398")
    page.keyboard.press("Escape")
    assert page.locator("[data-picked]").text_content() == "对勾选的件"


def test_ticking_the_head_ticks_the_page(page: Page, site: str) -> None:
    show(page, site, "desk", 1440)
    page.get_by_label("全选本页").check()
    assert page.locator("tr.picked").count() == 3


def test_slash_goes_to_the_search_and_letters_typed_there_are_letters(page: Page, site: str) -> None:
    show(page, site, "desk", 1440)
    page.keyboard.press("/")
    page.keyboard.type("jx?n")
    assert page.get_by_label("查找").input_value() == "jx?n"
    assert page.locator("tr.picked").count() == 0
    assert not page.locator("dialog").is_visible()


def test_the_question_mark_shows_the_keys_and_escape_puts_them_away(page: Page, site: str) -> None:
    show(page, site, "desk", 1440)
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="快捷键").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


def test_shortcuts_can_be_switched_off(page: Page, site: str) -> None:
    show(page, site, "desk", 1440, keys="off")
    for key in ("j", "x", "?", "/"):
        page.keyboard.press(key)
    assert page.locator("[data-picked]").text_content() == "对勾选的件"
    assert page.evaluate("document.activeElement.className") == "errors"


def test_without_scripts_the_same_words_and_ways_are_there(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        show(page, site, "portal", 390)
        assert page.get_by_role("link", name="快速离开").get_attribute("href") == "/leave/"
        page.get_by_text("为什么", exact=True).click()
        assert page.get_by_text("《法律援助法》第四十二条第三项。").is_visible()
