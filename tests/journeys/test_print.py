"""What comes out of a printer: the whole list on the page, clocks with their shapes, no controls."""

import pytest
from django.db import transaction
from django.urls import reverse

from browsing import Open, Site
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
