"""A paper is signed from afar: a link and a code, the paper first, a signature bound to the file that was shown."""

import base64
import io
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from pdfminer.high_level import extract_text
from PIL import Image, ImageDraw

from fayuan.core import clock
from fayuan.core.actor import VISITOR
from fayuan.core.errors import BadInput, Locked, NotAllowed, NotFound, WrongState
from fayuan.core.models import AuditRow
from fayuan.dossier import drawing, jobs, store
from fayuan.dossier.models import Paper, SignatureRequest
from fayuan.dossier.operations import (
    ask_signature,
    cancel_signature_request,
    open_by_account,
    open_by_code,
    send_signature_code,
    sign_paper,
    take_up_signature,
)
from fayuan.dossier.signatures import last_edition
from fayuan.messaging.models import Message

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def agreement(cast: Cast) -> Paper:
    paper = steps.handling(cast).papers.get(form="agreement")
    jobs.draw(paper.pk)
    paper.refresh_from_db()
    return paper


@pytest.fixture
def token(agreement: Paper, cast: Cast) -> str:
    return ask_signature(ref=agreement.ref, role="recipient", by=cast.lawyer, now=SOON).token


def handwriting() -> bytes:
    """Ink on a transparent field, as the page sends it."""
    picture = Image.new("RGBA", (900, 360), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(100, 300), (300, 60), (500, 300), (800, 90)], fill="black", width=8)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def opened(token: str) -> SignatureRequest:
    code = send_signature_code(token=token, by=VISITOR, now=SOON).code
    return open_by_code(token=token, code=code, by=VISITOR, now=SOON)


def hash_of(paper: Paper) -> str:
    assert paper.pdf is not None
    return paper.pdf.sha256


def text_of(paper: Paper) -> str:
    jobs.draw(paper.pk)
    paper.refresh_from_db()
    assert paper.pdf is not None, paper.fault
    return "".join(extract_text(io.BytesIO(store.get(paper.pdf))).split())


def test_the_text_message_holds_a_link_and_nobodys_name(agreement: Paper, token: str) -> None:
    message = Message.objects.filter(template="signature_asked").latest("id")
    assert f"/sign/{token}/" in message.text
    for personal in ("李某", agreement.matter.number, agreement.ref):
        assert personal not in message.text
    row = SignatureRequest.objects.get(paper=agreement)
    assert token.encode() not in bytes(row.token_digest)


def test_a_drawn_signature_stands_on_a_new_edition_bound_to_the_file_that_was_shown(
    agreement: Paper, token: str
) -> None:
    shown = hash_of(agreement)
    opened(token)
    signed = sign_paper(
        token=token, means="drawn", shown_sha256=shown, picture=handwriting(), by=VISITOR, now=SOON
    )
    said = text_of(signed)
    for words in ("电子签名", "受援人李某", "在屏幕上手写签名", "手机尾号0001", shown, "2026年6月12日09:1"):
        assert words in said
    agreement.refresh_from_db()
    assert (signed.edition, signed.first, agreement.stands) == (2, agreement, False)
    assert hash_of(agreement) == shown  # the first edition stays as it was


def test_the_lawyer_signs_what_the_recipient_has_signed(agreement: Paper, token: str, cast: Cast) -> None:
    opened(token)
    second = sign_paper(token=token, means="code", shown_sha256=hash_of(agreement), by=VISITOR, now=SOON)
    jobs.draw(second.pk)
    second.refresh_from_db()
    asked = ask_signature(ref=second.ref, role="lawyer", by=cast.lawyer, now=SOON)
    open_by_account(token=asked.token, by=cast.lawyer, now=SOON)
    given = {"token": asked.token, "means": "drawn", "picture": handwriting()}
    third = sign_paper(**given, shown_sha256=hash_of(second), by=cast.lawyer, now=SOON)
    said = text_of(third)
    assert said.index("受援人李某") < said.index("承办人员高某")
    assert "本人账户登录" in said
    assert last_edition(agreement) == third


def test_nothing_is_signed_before_the_signer_is_known(agreement: Paper, token: str) -> None:
    with pytest.raises(WrongState, match="验证身份"):
        sign_paper(token=token, means="code", shown_sha256=hash_of(agreement), by=VISITOR, now=SOON)


def test_a_paper_that_changed_since_it_was_shown_is_not_signed(agreement: Paper, token: str) -> None:
    opened(token)
    with pytest.raises(WrongState, match="新的一份"):
        sign_paper(token=token, means="code", shown_sha256="0" * 64, by=VISITOR, now=SOON)


