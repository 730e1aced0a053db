"""These tests render templates without a database, under the URL names of `look_urls`."""

from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from reading import Draw

from fayuan.web.shared.look import Look
from fayuan.web.shared.specimen import sample


@pytest.fixture(autouse=True)
def _url_names(settings: Any) -> None:
    settings.ROOT_URLCONF = "look_urls"


@pytest.fixture
def draw(rf: RequestFactory) -> Draw:
    """Renders a few words of template after `{% load look %}`, as the page at that address would."""

    def drawn(template: str, address: str = "/list/?sort=due", **context: Any) -> str:
        page = engines["django"].from_string("{% load look %}" + template)
        return page.render({"request": rf.get(address), **context})

    return drawn


@pytest.fixture
def specimen(rf: RequestFactory) -> Draw:
    """Renders the specimen page in a room and a look."""

    def drawn(room: str = "portal", **look: str) -> str:
        request = rf.get("/look/", {"room": room})
        return render_to_string(
            "shared/specimen.html", {**sample(room), "look": Look(**look), "request": request}
        )

    return drawn
