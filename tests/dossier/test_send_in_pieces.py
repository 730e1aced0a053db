"""A file that is sent in pieces goes on where it broke off, and a form takes it like any other."""

from datetime import timedelta

import hostile
import pictures
import pytest
from django.test import Client

from fayuan.core.errors import BadInput, Locked, NotFound, WrongState
from fayuan.dossier import jobs, sendings, store
from fayuan.dossier.models import Sending, Upload

import steps
from cast import NOW, Cast

CONTENT = pictures.photo(900, 700)
ABOUT = {"file_name": "欠条.jpg", "size": len(CONTENT), "modified": 1}


def begun(cast: Cast) -> Sending:
    return sendings.begin(**ABOUT, by=cast.applicant, now=NOW)


def taken(cast: Cast, sending: Sending, start: int, piece: bytes) -> Sending:
    return sendings.take_piece(ref=sending.ref, start=start, piece=piece, by=cast.applicant)


def test_the_same_file_goes_on_behind_its_last_piece(cast: Cast) -> None:
    sending = taken(cast, begun(cast), 0, CONTENT[:1000])
    again = begun(cast)
    assert (again.ref, again.got) == (sending.ref, 1000)
    with pytest.raises(WrongState, match="还没有传完"):
        sendings.content_of(again)
    whole = taken(cast, again, 1000, CONTENT[1000:])
    assert sendings.content_of(whole) == CONTENT


def test_a_piece_that_comes_twice_is_kept_once_and_a_gap_is_refused(cast: Cast) -> None:
    sending = begun(cast)
    taken(cast, sending, 0, CONTENT[:1000])
    assert taken(cast, sending, 0, CONTENT[:1000]).got == 1000
    for start, piece in ((1500, b"later"), (500, CONTENT[500:1500]), (1000, CONTENT)):
        with pytest.raises(WrongState, match="接不上"):
            taken(cast, sending, start, piece)


def test_pieces_lie_encrypted_and_go_after_a_day(cast: Cast) -> None:
    sending = taken(cast, begun(cast), 0, CONTENT)
    (name,) = sending.pieces
    assert store.held(name) == CONTENT
    sendings.forget(NOW + timedelta(hours=23))
    assert Sending.objects.exists()
    sendings.forget(NOW + timedelta(hours=25))
    assert not Sending.objects.exists()
    with pytest.raises(FileNotFoundError):
        store.held(name)


def test_an_empty_a_huge_and_the_hundredth_file_are_refused_before_they_are_sent(
    cast: Cast, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOAD_MAX_BYTES = 100_000  # type: ignore[attr-defined]  # pytest-django's settings
    for size in (0, 100_001):
        with pytest.raises(BadInput, match="超过"):
            sendings.begin(**{**ABOUT, "size": size}, by=cast.applicant, now=NOW)
    monkeypatch.setattr(sendings, "MOST_BYTES", 2 * len(CONTENT) - 1)
    begun(cast)
    with pytest.raises(Locked):
        sendings.begin(**{**ABOUT, "modified": 2}, by=cast.applicant, now=NOW)


def test_nobody_else_goes_on_with_it_or_takes_it(cast: Cast, client: Client) -> None:
    sending = taken(cast, begun(cast), 0, CONTENT)
    for stranger in (cast.clerk, cast.other_applicant):
        with pytest.raises(NotFound):
            sendings.take_piece(ref=sending.ref, start=0, piece=b"x", by=stranger)
    matter = steps.submitted(cast)
    client.force_login(cast.account("clerk"))
    assert client.get(f"/sending/{sending.ref}/").status_code == 404
    given = {"kind": "id_card", "documents-sent": sending.ref}
    assert client.post(f"/desk/matters/{matter.ref}/files/", given).status_code == 404
    assert not Upload.objects.exists()


def test_the_pages_take_a_file_piece_by_piece_and_the_form_names_it(cast: Cast, client: Client) -> None:
    matter = steps.submitted(cast)
    client.force_login(cast.account("applicant"))
    told = client.post("/sending/", {"name": "欠条.jpg", "size": len(CONTENT), "modified": 5}).json()
    for start in range(0, len(CONTENT), 4000):
        piece = CONTENT[start : start + 4000]
        address = f"/sending/{told['ref']}/?from={start}"
        told = client.post(address, piece, content_type="application/octet-stream").json()
    assert told["got"] == len(CONTENT)
    answer = client.post(
        f"/my/matters/{matter.ref}/files/", {"kind": "case_papers", "file-sent": told["ref"]}
    )
    assert answer.status_code == 302
    upload = Upload.objects.get(matter=matter)
    jobs.examine(upload.pk)
    upload.refresh_from_db()
    assert (upload.file_name, upload.status) == ("欠条.jpg", Upload.Status.CLEAN)


def test_what_was_sent_stays_when_the_form_comes_back_with_a_fault(cast: Cast, client: Client) -> None:
    matter = steps.submitted(cast)
    sending = taken(cast, begun(cast), 0, CONTENT)
    client.force_login(cast.account("applicant"))
    answer = client.post(f"/my/matters/{matter.ref}/files/", {"file-sent": sending.ref})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'name="file-sent" value="{sending.ref}"' in page
    assert "欠条.jpg" in page


def test_a_hostile_file_in_pieces_is_refused_like_any_other(cast: Cast, client: Client) -> None:
    matter = steps.submitted(cast)
    virus = hostile.TEST_VIRUS
    about = {"file_name": "a.jpg", "size": len(virus), "modified": 1}
    sending = sendings.begin(**about, by=cast.applicant, now=NOW)
    taken(cast, sending, 0, virus[:30])
    taken(cast, sending, 30, virus[30:])
    client.force_login(cast.account("applicant"))
    answer = client.post(
        f"/my/matters/{matter.ref}/files/", {"kind": "case_papers", "file-sent": sending.ref}
    )
    assert "没有通过安全检查" in answer.content.decode()
    assert not Upload.objects.exists()
