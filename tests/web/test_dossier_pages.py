"""The pages of a case's file: who opens them, what can be done there, and reading a file in the page."""

from datetime import timedelta

import hostile
import pictures
import pytest
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.dossier import jobs, store
from fayuan.dossier.models import Edition, Motion, Upload
from fayuan.dossier.operations import hand_in_file
from fayuan.dossier.volumes.gathering import local_day, sections
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

SOON = NOW + timedelta(minutes=30)


def signed_in(cast: Cast, person: str) -> Client:
    client = Client()
    client.force_login(cast.account(person))
    return client


def filed(cast: Cast, matter: Matter, kind: str, pages: int = 1) -> Upload:
    given = {"kind": kind, "file_name": "a.pdf", "content": pictures.pdf(pages)}
    return steps.examined_file(hand_in_file(ref=matter.ref, **given, by=cast.lawyer, now=SOON))


def test_the_lawyer_reads_what_is_missing_from_the_first_day(cast: Cast) -> None:
    matter = steps.handling(cast)
    page = signed_in(cast, "lawyer").get(f"/dossiers/{matter.ref}/").content.decode()
    assert "承办卷" in page
    assert "审批卷" not in page
    assert "还缺" in page
    assert "结案报告表" in page


def test_others_do_not_find_it(cast: Cast) -> None:
    matter = steps.handling(cast)
    for person in ("applicant", "other_lawyer", "far_clerk", "firm_head"):
        assert signed_in(cast, person).get(f"/dossiers/{matter.ref}/").status_code == 404


def test_a_document_is_moved_by_a_button(cast: Cast) -> None:
    matter = steps.handling(cast)
    _first, second = (filed(cast, matter, kind) for kind in ("证据材料甲", "证据材料乙"))
    act = {"volume": "handling", "document": second.ref, "way": "up"}
    assert signed_in(cast, "lawyer").post(f"/dossiers/{matter.ref}/move/", act).status_code == 302
    found = {part.place.name: part.documents for part in sections(matter, "handling", local_day(NOW))}
    assert [each.name for each in found["证据材料"]] == ["证据材料乙", "证据材料甲"]


def test_a_document_is_dropped_before_another(cast: Cast) -> None:
    matter = steps.handling(cast)
    first, second = (filed(cast, matter, kind) for kind in ("证据材料甲", "证据材料乙"))
    act = {"volume": "handling", "document": second.ref, "before": first.ref}
    assert signed_in(cast, "lawyer").post(f"/dossiers/{matter.ref}/move/", act).status_code == 302
    found = {part.place.name: part.documents for part in sections(matter, "handling", local_day(NOW))}
    assert [each.name for each in found["证据材料"]] == ["证据材料乙", "证据材料甲"]


def test_a_recording_is_played_in_the_page_and_can_be_moved_within(cast: Cast) -> None:
    matter = steps.handling(cast)
    sound = hostile.wav()
    given = {"kind": "证据材料", "file_name": "录音.wav", "content": sound}
    upload = steps.examined_file(hand_in_file(ref=matter.ref, **given, by=cast.lawyer, now=SOON))
    client = signed_in(cast, "lawyer")
    assert f'<audio class="reader-sound" controls preload="metadata" src="/files/{upload.ref}/"' in (
        client.get(f"/files/{upload.ref}/view/").content.decode()
    )
    whole, some, rest, odd = (
        client.get(f"/files/{upload.ref}/", headers={"Range": asked})
        for asked in ("", "bytes=10-19", f"bytes={len(sound) - 5}-", f"bytes={len(sound)}-")
    )
    assert whole["Content-Disposition"].startswith("inline")
    assert (whole.status_code, whole["Accept-Ranges"], whole.content) == (200, "bytes", sound)
    assert (some.status_code, some.content) == (206, sound[10:20])
    assert some["Content-Range"] == f"bytes 10-19/{len(sound)}"
    assert rest.content == sound[-5:]
    assert odd.status_code == 200
    assert AuditRow.objects.filter(action="view_file", subject_id=upload.ref).count() == 3


def test_a_volume_is_sealed_downloaded_and_opened_again_from_the_page(cast: Cast) -> None:
    matter = steps.closed(cast)
    filed(cast, matter, "仲裁裁决书")
    matter.papers.update(pdf=store.put(pictures.pdf(), SOON))
    reviewer, clerk, approver = (signed_in(cast, who) for who in ("closing_reviewer", "clerk", "approver"))
    address = f"/dossiers/{matter.ref}/"
    assert "封存承办卷" in reviewer.get(address).content.decode()
    assert "封存承办卷" not in clerk.get(address).content.decode()
    reviewer.post(f"{address}seal/", {"volume": "handling"})
    edition = Edition.objects.get()
    jobs.make_edition(edition.pk)
    for part, start in (("pdf", b"%PDF"), ("zip", b"PK")):
        answer = clerk.get(f"/editions/{edition.ref}/{part}")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.content.startswith(start)
    assert AuditRow.objects.filter(action="download_dossier", subject_id=edition.ref).count() == 2
    clerk.post(f"/editions/{edition.ref}/propose/", {"act": "reopen", "reason": "补充材料"})
    motion = Motion.objects.get()
    assert "同意启封" not in clerk.get(address).content.decode()
    assert "同意启封" in approver.get(address).content.decode()
    approver.post(f"/motions/{motion.ref}/second/")
    edition.refresh_from_db()
    assert edition.state == Edition.State.REOPENED
    assert signed_in(cast, "applicant").get(f"/editions/{edition.ref}/pdf").status_code == 404


def test_a_file_is_read_in_the_page_turned_and_enlarged(cast: Cast) -> None:
    upload = filed(cast, steps.handling(cast), "证据材料", pages=3)
    lawyer = signed_in(cast, "lawyer")
    page = lawyer.get(f"/files/{upload.ref}/view/?page=2&zoom=150&turn=90").content.decode()
    assert f"/files/{upload.ref}/2.png" in page
    assert "zoom-150 turn-90" in page
    assert "page=3&amp;zoom=150&amp;turn=90" in page
    drawn = lawyer.get(f"/files/{upload.ref}/2.png")
    assert drawn.content.startswith(b"\x89PNG")
    assert lawyer.get(f"/files/{upload.ref}/4.png").status_code == 404


@pytest.mark.parametrize("asked", ["?page=99999999&zoom=x&turn=7", "?page=-1", "?zoom=101"])
def test_odd_wishes_show_the_file_as_it_is(cast: Cast, asked: str) -> None:
    upload = filed(cast, steps.handling(cast), "证据材料")
    page = signed_in(cast, "lawyer").get(f"/files/{upload.ref}/view/{asked}").content.decode()
    assert "zoom-100 turn-0" in page
