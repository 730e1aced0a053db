"""A picture of each page on which a verb of the stories is done, for the list in docs/verbs.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import expect
from verbs import Verb, read_verbs

from fayuan.core import clock
from fayuan.people.models import Lawyer

from browsing import SCREENS, Open, Site
from standing import LATER, OBJECTS

pytestmark = pytest.mark.journey
GOOD_ENOUGH = 55  # of a JPEG: thirty pages in two megabytes
PHONE, DESK = 390, 1440


@pytest.fixture(scope="module", autouse=True)
def that_morning() -> Iterator[None]:
    """The product's clock stands at the hour of the standing cast, so that no picture shows months overdue."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: LATER)
        yield


@pytest.fixture(scope="module")
def refs(site: Site) -> dict[str, str]:
    """One object of each kind that a page is about."""
    Lawyer.objects.update(weekly_capacity=99)  # few lawyers, and many matters in one morning
    made: dict[str, str] = {}
    for kind in sorted({verb.about for verb in read_verbs() if verb.about}):
        with transaction.atomic():
            made[kind] = OBJECTS[kind](site.cast)
    return made


@pytest.mark.parametrize("verb", read_verbs(), ids=lambda verb: verb.name)
def test_somebody_finds_the_button_on_the_page(sit_down: Open, refs: dict[str, str], verb: Verb) -> None:
    narrow = verb.pages[0].startswith(("portal:", "lawyer:"))  # made for a telephone
    page = sit_down(verb.who, width=PHONE if narrow else DESK)
    page.goto(verb.address(refs))
    for summary in page.locator("details.fold:not([open]) > summary").all():
        summary.click()
    expect(page.get_by_role("button", name=verb.button, exact=True).first).to_be_visible()
    if SCREENS:
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(
            {"width": PHONE if narrow else DESK, "height": whole}
        )  # bars stand at the foot
        place = Path(SCREENS) / Path(verb.picture).name
        place.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=place, type="jpeg", quality=GOOD_ENOUGH, full_page=True)
