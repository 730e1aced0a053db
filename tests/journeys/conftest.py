"""The product as people meet it: a real server on a database of its own, and a real browser."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from browsing import PATIENCE, Open, Site, session_of
from cast import Cast, build
from databases import own_database

# The browser's driver runs an event loop in this thread; the database is asked from no coroutine all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def site(
    request: pytest.FixtureRequest, django_db_setup: Cast, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    """The product on a fresh database with the standing cast, served by a thread."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STAFF_NEED_TOTP = False
    with own_database(request.config, "journey"), django_db_blocker.unblock():
        cast = build()
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield Site(f"http://127.0.0.1:{thread.port}", cast)
        thread.terminate()


@pytest.fixture
def sit_down(site: Site, browser: Browser) -> Iterator[Open]:
    """Gives a page of somebody signed in: `sit_down("clerk", width=390)`; without a name, of a visitor."""
    contexts: list[BrowserContext] = []

    def opened(person: str | None = None, *, width: int = 1440, height: int = 900, **given: object) -> Page:
        about = {"base_url": site.address, "viewport": {"width": width, "height": height}, "locale": "zh-CN"}
        context = browser.new_context(**about | given)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_of(site, person)])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
