"""Lawyers and the heads of their firms at work."""

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
def lawyer(client: Client, cast: Cast) -> Client:
    """The labour lawyer's phone."""
    client.force_login(cast.account("lawyer"))
    return client


@pytest.fixture
def head(client: Client, cast: Cast) -> Client:
    """The phone of the head of that lawyer's firm."""
    client.force_login(cast.account("firm_head"))
    return client
