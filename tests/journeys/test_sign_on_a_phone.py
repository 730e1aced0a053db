"""A recipient signs the agreement on a telephone: link, code, paper, a name written with a finger."""

import io
from datetime import timedelta

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Page

from fayuan.core import clock
from fayuan.core.actor import VISITOR
from fayuan.dossier import jobs, store
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import ask_signature, send_signature_code
from fayuan.dossier.signatures import last_edition

import steps
from browsing import Open, Site, barriers, faults, go_on, keep_picture

pytestmark = pytest.mark.journey
STROKES = ((90, 20), (140, 110), (220, 30), (280, 90))


def look(page: Page, name: str) -> None:
    keep_picture(page, name)
    assert not barriers(page)
    assert not faults(page)


def agreement_of(site: Site) -> Paper:
    paper: Paper = steps.handling(site.cast, clock.now() - timedelta(days=1)).papers.get(form="agreement")
    jobs.draw(paper.pk)
    return paper


def write_name(page: Page) -> None:
    """A finger on the field."""
    field = page.locator("canvas").bounding_box()
    assert field is not None
    page.mouse.move(field["x"] + 40, field["y"] + 100)
    page.mouse.down()
    for across, down in STROKES:
        page.mouse.move(field["x"] + across, field["y"] + down, steps=4)
    page.mouse.up()


def test_a_recipient_signs_with_a_finger(site: Site, sit_down: Open) -> None:
    agreement, now = agreement_of(site), clock.now()
    asked = ask_signature(ref=agreement.ref, role="recipient", by=site.cast.lawyer, now=now)
    code = send_signature_code(token=asked.token, by=VISITOR, now=now).code
    page = sit_down(width=390, height=844)
    page.goto(f"/sign/{asked.token}/")
    look(page, "sign-code-390")
    page.get_by_label("验证码").fill(code)
    go_on(page, page.get_by_role("button", name="确认，看文书"))
    page.get_by_role("heading", name="委托代理/辩护协议").wait_for()
    look(page, "sign-paper-390")
    page.locator("canvas").scroll_into_view_if_needed()
    write_name(page)
    keep_picture(page, "sign-drawn-390")
    page.get_by_label("我看过这份文书").check()
    go_on(page, page.get_by_role("button", name="签名", exact=True))
    page.get_by_role("heading", name="已经签好").wait_for()
    look(page, "sign-over-390")
    signed = last_edition(agreement)
    jobs.draw(signed.pk)
    signed.refresh_from_db()
    assert signed.pdf is not None
    assert "在屏幕上手写签名" in "".join(extract_text(io.BytesIO(store.get(signed.pdf))).split())


def test_the_lawyer_sees_how_far_it_is(site: Site, sit_down: Open) -> None:
    agreement = agreement_of(site)
    asked = ask_signature(ref=agreement.ref, role="recipient", by=site.cast.lawyer, now=clock.now())
    page = sit_down("lawyer", width=390)
    page.goto(f"/papers/{asked.request.paper.ref}/signatures/")
    look(page, "signatures-390")
    page.goto(f"/c/{agreement.check_token}/")
    look(page, "check-390")
