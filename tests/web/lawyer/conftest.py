"""Lawyers and the heads of their firms at work."""

from collections.abc import Iterator

import pytest
from cast import NOW, Cast
from django.test import Client

from fayuan.core import clock


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """Pages read the clock at `NOW`, a Friday morning."""
    with clock.at(NOW):
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
