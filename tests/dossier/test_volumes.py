"""The file of a case gathers itself, is sealed as one PDF, and tells which page or file was changed afterwards."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import hostile
import pictures
import pikepdf
import pytest
from pdfminer.high_level import extract_text

from fayuan.core.errors import BadInput, NotAllowed, NotFound, WrongState
from fayuan.dossier import jobs, store
from fayuan.dossier.models import Edition, Motion, Upload, Volume
from fayuan.dossier.operations import (
    hand_in_file,
    move_document,
    propose_motion,
    seal_volume,
    second_motion,
)
from fayuan.dossier.shelves import shelf
from fayuan.dossier.volumes.gathering import lacking, local_day, sections
from fayuan.dossier.volumes.verifying import DIFFERS, FOREIGN, SAME, examine
from fayuan.matters.models import Matter
from fayuan.matters.operations import note

import steps
from cast import NOW, Cast

LATER = NOW + timedelta(hours=1)
SOON = NOW + timedelta(minutes=30)
HANDLING, APPROVAL = Volume.HANDLING, Volume.APPROVAL


def handed_in(cast: Cast, matter: Matter, kind: str, content: bytes, name: str = "a.pdf") -> Upload:
    given = {"kind": kind, "file_name": name, "content": content}
    return steps.examined_file(hand_in_file(ref=matter.ref, **given, by=cast.lawyer, now=SOON))


def filed(matter: Matter, volume: str) -> dict[str, list[str]]:
    found = sections(matter, volume, local_day(LATER))
    return {part.place.name: [each.name for each in part.documents] for part in found if part.documents}


def full(cast: Cast) -> Matter:
    """A closed case with its papers (as drawn before) and four files of the lawyer's."""
    matter = steps.closed(cast)
    for kind, content, name in (
        ("证据材料", pictures.photo(400, 300), "工资条.jpg"),
        ("仲裁裁决书", pictures.pdf(3), "裁决.pdf"),
        ("庭审笔录", hostile.docx(), "笔录.docx"),
        ("办案小结", pictures.pdf(), "小结.pdf"),
    ):
        handed_in(cast, matter, kind, content, name)
    matter.papers.update(pdf=store.put(pictures.pdf(2), SOON))
    return matter


def sealed(cast: Cast, matter: Matter, volume: str = HANDLING) -> Edition:
    edition = seal_volume(ref=matter.ref, volume=volume, by=cast.closing_reviewer, now=LATER)
    jobs.make_edition(edition.pk)
    return Edition.objects.get(pk=edition.pk)


def test_papers_and_files_fall_into_place(cast: Cast) -> None:
    matter = full(cast)
    handling = filed(matter, HANDLING)
    assert handling["证据材料"] == ["证据材料"]
    assert handling["结案文书"] == ["仲裁裁决书"]
    assert handling["其他承办材料"] == ["办案小结"]
    approval = filed(matter, APPROVAL)
    assert any("给予法律援助决定书" in name for name in approval["决定书"])
    assert "办案小结" not in str(approval)


def test_what_is_not_handed_in_yet_is_named_from_the_first_day(cast: Cast) -> None:
    matter = steps.submitted(cast)
    assert set(lacking(matter, APPROVAL, local_day(NOW))) >= {"决定书", "指派材料"}


def test_a_withdrawn_a_waiting_and_a_refused_file_are_not_in_it(cast: Cast) -> None:
    matter = steps.handling(cast)
    given = {"kind": "证据材料", "file_name": "a.jpg"}
    hand_in_file(ref=matter.ref, **given, content=pictures.photo(), by=cast.lawyer, now=SOON)
    handed_in(cast, matter, "证据材料", b"\xff\xd8\xff\xe0", "half.jpg")
    assert "证据材料" not in filed(matter, HANDLING)


