"""What comes out of a printer: the whole list on the page, clocks with their shapes, no controls."""

import io
from unicodedata import normalize

import pytest
from django.db import transaction
from django.urls import reverse
from pdfminer.high_level import extract_text
from playwright.sync_api import Page

from browsing import SCREENS, Open, Site, go_on
from standing import OBJECTS

pytestmark = pytest.mark.journey
PAPER = 673  # CSS pixels between the margins of A4
CONTROLS = ".btn, .bulk, .rail, .filters, .find, .pager"


@pytest.fixture(scope="module")
def received(site: Site) -> str:
    with transaction.atomic():
        return OBJECTS["matter received"](site.cast)


@pytest.mark.parametrize("name", ["desk:worklist", "desk:workspace"])
def test_a_page_fits_its_paper_without_controls_and_keeps_the_shapes_of_clocks(
    sit_down: Open, received: str, name: str
) -> None:
    page = sit_down("examiner", width=PAPER)
    page.emulate_media(media="print")
    page.goto(reverse(name, args=[received] if name == "desk:workspace" else []))
    assert page.locator(".clock i").count()
    shapes = page.eval_on_selector_all(
        ".clock i", "all => all.map(each => getComputedStyle(each).printColorAdjust)"
    )
    assert set(shapes) == {"exact"}
    assert not page.locator(CONTROLS).filter(visible=True).count()
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    cells = page.eval_on_selector_all(
        "td", "all => all.map(each => Math.round(each.getBoundingClientRect().right))"
    )
    assert max(cells, default=0) <= PAPER


PLAIN = ("欠了工钱", "", "还没有找仲裁", "进城务工人员", "18岁到59岁")


def answered(page: Page) -> None:
    """Somebody who is owed wages asks whether they are entitled."""
    page.goto("/my/entitled/")
    for words in PLAIN:
        if words:
            page.get_by_label(words).first.check()
        else:
            page.locator("[name=place]").select_option("970102")
        go_on(page, page.get_by_role("button", name="继续"))


@pytest.mark.parametrize("address", ["/my/entitled/", "/my/guide/?place=970102"])
def test_what_is_folded_on_a_phone_is_open_on_paper_and_buttons_stay_away(
    site: Site, sit_down: Open, address: str
) -> None:
    page = sit_down(width=390)
    if "entitled" in address:
        answered(page)
    else:
        page.goto(address)
    page.get_by_role("button", name="打印这一页").wait_for()
    printed = page.pdf(format="A4", path=f"{SCREENS}/{address[4:8]}.pdf" if SCREENS else None)
    text = "".join(normalize("NFKC", extract_text(io.BytesIO(printed))).split())
    articles = ("法律援助法42(3)", "法律援助法43") if "entitled" in address else ("法律援助法31(1)",)
    for words in ("要带什么", "身份证明", "石桥县法律援助中心", "0999-12348", *articles):
        assert words in text, words
    for words in ("打印这一页", "快速离开", "高对比", "长辈版"):
        assert words not in text, words
