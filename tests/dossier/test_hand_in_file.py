"""Handing in a file: told by its content, pictures made anew, programs and markup refused with a sentence."""

import io

import hostile
import pictures
import pytest
from PIL import Image

from fayuan.core.errors import BadInput, NotFound, WrongState
from fayuan.dossier import queries, store
from fayuan.dossier.models import Upload
from fayuan.dossier.operations import hand_in_file
from fayuan.dossier.shelves import shelf

import steps
from cast import NOW, Cast

PDF = pictures.pdf()


def picture(kind: str = "JPEG", place: bool = True) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x8825] = {1: "N", 2: (26.0, 0.0, 0.0)}
        exif[0x0112] = 6
    Image.new("RGB", (40, 20), "white").save(made, kind, exif=exif)
    return made.getvalue()


def handed_in(cast: Cast, name: str, content: bytes) -> Upload:
    matter = steps.submitted(cast)
    given = {"kind": "case_papers", "file_name": name, "content": content}
    return hand_in_file(ref=matter.ref, **given, by=cast.applicant, now=NOW)


def looked_into(cast: Cast, name: str, content: bytes) -> Upload:
    return steps.examined_file(handed_in(cast, name, content))


def test_a_photo_is_kept_upright_and_without_its_place(cast: Cast) -> None:
    kept = store.get(looked_into(cast, "照片.jpg", picture()).blob)
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.size == (20, 40)
        assert 0x8825 not in shown.getexif()


def test_a_file_waits_in_quarantine_and_is_not_shown_until_it_was_looked_into(cast: Cast) -> None:
    upload = handed_in(cast, "判决.pdf", PDF)
    assert upload.status == Upload.Status.WAITING
    with pytest.raises(WrongState, match="正在检查"):
        queries.content_of(upload)
    upload = steps.examined_file(upload)
    assert queries.content_of(upload) == PDF
    with pytest.raises(FileNotFoundError):
        store.held(upload.held)


def test_neither_store_nor_quarantine_holds_plain_bytes(cast: Cast) -> None:
    upload = handed_in(cast, "判决.pdf", PDF)
    assert b"%PDF" not in shelf().get(store.held_name(upload.held))
    upload = steps.examined_file(upload)
    assert b"%PDF" not in shelf().get(store.name_of(upload.blob.sha256))


def test_the_same_bytes_are_kept_once(cast: Cast) -> None:
    assert looked_into(cast, "a.pdf", PDF).blob == looked_into(cast, "b.pdf", PDF).blob


def test_looking_twice_changes_nothing(cast: Cast) -> None:
    upload = looked_into(cast, "a.pdf", PDF)
    again = steps.examined_file(upload)
    assert (again.blob, again.checked_at) == (upload.blob, upload.checked_at)


def test_a_refused_file_leaves_its_reason_and_tells_who_handed_it_in(cast: Cast) -> None:
    upload = looked_into(cast, "half.jpg", b"\xff\xd8\xff\xe0 broken")
    assert (upload.status, upload.fault, upload.blob) == (Upload.Status.REFUSED, "picture_broken", None)
    assert upload.matter.messages.filter(template="upload_refused", person=upload.by).exists()
    with pytest.raises(WrongState, match="重新拍一张"):
        queries.content_of(upload)


def test_office_files_and_recordings_are_taken_as_they_come(cast: Cast) -> None:
    for name, content in (("证据.docx", hostile.docx()), ("录音.wav", hostile.wav())):
        upload = looked_into(cast, name, content)
        assert (queries.content_of(upload), upload.file_name) == (content, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.pdf", b""),
        ("page.html", b"<html><script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.jpg", b"MZ\x90\x00 this is a program"),
        ("virus.pdf", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
    ],
)
def test_what_is_not_a_picture_or_pdf_is_refused_with_a_sentence(
    cast: Cast, name: str, content: bytes
) -> None:
    with pytest.raises(BadInput) as refused:
        handed_in(cast, name, content)
    assert refused.value.fields["file"].endswith("。")
    assert not Upload.objects.exists()


def test_a_file_over_the_limit_is_refused(cast: Cast, settings: object) -> None:
    settings.UPLOAD_MAX_BYTES = 100  # type: ignore[attr-defined]  # pytest-django's settings
    with pytest.raises(BadInput):
        handed_in(cast, "big.pdf", PDF + b"0" * 100)


def test_the_name_is_kept_without_folders_and_with_its_real_ending(cast: Cast) -> None:
    assert handed_in(cast, "../../etc/passwd\u202efdp.exe", picture()).file_name == "passwdfdp.jpg"


def test_a_stranger_does_not_find_the_file(cast: Cast) -> None:
    upload = handed_in(cast, "a.pdf", PDF)
    assert queries.upload(upload.ref, cast.clerk, NOW) == upload
    with pytest.raises(NotFound):
        queries.upload(upload.ref, cast.other_applicant, NOW)