def test_a_link_is_good_once(agreement: Paper, token: str) -> None:
    opened(token)
    sign_paper(token=token, means="code", shown_sha256=hash_of(agreement), by=VISITOR, now=SOON)
    with pytest.raises(WrongState, match="已经签过"):
        sign_paper(token=token, means="code", shown_sha256=hash_of(agreement), by=VISITOR, now=SOON)


def test_a_link_is_good_for_seven_days_and_until_it_is_taken_back(
    agreement: Paper, token: str, cast: Cast
) -> None:
    with pytest.raises(WrongState, match="过期"):
        send_signature_code(token=token, by=VISITOR, now=SOON + timedelta(days=8))
    asked = SignatureRequest.objects.get(paper=agreement)
    cancel_signature_request(ref=agreement.ref, request=asked.ref, by=cast.clerk, now=SOON)
    with pytest.raises(WrongState):
        send_signature_code(token=token, by=VISITOR, now=SOON)


def test_asking_again_ends_the_link_that_waits(agreement: Paper, token: str, cast: Cast) -> None:
    again = ask_signature(ref=agreement.ref, role="recipient", by=cast.clerk, now=SOON)
    with pytest.raises(WrongState):
        send_signature_code(token=token, by=VISITOR, now=SOON)
    assert send_signature_code(token=again.token, by=VISITOR, now=SOON).code


def test_wrong_codes_are_counted_and_then_the_right_one_opens_nothing(token: str) -> None:
    code = send_signature_code(token=token, by=VISITOR, now=SOON).code
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(BadInput):
            open_by_code(token=token, code=wrong, by=VISITOR, now=SOON)
    with pytest.raises(BadInput):
        open_by_code(token=token, code=code, by=VISITOR, now=SOON)
    assert AuditRow.objects.filter(action="open_signature", result="refused").count() == 6
    fresh = send_signature_code(token=token, by=VISITOR, now=SOON + 2 * MINUTE).code
    assert open_by_code(token=token, code=fresh, by=VISITOR, now=SOON + 3 * MINUTE).opened_at


def test_codes_are_few_and_short_lived(token: str) -> None:
    code = send_signature_code(token=token, by=VISITOR, now=SOON).code
    with pytest.raises(Locked):
        send_signature_code(token=token, by=VISITOR, now=SOON)
    with pytest.raises(BadInput):
        open_by_code(token=token, code=code, by=VISITOR, now=SOON + 11 * MINUTE)
    for at in range(1, 6):
        send_signature_code(token=token, by=VISITOR, now=SOON + 2 * at * MINUTE)
    with pytest.raises(Locked, match="太多"):
        send_signature_code(token=token, by=VISITOR, now=SOON + 20 * MINUTE)


def test_an_account_opens_its_owners_link_alone(token: str, cast: Cast) -> None:
    assert open_by_account(token=token, by=cast.applicant, now=SOON).known_by == "account"
    for key in ("other_applicant", "lawyer", "clerk"):
        with pytest.raises(NotFound):
            open_by_account(token=token, by=cast.actor(key), now=SOON)


def test_only_the_lawyer_in_charge_and_the_window_ask(agreement: Paper, cast: Cast) -> None:
    for key in ("applicant", "finance", "other_lawyer"):
        with pytest.raises((NotAllowed, NotFound)):
            ask_signature(ref=agreement.ref, role="recipient", by=cast.actor(key), now=SOON)


def test_a_decision_is_signed_by_nobody_from_afar(agreement: Paper, cast: Cast) -> None:
    decision = agreement.matter.papers.get(form="grant_decision")
    jobs.draw(decision.pk)
    with pytest.raises(WrongState, match="不用这一方"):
        ask_signature(ref=decision.ref, role="recipient", by=cast.clerk, now=SOON)


