"""A browser dies while an opinion is being written: what was typed stands in the form when it is opened again."""

import pytest
from playwright.sync_api import expect

import steps
from browsing import Open, Site

pytestmark = pytest.mark.journey
OPINION = "收入低于当地标准，建议给予援助。"


def test_a_browser_that_dies_takes_no_text_with_it(sit_down: Open, site: Site) -> None:
    address = f"/desk/matters/{steps.received(site.cast).ref}/examine/"
    page = sit_down("examiner")
    page.goto(address)
    with page.expect_response(lambda answer: answer.url.endswith("/unsent/") and answer.status == 204):
        page.get_by_role("textbox", name="理由").fill(OPINION)
    page.context.close()
    again = sit_down("examiner")
    again.goto(address)
    expect(again.get_by_role("textbox", name="理由")).to_have_value(OPINION)
    expect(again.get_by_text("已经放回表里")).to_be_visible()
