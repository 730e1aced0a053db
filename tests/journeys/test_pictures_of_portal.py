"""A picture of every page of the portal at 390 pixels, for `docs/screens/portal` (`make screens`)."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from test_portal_looks import OK, PAGES, objects, person_of

from browsing import Open

pytestmark = pytest.mark.journey
__all__ = ["objects"]  # the fixture, found by its name
PICTURES = os.environ.get("PORTAL_PICTURES")  # the folder
GOOD_ENOUGH = 45  # of a JPEG: forty pages in two megabytes


def test_every_page_can_be_looked_at(sit_down: Open, objects: dict[str, str]) -> None:
    pages = {person: sit_down(person, width=390, height=844) for person in (None, "applicant")}
    for key, row in PAGES:
        page = pages[person_of(row)]
        given = {"ref": objects[row.about]} if row.about else {}
        answer = page.goto(reverse(key, kwargs={**given, **row.path}))
        assert answer is not None
        assert answer.status == OK, key
        if PICTURES:
            place = Path(PICTURES) / f"{key.rpartition(':')[2]}.jpg"
            place.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=place, type="jpeg", quality=GOOD_ENOUGH, full_page=True)
