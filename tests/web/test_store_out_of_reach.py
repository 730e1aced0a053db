"""The store of files is full or out of reach: people are told what to do, and what was typed stays."""

import errno
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pictures
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fayuan.core import clock
from fayuan.core.errors import Unavailable
from fayuan.dossier import sendings, store
from fayuan.dossier.models import Blob, Sending, Upload
from fayuan.dossier.operations import hand_in_file
from fayuan.dossier.shelves import Disk
from fayuan.dossier.shelves.bucket import BucketFault

import steps
from cast import NOW, Cast

SAYS = "现在存取不了文件，不是您的错。请过几分钟再试一次。"
PHOTO = pictures.photo(300, 200)
FULL = OSError(errno.ENOSPC, "No space left on device")
SILENT = BucketFault("PUT: TimeoutError")


class Failing:
    """A shelf on which nothing can be done."""

    fault: ClassVar[OSError] = FULL

    def put(self, name: str, content: bytes) -> None:
        raise self.fault

    def get(self, name: str) -> bytes:
        raise self.fault


@pytest.fixture(params=[FULL, SILENT], ids=["full", "silent"])
def out_of_reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Calling it takes the shelf away."""

    def fail() -> None:
        monkeypatch.setattr(Failing, "fault", request.param)
        monkeypatch.setattr(store, "shelf", Failing)

    return fail


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with clock.at(NOW + timedelta(hours=1)):
        yield


def signed_in(cast: Cast, person: str) -> Client:
    client = Client()
    client.force_login(cast.account(person))
    return client


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("欠条.jpg", PHOTO, "image/jpeg")


@pytest.mark.parametrize(
    ("who", "address", "field", "kind"),
    [
        ("applicant", "/my/matters/{}/files/", "file", "case_papers"),
        ("clerk", "/desk/matters/{}/files/", "documents", "case_papers"),
        ("lawyer", "/lawyer/cases/{}/files/", "file", "其他材料"),
    ],
)
def test_a_form_with_files_says_it_and_keeps_what_was_typed(
    cast: Cast, out_of_reach: Any, who: str, address: str, field: str, kind: str
) -> None:
    matter = steps.handling(cast)
    client, place = signed_in(cast, who), address.format(matter.ref)
    out_of_reach()
    answer = client.post(place, {"kind": kind, field: [photo()], "once_key": "a"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert f"欠条.jpg：{SAYS}" in page
    assert re.search(rf'value="{kind}"[^>]* (selected|checked)', page)
    assert not Upload.objects.filter(matter=matter).exists()


def test_the_same_form_sent_again_is_taken_when_the_store_is_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = steps.handling(cast)
    client, place = signed_in(cast, "applicant"), f"/my/matters/{matter.ref}/files/"
    with monkeypatch.context() as away:
        away.setattr(store, "shelf", Failing)
        assert (
            client.post(place, {"kind": "case_papers", "file": [photo()], "once_key": "a"}).status_code == 503
        )
    assert client.post(place, {"kind": "case_papers", "file": [photo()], "once_key": "a"}).status_code == 302
    assert Upload.objects.filter(matter=matter).count() == 1


def test_a_piece_is_answered_with_the_sentence_and_goes_on_later(cast: Cast, out_of_reach: Any) -> None:
    sending = sendings.begin(
        file_name="欠条.jpg", size=len(PHOTO), modified=1, by=cast.applicant, now=clock.now()
    )
    client = signed_in(cast, "applicant")
    out_of_reach()
    answer = client.post(f"/sending/{sending.ref}/?from=0", PHOTO, content_type="application/octet-stream")
    assert (answer.status_code, answer.json()["says"][: len(SAYS)]) == (503, SAYS)
    assert Sending.objects.get(pk=sending.pk).got == 0


def test_a_form_that_names_what_came_before_is_shown_again_whole(cast: Cast, out_of_reach: Any) -> None:
    matter = steps.handling(cast)
    sending = sendings.begin(
        file_name="欠条.jpg", size=len(PHOTO), modified=1, by=cast.applicant, now=clock.now()
    )
    sendings.take_piece(ref=sending.ref, start=0, piece=PHOTO, by=cast.applicant)
    client = signed_in(cast, "applicant")
    out_of_reach()
    answer = client.post(
        f"/my/matters/{matter.ref}/files/", {"kind": "case_papers", "file-sent": sending.ref, "once_key": "a"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert SAYS in page
    assert sending.ref in page


def silent(_folder: Path, _blob: Blob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Failing, "fault", SILENT)
    monkeypatch.setattr(store, "shelf", Failing)


def folder_gone(folder: Path, _blob: Blob, _monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder)


def disk_not_mounted(folder: Path, _blob: Blob, _monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def a_folder_in_place_of_the_file(folder: Path, blob: Blob, _monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder / store.name_of(blob.sha256)
    place.unlink()
    place.mkdir()


LOSSES = [silent, folder_gone, disk_not_mounted, a_folder_in_place_of_the_file]


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A store of the test's own."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def file_of(cast: Cast) -> tuple[str, str, Blob]:
    given = {"kind": "证据材料", "file_name": "a.pdf", "content": pictures.pdf(1)}
    upload = hand_in_file(ref=steps.handling(cast).ref, **given, by=cast.lawyer, now=clock.now())
    upload = steps.examined_file(upload)
    return "lawyer", f"/files/{upload.ref}/", upload.blob


def paper_of(cast: Cast) -> tuple[str, str, Blob]:
    paper = steps.granted(cast).papers.get(form="grant_decision")
    paper.pdf = store.put(pictures.pdf(1), NOW)
    paper.save()
    return "applicant", f"/papers/{paper.ref}/pdf/", paper.pdf


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
@pytest.mark.parametrize("of", [file_of, paper_of], ids=lambda of: of.__name__)
def test_what_cannot_be_read_has_a_calm_page_of_its_own(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch, of: Any, lose: Any
) -> None:
    who, address, blob = of(cast)
    client = signed_in(cast, who)
    assert client.get(address).status_code == 200
    lose(folder, blob, monkeypatch)
    answer = client.get(address)
    assert answer.status_code == 503
    assert SAYS in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_file_that_was_altered_is_not_shown(cast: Cast, folder: Path) -> None:
    who, address, blob = file_of(cast)
    (folder / store.name_of(blob.sha256)).write_bytes(b"something else")
    answer = signed_in(cast, who).get(address)
    assert answer.status_code == 503
    assert "这个文件读不出来了，不是您的错。" in answer.content.decode()


def test_the_refusal_is_in_the_trail_and_the_fault_in_the_log(
    cast: Cast, out_of_reach: Any, caplog: pytest.LogCaptureFixture
) -> None:
    matter = steps.handling(cast)
    out_of_reach()
    given = {"kind": "case_papers", "file_name": "a.jpg", "content": PHOTO}
    with pytest.raises(Unavailable, match="请过几分钟再试"):
        hand_in_file(ref=matter.ref, **given, by=cast.applicant, now=NOW)
    assert "The store of files" in caplog.text


def test_a_full_disk_keeps_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise FULL

    monkeypatch.setattr("fayuan.dossier.shelves.disk.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Disk(tmp_path).put("ab/cd/name", b"content")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