@pytest.mark.parametrize("picture", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\nrubbish"])
def test_what_is_no_picture_is_no_signature(agreement: Paper, token: str, picture: bytes) -> None:
    opened(token)
    with pytest.raises(BadInput):
        sign_paper(
            token=token,
            means="photo",
            shown_sha256=hash_of(agreement),
            picture=picture,
            by=VISITOR,
            now=SOON,
        )


def test_an_empty_field_is_no_signature(agreement: Paper, token: str) -> None:
    opened(token)
    blank = io.BytesIO()
    Image.new("RGBA", (900, 360), (0, 0, 0, 0)).save(blank, "PNG")
    with pytest.raises(BadInput, match="还没有看到签名"):
        sign_paper(
            token=token,
            means="drawn",
            shown_sha256=hash_of(agreement),
            picture=blank.getvalue(),
            by=VISITOR,
            now=SOON,
        )


# The pages


@pytest.fixture
def link(agreement: Paper, cast: Cast) -> str:
    """A link that is good now."""
    asked = ask_signature(ref=agreement.ref, role="recipient", by=cast.clerk, now=clock.now())
    return f"/sign/{asked.token}/"


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """The code that was texted last."""
    sent: list[str] = []
    made = iter(range(100000, 100010))
    monkeypatch.setattr(
        "fayuan.dossier.operations.signatures.secrets.randbelow",
        lambda most: sent.append(f"{next(made):06}") or int(sent[-1]),
    )
    return lambda: sent[-1]


def test_the_page_shows_nothing_of_the_paper_before_the_code(link: str, client: Client) -> None:
    said = client.get(link).content.decode()
    for personal in ("李某", "13900000001", "高某"):
        assert personal not in said
    assert client.get(f"{link}paper/").status_code == 302
    assert client.get(f"{link}paper.pdf").status_code == 404
    assert client.get(f"{link}1.png").status_code == 404


def test_a_person_signs_without_javascript(
    link: str, agreement: Paper, client: Client, codes: Callable[[], str]
) -> None:
    client.post(f"{link}code/")
    answer = client.post(link, {"code": codes()}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{link}paper/"
    said = answer.content.decode()
    assert hash_of(agreement) in said
    assert client.get(f"{link}1.png").content.startswith(b"\x89PNG")
    kept = client.get(f"{link}paper.pdf").content
    assert sha256(kept).hexdigest() == hash_of(agreement)
    refused = client.post(f"{link}paper/", {"means": "code", "shown": hash_of(agreement)})
    assert refused.status_code == 422  # not agreed
    answer = client.post(
        f"{link}paper/", {"means": "code", "shown": hash_of(agreement), "agreed": "on"}, follow=True
    )
    assert "已经签好" in answer.content.decode()
    assert last_edition(agreement).edition == 2


def test_a_drawing_comes_with_the_form(
    link: str, agreement: Paper, client: Client, codes: Callable[[], str]
) -> None:
    client.post(f"{link}code/")
    client.post(link, {"code": codes()})
    drawing_of = "data:image/png;base64," + base64.b64encode(handwriting()).decode()
    typed = {"means": "drawn", "drawing": drawing_of, "shown": hash_of(agreement), "agreed": "on"}
    client.post(f"{link}paper/", typed)
    signed = SignatureRequest.objects.get(signed_paper__isnull=False)
    assert signed.means == "drawn"
    assert signed.picture is not None
    assert len(drawing.pages(last_edition(agreement))) >= 2


def test_who_asked_sees_how_far_it_is_and_takes_it_back(
    agreement: Paper, link: str, cast: Cast, client: Client
) -> None:
    client.force_login(cast.account("lawyer"))
    page = f"/papers/{agreement.ref}/signatures/"
    assert "等待签名" in client.get(page).content.decode()
    asked = SignatureRequest.objects.get(paper=agreement)
    answer = client.post(f"{page}{asked.ref}/cancel/", follow=True)
    assert "已取消" in answer.content.decode()
    answer = client.post(page, {"role": "recipient"}, follow=True)
    assert "签名链接已经发出" in answer.content.decode()


def test_who_is_asked_begins_in_their_own_account_and_nobody_else(
    agreement: Paper, token: str, cast: Cast
) -> None:
    for by in (cast.lawyer, cast.clerk):
        with pytest.raises(NotFound):
            take_up_signature(ref=agreement.ref, by=by, now=SOON)
    begun = take_up_signature(ref=agreement.ref, by=cast.applicant, now=SOON)
    known = open_by_account(token=begun.token, by=cast.applicant, now=SOON)
    assert known.known_by == SignatureRequest.Known.ACCOUNT
    with pytest.raises(NotFound):
        open_by_account(token=token, by=cast.applicant, now=SOON)  # the link that was sent is spent
    with pytest.raises(NotFound):
        take_up_signature(ref=agreement.ref, by=cast.applicant, now=SOON + timedelta(days=8))
