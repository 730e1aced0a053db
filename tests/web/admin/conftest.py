"""The three administrators at their desks, on a Friday morning."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from fayuan.core import clock

from cast import NOW, Cast

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """Pages read the clock an hour after the cast has come to work."""
    with clock.at(NOW + HOUR):
        yield


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key))
    return client


@pytest.fixture
def administrator(cast: Cast) -> Client:
    """The system administrator's browser."""
    return signed_in(cast, "administrator")


@pytest.fixture
def security(cast: Cast) -> Client:
    """The security administrator's browser."""
    return signed_in(cast, "security")


@pytest.fixture
def auditor(cast: Cast) -> Client:
    """The auditor's browser."""
    return signed_in(cast, "auditor")


@pytest.fixture
def law_officer(cast: Cast) -> Client:
    """The browser of the officer of the province's justice bureau who enters rules."""
    return signed_in(cast, "law_officer")