def test_documents_are_moved_by_steps_and_to_other_places(cast: Cast) -> None:
    matter = steps.handling(cast)
    first, second = (handed_in(cast, matter, f"证据材料{n}", pictures.pdf()) for n in (1, 2))
    act = {"ref": matter.ref, "volume": HANDLING, "by": cast.lawyer, "now": LATER}
    move_document(**act, document=second.ref, up=True)
    assert filed(matter, HANDLING)["证据材料"] == ["证据材料2", "证据材料1"]
    move_document(**act, document=first.ref, item="其他承办材料")
    assert filed(matter, HANDLING)["其他承办材料"] == ["证据材料1"]
    move_document(**act, document=first.ref, before=second.ref)
    assert filed(matter, HANDLING)["证据材料"] == ["证据材料1", "证据材料2"]
    with pytest.raises(NotFound):
        move_document(**act, document=first.ref, before="nowhere")
    with pytest.raises(NotAllowed):
        move_document(**{**act, "volume": APPROVAL}, document=first.ref)


def test_a_volume_is_sealed_as_one_pdf_with_catalogue_stamps_and_bookmarks(cast: Cast) -> None:
    matter = full(cast)
    edition = sealed(cast, matter)
    assert (edition.state, edition.fault, edition.done) == (Edition.State.SEALED, "", edition.total)
    content = store.get(edition.pdf)
    text = "".join(extract_text(io.BytesIO(content)).split())
    for words in (
        "卷内目录",
        "卷内备考表",
        "仲裁裁决书",
        matter.number,
        f"共{edition.total}件，{edition.pages}页",
    ):
        assert words in text
    with pikepdf.open(io.BytesIO(content)) as book, book.open_outline() as outline:
        assert len(book.pages) == len(edition.manifest["pages"])
        assert "结案文书" in [item.title for item in outline.root]
    listed = {each["name"]: each for each in edition.manifest["documents"]}
    assert listed["仲裁裁决书"]["last"] - listed["仲裁裁决书"]["first"] == 2


def test_the_originals_are_as_they_came_with_a_manifest(cast: Cast) -> None:
    matter = full(cast)
    edition = sealed(cast, matter)
    with zipfile.ZipFile(io.BytesIO(store.get(edition.originals))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        word = next(each for each in manifest["documents"] if each["name"] == "庭审笔录")
        assert archive.read(word["file"]) == hostile.docx()
        assert manifest["edition"] == edition.ref


def test_the_stub_of_a_paper_stays_out(cast: Cast) -> None:
    edition = sealed(cast, full(cast))
    listed = {each["name"]: each["last"] - each["first"] + 1 for each in edition.manifest["documents"]}
    assert listed["指派通知书"] == 1  # of two pages, the second is the stub
    assert listed["授权委托书"] == 2


def test_notes_of_the_office_never_enter_the_file(cast: Cast) -> None:
    matter = full(cast)
    note(matter, "note", by=cast.closing_reviewer, now=LATER, audience="office", body="内部意见不入卷")
    edition = sealed(cast, matter)
    assert "内部意见" not in extract_text(io.BytesIO(store.get(edition.pdf)))
    assert "内部意见" not in json.dumps(edition.manifest, ensure_ascii=False)


def test_what_was_sealed_is_the_same(cast: Cast) -> None:
    edition = sealed(cast, full(cast))
    assert examine(store.get(edition.pdf)).worth == SAME
    assert examine(store.get(edition.originals)).worth == SAME


def test_the_page_that_differs_is_named(cast: Cast) -> None:
    edition = sealed(cast, full(cast))
    award = next(each for each in edition.manifest["documents"] if each["name"] == "仲裁裁决书")
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(store.get(edition.pdf))) as book:
        front = len(book.pages) - edition.pages - 1
        page = book.pages[front + award["first"]]
        page.contents_add(b"0 0 9 9 re f")
        book.save(made)
    found = examine(made.getvalue())
    assert found.worth == DIFFERS
    differing = [line for line in found.says if line.startswith("PDF第")]
    assert differing == [
        f"PDF第{front + award['first'] + 1}页与封存时不同（仲裁裁决书，页号{award['first'] + 1}）。"
    ]


