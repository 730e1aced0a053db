"""Files for a matter: several at once, the refused ones named with their reasons."""

from desk_pages import Desk
from django.core.files.uploadedfile import SimpleUploadedFile
from pictures import photo

import steps
from cast import Cast


def test_good_files_are_kept_and_a_program_in_disguise_is_refused_by_name(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    given = [
        SimpleUploadedFile("身份证.jpg", photo()),
        SimpleUploadedFile("工资条.jpg", b"MZ\x90\x00 this program cannot be run"),
    ]
    answer = desk.post("files", matter.ref, kind="id_card", documents=given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "工资条.jpg：程序不收" in page
    assert [upload.file_name for upload in matter.uploads.all()] == ["身份证.jpg"]
    assert "收下了1个文件" in page


def test_sent_without_a_file_it_asks_for_one(cast: Cast) -> None:
    answer = Desk(cast, "clerk").post("files", steps.received(cast).ref, kind="id_card")
    assert answer.status_code == 422
    assert "请选择文件" in answer.content.decode()


def test_a_file_is_linked_from_the_workspace(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    desk.post("files", matter.ref, kind="id_card", documents=[SimpleUploadedFile("身份证.jpg", photo())])
    assert f"/files/{matter.uploads.get().ref}/" in desk.read("workspace", matter.ref)
