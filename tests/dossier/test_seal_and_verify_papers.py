"""An issued paper is sealed when it is drawn; whoever gets the file can find out what it is worth."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import x509
from django.test.utils import override_settings
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pyhanko.sign.signers import SimpleSigner

from fayuan.dossier import commands, drawing, jobs, store
from fayuan.dossier.models import Paper
from fayuan.dossier.operations import withdraw_paper
from fayuan.dossier.papers.render import AgencyHead, render
from fayuan.dossier.signing import sources
from fayuan.dossier.signing.sealing import seal
from fayuan.dossier.signing.sources import KeyFiles, SigningService
from fayuan.dossier.signing.test_authority import TestAuthority
from fayuan.dossier.signing.verifying import seals_on

import steps
from cast import NOW, Cast

Keep = Callable[[bytes], str]
OFFICE = "白石县法律援助中心"


@pytest.fixture
def paper(cast: Cast) -> Paper:
    issued: Paper = steps.granted(cast).papers.get(form="grant_decision")
    jobs.draw(issued.pk)
    issued.refresh_from_db()
    return issued


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    def write(content: bytes) -> str:
        (tmp_path / "paper.pdf").write_bytes(content)
        return str(tmp_path / "paper.pdf")

    return write


def pdf_of(paper: Paper) -> bytes:
    assert paper.pdf is not None, paper.fault
    return store.get(paper.pdf)


def test_a_drawn_paper_is_sealed_by_its_issuer_as_of_its_issue(paper: Paper) -> None:
    (found,) = seals_on(pdf_of(paper), TestAuthority().roots())
    assert (found.office, found.sealed_at) == (paper.issuer.name, paper.issued_at.replace(microsecond=0))
    assert found.intact
    assert found.whole
    assert found.trusted


def test_sealing_adds_behind_the_drawing_and_leaves_archive_marks_and_tags(paper: Paper) -> None:
    content = pdf_of(paper)
    assert content.count(b"%%EOF") == 2  # the drawing, and the seal behind it
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in content
    catalog = PDFDocument(PDFParser(io.BytesIO(content))).catalog
    assert "StructTreeRoot" in catalog
    assert catalog["MarkInfo"]["Marked"] is True


def test_a_genuine_paper_stands(paper: Paper, keep: Keep, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["verify", keep(pdf_of(paper))]) == 0
    said = capsys.readouterr().out
    for words in (
        "真实有效",
        f"{paper.issuer.name}（测试印章）",
        "盖章时间：2026-06-12 09:0",
        paper.number,
        "没有改动",
    ):
        assert words in said


def test_a_changed_byte_is_noticed(paper: Paper, keep: Keep, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(pdf_of(paper))
    content[len(content) // 3] ^= 1
    assert commands.main(["verify", keep(bytes(content))]) in (1, 4)
    assert "真实有效" not in capsys.readouterr().out


def test_what_is_added_behind_the_seal_is_noticed(
    paper: Paper, keep: Keep, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["verify", keep(pdf_of(paper) + b"\n% more")]) == 1
    assert "改动过" in capsys.readouterr().out


def test_a_withdrawn_paper_has_ended(
    paper: Paper, cast: Cast, keep: Keep, capsys: pytest.CaptureFixture[str]
) -> None:
    withdraw_paper(ref=paper.ref, reason="姓名有误", by=cast.approver, now=NOW + timedelta(days=1))
    assert commands.main(["verify", keep(pdf_of(paper))]) == 3
    assert "撤回日期：2026-06-13" in capsys.readouterr().out


def test_a_paper_of_another_authority_is_not_confirmed(
    paper: Paper, keep: Keep, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = TestAuthority(tmp_path / "elsewhere").signer("agency-1", OFFICE)
    forged = seal(b"".join(drawn(paper)), stranger, office=OFFICE, reason="决定书", at=NOW)
    assert commands.main(["verify", keep(forged)]) == 2
    assert "不受信任" in capsys.readouterr().out


def drawn(paper: Paper) -> list[bytes]:
    """The drawing without its seal."""
    content = pdf_of(paper)
    return [content[: content.index(b"%%EOF") + 6]]


def test_a_file_without_a_seal_and_a_file_that_is_no_pdf_say_so(
    paper: Paper, keep: Keep, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["verify", keep(b"".join(drawn(paper)))]) == 2
    assert "没有电子印章" in capsys.readouterr().out
    assert commands.main(["verify", keep(b"PK\x03\x04")]) == 4


def test_an_office_whose_key_is_missing_issues_nothing_unsealed(cast: Cast, tmp_path: Path) -> None:
    paper = steps.granted(cast).papers.get(form="grant_decision")
    with override_settings(SEALS="fayuan.dossier.signing.sources.KeyFiles", SEALS_DIR=tmp_path):
        jobs.draw(paper.pk)
    paper.refresh_from_db()
    assert paper.pdf is None
    assert "电子印章" in paper.fault
    jobs.draw(paper.pk)  # the key was brought
    paper.refresh_from_db()
    assert paper.pdf is not None
    assert not paper.fault


def test_where_papers_are_stamped_by_hand_none_is_sealed(cast: Cast) -> None:
    paper = steps.granted(cast).papers.get(form="grant_decision")
    with override_settings(SEALS=""):
        assert seals_on(drawing.sealed_pdf(paper), []) == []


def brought(folder: Path) -> Path:
    """A folder as an office brings it: a key file, its password, and whom to trust."""
    maker = TestAuthority(folder)
    maker.signer("agency-970102", OFFICE)
    (folder / "roots").mkdir()
    root: x509.Certificate = maker.roots()[0]
    (folder / "roots" / "root.pem").write_bytes(root.dump())
    return folder


def test_a_key_file_that_was_brought_seals(tmp_path: Path) -> None:
    keys = KeyFiles(brought(tmp_path))
    sealed = seal(simple_pdf(), keys.signer("agency-970102", OFFICE), office=OFFICE, reason="函", at=NOW)
    (found,) = seals_on(sealed, keys.roots())
    assert found.trusted
    assert not keys.is_test


def test_a_signing_service_seals_without_showing_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = KeyFiles(brought(tmp_path))
    holder = keys.signer("agency-970102", OFFICE)
    assert isinstance(holder, SimpleSigner)
    assert holder.signing_cert is not None
    (tmp_path / "agency-970102.pem").write_bytes(holder.signing_cert.dump())
    asked = []

    def service(body: dict[str, str]) -> bytes:
        asked.append(body["office"])
        return holder.sign_raw(sources.base64.b64decode(body["data"]), body["algorithm"])

    monkeypatch.setattr(sources, "_asked", service)
    remote = SigningService(tmp_path).signer("agency-970102", OFFICE)
    (found,) = seals_on(seal(simple_pdf(), remote, office=OFFICE, reason="函", at=NOW), keys.roots())
    assert found.intact
    assert found.trusted
    assert asked == ["agency-970102"]


def simple_pdf() -> bytes:
    """Any drawing."""
    data = {"document": "决定书", "addressee": "李某", "way": "邮寄", "server": "林某"}
    head = AgencyHead(OFFICE, "0870-0000000", "人民路1号")
    return render("service_receipt", data, on=NOW.date(), number=None, agency=head).pdf


def test_two_workers_at_once_give_an_office_one_key(tmp_path: Path) -> None:
    one, other = TestAuthority(tmp_path), TestAuthority(tmp_path)
    one.set_up()
    one.make("agency-1", OFFICE)
    kept = (tmp_path / "agency-1.p12").read_bytes()
    other.make("agency-1", OFFICE)
    assert (tmp_path / "agency-1.p12").read_bytes() == kept
    assert (tmp_path / "agency-1.p12").stat().st_mode & 0o077 == 0
