"""The portal on a phone: what it weighs, where it asks, what its worker keeps."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

import steps
from cast import Cast

FIRST, ANY = 60 * 1024, 120 * 1024  # bytes
ASSET = re.compile(r'(?:src|href)="(/static/[^"#]+)')
OUTSIDE = re.compile(r'(?:src|href|action)="(?:https?:)?//(?!testserver)')


def weight(client: Client, address: str) -> int:
    """What travels for a page on its first visit: itself and all it draws in, compressed as served."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    assert answer["Content-Encoding"] == "gzip"
    page = gzip.decompress(answer.content).decode()
    assert not OUTSIDE.search(page), "a request to another host"
    total = len(answer.content)
    for asset in set(ASSET.findall(page)):
        path = finders.find(asset.removeprefix("/static/"))
        assert isinstance(path, str), asset
        with open(path, "rb") as file:
            total += len(gzip.compress(file.read(), 6))
    return total


def test_the_first_page_weighs_at_most_sixty_kilobytes(client: Client, cast: Cast) -> None:
    assert weight(client, "/") <= FIRST


@pytest.mark.parametrize(
    "page", ["/my/sign-in/", "/my/entitled/", "/my/guide/", "/my/offices/", "/my/apply/", "/law/"]
)
def test_any_open_page_weighs_at_most_twice_that(client: Client, cast: Cast, page: str) -> None:
    assert weight(client, page) <= ANY


def test_a_matters_page_weighs_at_most_twice_that(applicant: Client, cast: Cast) -> None:
    matter = steps.closed(cast)
    for name in ("", "messages/", "complaints/", "rating/"):
        assert weight(applicant, f"/my/matters/{matter.ref}/{name}") <= ANY


def test_a_picture_is_not_compressed_once_more(client: Client, cast: Cast) -> None:
    answer = client.get("/static/portal/mark-192.png", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
    answer.close()


def test_the_manifest_names_icons_that_exist_and_no_trouble(client: Client, cast: Cast) -> None:
    told = client.get("/manifest.webmanifest").json()
    assert told["short_name"] == "法律援助"
    for icon in told["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon


def test_the_worker_keeps_the_stand_in_page_and_the_look_alone(client: Client, cast: Cast) -> None:
    worker = client.get("/worker.js").content.decode()
    kept = re.search(r"const KEPT = \[(.*)\];", worker)
    assert kept is not None
    names = re.findall(r'"([^"]+)"', kept[1].replace("\\u002D", "-"))
    assert [name for name in names if not name.startswith("/static/")] == ["/offline/"]


def test_the_stand_in_page_says_nothing_of_whoever_is_signed_in(applicant: Client, cast: Cast) -> None:
    page = applicant.get("/offline/").content.decode()
    assert "李某" not in page
    assert "现在没有网络" in page
    assert "tel:12348" in page
