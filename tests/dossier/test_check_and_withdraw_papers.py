"""Whoever holds a paper may check it, by a code that nobody guesses; a paper that was taken back says so."""

from datetime import timedelta

import pytest
from django.test import Client

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.core.models import AuditRow
from fayuan.dossier import drawing
from fayuan.dossier.knocks import forget_knocks
from fayuan.dossier.models import Knock, Paper
from fayuan.dossier.operations import withdraw_paper
from fayuan.intake.operations import decide_objection, object_to_decision
from fayuan.web.shared.papers import CHECKS_A_MINUTE

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=10)


@pytest.fixture
def decision(cast: Cast) -> Paper:
    paper: Paper = steps.granted(cast).papers.get(form="grant_decision")
    return paper


def check(paper: Paper, client: Client) -> str:
    address = drawing.check_address(paper)
    assert address is not None
    answer = client.get(address.removeprefix("http://localhost:8000"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_check_page_says_issuer_number_and_date_and_nothing_of_the_person(
    decision: Paper, client: Client
) -> None:
    said = check(decision, client)
    assert "现在有效" in said
    assert decision.issuer.name in said
    assert decision.number in said
    assert "2026年6月12日" in said
    for personal in ("李某", decision.matter.number, decision.matter.ref, decision.ref):
        assert personal not in said


def test_each_paper_has_a_code_of_its_own_that_is_too_long_to_guess(cast: Cast) -> None:
    tokens = [paper.check_token for paper in steps.handling(cast).papers.all()]
    assert len(set(tokens)) == len(tokens) > 3
    assert all(token and len(token) == 22 for token in tokens)


def test_a_wrong_code_is_not_found(decision: Paper, client: Client) -> None:
    assert client.get("/c/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    assert client.get(f"/c/{decision.ref}/").status_code == 404


def test_whoever_tries_many_codes_has_to_wait(decision: Paper, client: Client) -> None:
    statuses = [client.get(f"/c/{at}/").status_code for at in range(CHECKS_A_MINUTE + 1)]
    assert statuses[-1] in (404, 429)  # a new minute may have begun
    Knock.objects.update(times=CHECKS_A_MINUTE)
    again = {client.get(f"/c/{decision.check_token}/").status_code for _ in range(2)}
    assert 429 in again


def test_old_counts_are_forgotten(db: None) -> None:
    Knock.objects.create(digest=b"x" * 16, minute=NOW - timedelta(days=2))
    kept = Knock.objects.create(digest=b"x" * 16, minute=NOW)
    forget_knocks(NOW)
    assert list(Knock.objects.all()) == [kept]


def test_a_check_leaves_a_row(decision: Paper, client: Client) -> None:
    check(decision, client)
    assert AuditRow.objects.filter(action="check_paper", subject_id=decision.ref).exists()


def test_the_approver_takes_a_paper_back_and_the_check_page_says_so(
    decision: Paper, cast: Cast, client: Client
) -> None:
    withdraw_paper(ref=decision.ref, reason="姓名有误", by=cast.approver, now=SOON)
    said = check(decision, client)
    assert "已经撤回" in said
    assert "姓名有误" not in said
    with pytest.raises(WrongState):
        withdraw_paper(ref=decision.ref, reason="姓名有误", by=cast.approver, now=SOON)


def test_nobody_else_takes_a_paper_back(decision: Paper, cast: Cast) -> None:
    for key in ("clerk", "examiner", "applicant", "bureau_officer"):
        with pytest.raises((NotAllowed, NotFound)):
            withdraw_paper(ref=decision.ref, reason="姓名有误", by=cast.actor(key), now=SOON)


def test_a_withdrawal_needs_a_reason(decision: Paper, cast: Cast) -> None:
    with pytest.raises(BadInput):
        withdraw_paper(ref=decision.ref, reason=" ", by=cast.approver, now=SOON)


def test_a_refusal_that_must_be_corrected_no_longer_stands(cast: Cast) -> None:
    matter = steps.refused(cast)
    object_to_decision(ref=matter.ref, reason="家里确实困难", by=cast.applicant, now=SOON)
    decide_objection(ref=matter.ref, outcome="correct", reason="应予援助", by=cast.bureau_officer, now=SOON)
    assert not matter.papers.get(form="refusal_decision").stands
    assert matter.papers.get(form="objection_decision").stands


def test_the_approver_withdraws_on_the_papers_page(decision: Paper, cast: Cast, client: Client) -> None:
    client.force_login(cast.account("approver"))
    assert "撤回这份文书" in client.get(f"/papers/{decision.ref}/").content.decode()
    answer = client.post(f"/papers/{decision.ref}/withdraw/", {"reason": "姓名有误"}, follow=True)
    assert "已于" in answer.content.decode()
    decision.refresh_from_db()
    assert not decision.stands