def altered(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return hostile.packed(parts)


def test_the_file_that_differs_is_missing_or_too_many_is_named(cast: Cast) -> None:
    edition = sealed(cast, full(cast))
    content = store.get(edition.originals)
    one, two = (each["file"] for each in edition.manifest["documents"][:2])

    def change(parts: dict[str, bytes]) -> None:
        parts[one] += b" "
        del parts[two]
        parts["originals/new.pdf"] = b"new"

    says = examine(altered(content, change)).says
    assert f"{one} 与封存时不同。" in says
    assert f"缺少 {two}。" in says
    assert "多出 originals/new.pdf。" in says


def test_a_manifest_made_to_fit_does_not_help(cast: Cast) -> None:
    edition = sealed(cast, full(cast))

    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = parts["manifest.json"].replace(b"sha256", b"sha512")

    assert "清单 manifest.json 与封存时不同。" in examine(altered(store.get(edition.originals), change)).says
    assert examine(pictures.pdf()).worth == FOREIGN


def test_a_case_that_goes_on_and_an_incomplete_volume_are_not_sealed(cast: Cast) -> None:
    matter = steps.handling(cast)
    with pytest.raises(WrongState, match="结案以后"):
        seal_volume(ref=matter.ref, volume=HANDLING, by=cast.closing_reviewer, now=LATER)
    with pytest.raises(NotAllowed):
        seal_volume(ref=matter.ref, volume=HANDLING, by=cast.lawyer, now=LATER)


def test_a_paper_that_is_not_drawn_stops_the_sealing_and_it_may_be_tried_again(cast: Cast) -> None:
    matter = full(cast)
    undrawn = matter.papers.get(form="assignment_notice")
    undrawn.pdf = None
    undrawn.save()
    edition = sealed(cast, matter)
    assert (edition.state, "还没有生成" in edition.fault) == (Edition.State.FAILED, True)
    jobs.draw(undrawn.pk)
    assert sealed(cast, matter).state == Edition.State.SEALED


def test_a_sealed_volume_is_read_only(cast: Cast) -> None:
    matter = full(cast)
    sealed(cast, matter)
    with pytest.raises(WrongState, match="已经封存"):
        handed_in(cast, matter, "证据材料", pictures.pdf())
    upload = matter.uploads.get(kind="证据材料")
    with pytest.raises(WrongState, match="已经封存"):
        move_document(ref=matter.ref, volume=HANDLING, document=upload.ref, by=cast.lawyer, now=LATER)


def test_it_is_opened_by_two_people_with_a_reason_and_the_next_sealing_is_a_new_edition(cast: Cast) -> None:
    matter = full(cast)
    edition = sealed(cast, matter)
    first = {"ref": edition.ref, "act": "reopen", "by": cast.clerk, "now": LATER}
    with pytest.raises(BadInput):
        propose_motion(**first, reason=" ")
    motion = propose_motion(**first, reason="补充生效裁判")
    with pytest.raises(NotAllowed):
        second_motion(ref=motion.ref, by=cast.clerk, now=LATER)
    second_motion(ref=motion.ref, by=cast.approver, now=LATER)
    handed_in(cast, matter, "生效裁判（判决书）", pictures.pdf())
    again = sealed(cast, matter)
    assert (again.number, again.total) == (2, edition.total + 1)
    edition.refresh_from_db()
    assert edition.state == Edition.State.REOPENED
    assert examine(store.get(edition.pdf)).worth == SAME


def test_nothing_is_destroyed_before_its_time(cast: Cast) -> None:
    edition = sealed(cast, full(cast))
    assert edition.retention == "长期"
    with pytest.raises(WrongState, match="保管期限"):
        propose_motion(ref=edition.ref, act="destroy", reason="到期", by=cast.clerk, now=LATER)


def test_two_people_destroy_what_is_due_and_the_record_stays(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    matter = full(cast)
    edition = sealed(cast, matter)
    Edition.objects.filter(pk=edition.pk).update(keep_until=local_day(NOW) - timedelta(days=1))
    name = store.name_of(edition.pdf.sha256)
    motion = propose_motion(ref=edition.ref, act="destroy", reason="到期", by=cast.clerk, now=LATER)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        second_motion(ref=motion.ref, by=cast.approver, now=LATER)
    edition.refresh_from_db()
    assert (edition.state, edition.pdf, edition.originals) == (Edition.State.DESTROYED, None, None)
    assert edition.manifest["documents"]
    assert not shelf().has(name)
    assert matter.uploads.filter(status=Upload.Status.DESTROYED).count() == 4
    assert Motion.objects.get(pk=motion.pk).seconded_by == cast.people["approver"]
