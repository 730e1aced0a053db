"""Systems of authorities at the machine interface, on a Friday morning."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from sending import BODY, Send

from fayuan.core import clock

from cast import NOW, Cast
from standing import token_of


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """Calls come an hour after the cast has come to work."""
    with clock.at(NOW + timedelta(hours=1)):
        yield


def client_of(cast: Cast, authority: str) -> Client:
    client = Client()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token_of(getattr(cast, authority)).secret}"
    return client


@pytest.fixture
def court(cast: Cast) -> Client:
    """The county court's system."""
    return client_of(cast, "court")


@pytest.fixture
def police(cast: Cast) -> Client:
    """The county police's system."""
    return client_of(cast, "police")


@pytest.fixture
def send(court: Client) -> Send:
    """Sends a notice of the court: `send(key="a", offence="…")`; without a key the header is left out."""

    def sent(key: str | None = "first", client: Client = court, **changes: object) -> HttpResponse:
        headers = {} if key is None else {"Idempotency-Key": key}
        body = BODY | changes
        return client.post("/api/v1/notices", body, content_type="application/json", headers=headers)

    return sent
