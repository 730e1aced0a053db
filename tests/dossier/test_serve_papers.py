"""Papers are brought to people: opened online, handed over, or posted; the receipt says what happened."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from pdfminer.high_level import extract_text

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.dossier import jobs, services
from fayuan.dossier.mailing import batch_pdf
from fayuan.dossier.models import Paper, Service
from fayuan.dossier.operations import hand_over_paper, opened_online, post_papers, settle_post

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(days=1)
ADDRESS = "云岭省石桥县城关镇人民路12号"


@pytest.fixture
def decision(cast: Cast) -> Paper:
    person = cast.people["applicant"]
    person.address = ADDRESS
    person.save()
    paper: Paper = steps.granted(cast).papers.get(form="grant_decision")
    jobs.draw(paper.pk)
    paper.refresh_from_db()
    return paper


def test_what_nobody_was_served_waits_at_the_window(decision: Paper, cast: Cast) -> None:
    assert list(services.unserved(cast.clerk)) == [decision]
    assert list(services.unserved(cast.far_clerk)) == []


def test_who_opens_it_online_is_served_once(decision: Paper, cast: Cast, client: Client) -> None:
    client.force_login(cast.account("applicant"))
    client.get(f"/papers/{decision.ref}/")
    client.get(f"/papers/{decision.ref}/")
    (row,) = decision.services.all()
    assert (row.way, row.state) == ("inbox", "served")
    assert row.receipt is not None
    assert row.receipt.data["way"] == "网上送达"
    assert list(services.unserved(cast.clerk)) == []


def test_a_colleague_who_looks_serves_nobody(decision: Paper, cast: Cast) -> None:
    opened_online(decision, cast.clerk, LATER)
    assert not decision.services.exists()


def test_handing_over_fills_the_receipt(decision: Paper, cast: Cast) -> None:
    row = hand_over_paper(
        ref=decision.ref, receiver="李某某", relation="同住的成年家属", by=cast.clerk, now=LATER
    )
    assert row.receipt is not None
    said = row.receipt.data
    assert (said["receiver"], said["relation"], said["document_no"]) == (
        "李某某",
        "同住的成年家属",
        decision.number,
    )
    with pytest.raises(WrongState):
        hand_over_paper(ref=decision.ref, receiver="李某", by=cast.clerk, now=LATER)
    jobs.draw(row.receipt.pk)
    row.receipt.refresh_from_db()
    assert row.receipt.pdf is not None, row.receipt.fault


def test_a_batch_is_printed_with_addresses_and_posted(decision: Paper, cast: Cast) -> None:
    first = post_papers(refs=[decision.ref], by=cast.clerk, now=LATER)
    posted = services.batch(first.batch, cast.clerk)
    said = "".join(extract_text(io.BytesIO(batch_pdf(posted))).split())
    assert ADDRESS in said
    assert "李某收" in said
    assert decision.number in said
    assert [row.pk for row in services.on_the_way(cast.clerk)] == [first.pk]
    with pytest.raises(NotFound):
        services.batch(first.batch, cast.far_clerk)


def test_what_the_post_brings_back_waits_again(decision: Paper, cast: Cast) -> None:
    row = post_papers(refs=[decision.ref], by=cast.clerk, now=LATER)
    settle_post(ref=row.ref, outcome="returned", remark="查无此人", by=cast.clerk, now=LATER)
    assert list(services.unserved(cast.clerk)) == [decision]
    again = post_papers(refs=[decision.ref], by=cast.clerk, now=LATER)
    served = settle_post(ref=again.ref, outcome="served", by=cast.clerk, now=LATER)
    assert served.receipt is not None
    assert served.receipt.data["address"] == ADDRESS


def test_without_an_address_nothing_is_posted(decision: Paper, cast: Cast) -> None:
    person = cast.people["applicant"]
    person.address = ""
    person.save()
    with pytest.raises(BadInput, match="没有登记地址"):
        post_papers(refs=[decision.ref], by=cast.clerk, now=LATER)
    assert not Service.objects.exists()


def test_only_the_window_serves(decision: Paper, cast: Cast) -> None:
    for key in ("finance", "applicant", "far_clerk"):
        with pytest.raises((NotAllowed, NotFound)):
            hand_over_paper(ref=decision.ref, receiver="李某", by=cast.actor(key), now=LATER)


def test_the_window_prints_posts_and_settles_on_its_page(decision: Paper, cast: Cast, client: Client) -> None:
    client.force_login(cast.account("clerk"))
    assert decision.number in client.get("/desk/service/").content.decode()
    client.post("/desk/service/", {"refs": [decision.ref]})
    row = Service.objects.get()
    assert client.get(f"/desk/service/print/{row.batch}/").content.startswith(b"%PDF")
    client.post(f"/desk/service/{row.ref}/", {"outcome": "served"})
    row.refresh_from_db()
    assert row.state == "served"
