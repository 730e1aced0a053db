"""The register of institutions on the administrator's pages, and what applicants read of it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fayuan.core.models import AuditRow
from fayuan.network.models import Institution
from fayuan.network.office_list import COLUMNS

from cast import Cast

TOLD = {"phone": "0999-7", "address": "人民路20号", "hours": "每天", "accessible": "no"}


def test_what_the_administrator_enters_applicants_read(administrator: Client, cast: Cast) -> None:
    page = f"/admin/offices/{cast.agency.pk}/"
    assert "没有登记" in administrator.get(page).content.decode()
    answer = administrator.post(page, {**TOLD, "latitude": "28.01", "longitude": "99.5"}, follow=True)
    assert "单位资料已保存" in answer.content.decode()
    read = Client().get("/my/offices/?place=石桥").content.decode()
    for words in ("0999-7", "人民路20号", "没有无障碍入口，请先打电话"):
        assert words in read
    row = AuditRow.objects.get(action="describe_institution")
    assert (row.subject_kind, row.subject_id) == ("institution", str(cast.agency.pk))


def test_a_wrong_position_is_said_at_its_field_and_what_was_typed_stays(
    administrator: Client, cast: Cast
) -> None:
    page = f"/admin/offices/{cast.agency.pk}/"
    for latitude, says in (("99.5", "不在中国境内"), ("北纬28", "要写成小数")):
        answer = administrator.post(page, {**TOLD, "latitude": latitude, "longitude": "28.0"})
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert "人民路20号" in answer.content.decode()


def test_the_list_narrows_by_name_and_kind(administrator: Client, cast: Cast) -> None:
    rows = administrator.get("/admin/offices/", {"name": "石桥", "kind": "agency"}).context["rows"]
    assert [each.name for each in rows] == [cast.agency.name]


def test_a_list_is_taken_in(administrator: Client, cast: Cast) -> None:
    row = "桃花镇工作站,工作站,970102,石桥县法律援助中心,,0999-5,老街2号,每天,有,28.01,99.51"
    text = f"{','.join(COLUMNS)}\n{row}\n"
    file = SimpleUploadedFile("单位.csv", text.encode("gb18030"))
    answer = administrator.post("/admin/offices/import/", {"file": file}, follow=True)
    assert "名单已导入" in answer.content.decode()
    assert Institution.objects.get(name="桃花镇工作站").accessible


def test_no_other_institution_is_there(administrator: Client, cast: Cast) -> None:
    assert administrator.get("/admin/offices/999999/").status_code == 404


def test_a_firm_is_closed_from_its_own_page_and_is_gone_from_the_register(
    administrator: Client, cast: Cast
) -> None:
    firm = cast.people["lawyer"].lawyer.unit
    page = administrator.get(f"/admin/offices/{firm.pk}/").content.decode()
    assert f"/admin/offices/{firm.pk}/close/" in page
    assert "注销这个单位" not in administrator.get(f"/admin/offices/{cast.agency.pk}/").content.decode()
    answer = administrator.post(f"/admin/offices/{firm.pk}/close/", {"reason": "注销执业许可"}, follow=True)
    assert "单位已注销" in answer.content.decode()
    assert administrator.get(f"/admin/offices/{firm.pk}/").status_code == 404
