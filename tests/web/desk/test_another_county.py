"""Another county, with every post there is, finds none of this county's matters and letters by their address."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from fayuan.core import clock
from fayuan.people.models import DESK_ROLES, Post

from cast import LONG_AGO, NOW, Cast, build_abroad
from standing import OBJECTS
from test_access import ROWS

LATER = NOW + timedelta(hours=1)
BY_REF = sorted(name for name, row in ROWS.items() if name.startswith("desk:") and row.about)


@pytest.fixture
def stranger(client: Client, cast: Cast) -> Client:
    """Somebody of a third county who may do everything there."""
    abroad = build_abroad()
    clerk = abroad.people["clerk"]
    for role in (DESK_ROLES | {"duty_lawyer", "hotline_agent"}) - {"clerk"}:
        Post.objects.create(person=clerk, role=role, institution=abroad.agency, since=LONG_AGO)
    client.force_login(abroad.account("clerk"))
    return client


@pytest.mark.parametrize("name", BY_REF)
def test_no_page_of_the_desk_exists_for_another_county(stranger: Client, cast: Cast, name: str) -> None:
    row = ROWS[name]
    address = reverse(name, kwargs={"ref": OBJECTS[row.about](cast), **row.path})
    with clock.at(LATER):
        answers = {method: getattr(stranger, method)(address).status_code for method in ("get", "post")}
    admitted = {method: 404 if method in row.answers else 405 for method in answers}
    assert answers == admitted


def test_the_bulk_page_passes_over_what_another_county_ticks(stranger: Client, cast: Cast) -> None:
    ref = OBJECTS["matter submitted"](cast)
    with clock.at(LATER):
        page = stranger.post(reverse("desk:bulk"), {"act": "receive", "row": [ref]}).content.decode()
    assert ref not in page
