"""Citizens at the portal: signed in by their phones, or not yet."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from fayuan.core import clock

from cast import NOW, Cast


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """Pages read the clock on a Friday morning, after what the steps have done."""
    with clock.at(NOW + timedelta(hours=1)):
        yield


@pytest.fixture
def applicant(client: Client, cast: Cast) -> Client:
    """The applicant's browser."""
    client.force_login(cast.account("applicant"))
    return client
