"""Handing in a file: told by its content, pictures made anew, programs and markup refused with a sentence."""

import io

import pytest
from PIL import Image

from fayuan.core.errors import BadInput, NotFound
from fayuan.dossier import queries, store
from fayuan.dossier.models import Upload
from fayuan.dossier.operations import hand_in_file

import steps
from cast import NOW, Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


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
    return hand_in_file(
        ref=matter.ref, kind="case_papers", file_name=name, content=content, by=cast.applicant, now=NOW
    )


def test_a_photo_is_kept_upright_and_without_its_place(cast: Cast) -> None:
    kept = store.get(handed_in(cast, "照片.jpg", picture()).blob)
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.size == (20, 40)
        assert 0x8825 not in shown.getexif()


def test_the_store_holds_no_plain_bytes(cast: Cast) -> None:
    upload = handed_in(cast, "判决.pdf", PDF)
    place = store._place(upload.blob.sha256)
    assert b"%PDF" not in place.read_bytes()
    assert store.get(upload.blob) == PDF


def test_the_same_bytes_are_kept_once(cast: Cast) -> None:
    assert handed_in(cast, "a.pdf", PDF).blob == handed_in(cast, "b.pdf", PDF).blob


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.pdf", b""),
        ("page.html", b"<html><script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.jpg", b"MZ\x90\x00 this is a program"),
        ("half.jpg", b"\xff\xd8\xff\xe0 broken"),
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
