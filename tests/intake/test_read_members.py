"""The list of a group: what a file may look like, what is wrong in it row by row, and that one fault holds all back."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from fayuan.core.errors import BadInput
from fayuan.intake.members import RosterFaulty, read_members, take_members
from fayuan.people.identity import id_check_letter

HEAD = "姓名,身份证号,电话,代表人"


def number(order: int) -> str:
    """A possible identity number, another for each order."""
    body = f"97010219{80 + order % 20:02}0101{order % 1000:03}"
    return body + id_check_letter(body)


def csv_of(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def workbook_of(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


ONE = f"周某,{number(1)},13900000003,是"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_file_is_read_in_each_encoding_that_spreadsheets_write(encoding: str) -> None:
    member = take_members(f"{HEAD}\n{ONE}".encode(encoding))[0]
    assert (member.name, member.id_number, member.phone) == ("周某", number(1), "13900000003")
    assert member.is_representative


def test_a_workbook_is_read_with_a_title_above_its_head() -> None:
    content = workbook_of(
        ("某公司欠薪人员名单",), ("姓名", "身份证号（18位）", "手机号"), ("周某", number(1), 13900000003)
    )
    assert take_members(content)[0].phone == "13900000003"


def test_columns_are_told_by_their_headings_not_by_their_order() -> None:
    content = csv_of(f"13900000003;{number(1)};周某", head="手机;证件号码;姓名")
    assert take_members(content)[0].name == "周某"


def test_full_width_digits_and_spaces_are_made_plain() -> None:
    wide = number(1).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    member = take_members(csv_of(f"周某,{wide[:6]} {wide[6:]},139-0000-0003,"))[0]
    assert (member.id_number, member.phone) == (number(1), "13900000003")


def faults(*lines: str) -> dict[int, str]:
    return {fault.row: fault.says for fault in read_members(csv_of(*lines)).faults}


def test_each_wrong_row_is_named_with_what_to_do() -> None:
    found = faults(
        ONE,
        "吴某,970102198504201230,,",
        f",{number(3)},,",
        f"郑某,{number(4)},123,",
        f"王某,{number(5)},,或许",
    )
    assert set(found) == {3, 4, 5, 6}
    assert "身份证" in found[3]
    assert "姓名" in found[4]
    assert "电话" in found[5]
    assert "代表人" in found[6]


def test_a_person_who_stands_in_the_list_twice_is_named_by_the_first_row() -> None:
    assert faults(ONE, f"周某,{number(1)},,") == {3: "和第2行是同一个人。请删去一行。"}


@pytest.mark.parametrize("formula", ["=1+1", "=HYPERLINK(1)", "@SUM(1)"])
def test_a_formula_in_a_text_file_is_refused(formula: str) -> None:
    assert "公式" in faults(f"{formula},{number(1)},,")[2]


def test_a_formula_in_a_workbook_is_refused_and_not_computed() -> None:
    content = workbook_of(("姓名", "身份证号"), ('=CONCATENATE("周","某")', number(1)))
    assert "公式" in read_members(content).faults[0].says


def test_an_identity_number_that_a_spreadsheet_has_cut_is_not_taken_for_a_wrong_one() -> None:
    content = workbook_of(("姓名", "身份证号"), ("周某", int(number(1)[:17] + "0")))
    assert "文本" in read_members(content).faults[0].says


def test_nothing_is_taken_when_one_row_is_wrong() -> None:
    with pytest.raises(RosterFaulty) as bad:
        take_members(csv_of(ONE, "吴某,1,,"))
    assert [fault.row for fault in bad.value.faults] == [3]
    assert "第3行" in bad.value.fields["members"]


def test_the_right_rows_are_taken_when_that_is_asked() -> None:
    assert [member.name for member in take_members(csv_of(ONE, "吴某,1,,"), partly=True)] == ["周某"]


def test_five_hundred_with_the_applicant_are_taken_and_one_more_is_not() -> None:
    lines = [f"人{order},{number(order)},," for order in range(500)]
    assert len(take_members(csv_of(*lines[:499]))) == 499
    found = read_members(csv_of(*lines))
    assert [fault.row for fault in found.faults] == [501]
    assert "500" in found.faults[0].says


def test_the_applicants_own_row_is_left_out() -> None:
    content = csv_of(f"李某,{number(7)},,是", ONE)
    assert [member.name for member in take_members(content, applicant_id_number=number(7))] == ["周某"]


def test_many_faults_are_counted_not_all_told() -> None:
    with pytest.raises(RosterFaulty) as bad:
        take_members(csv_of(*(f"人{order},1,," for order in range(30))))
    assert "另有10处" in bad.value.fields["members"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        "姓名,身份证号\n周某,1".encode("utf-16"),
        b"PK\x03\x04 no workbook",
        b"\xd0\xcf\x11\xe0 an old workbook",
        "名称,金额\n周某,1".encode(),
        HEAD.encode(),
        b"MZ\x90\x00 a program",
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadInput) as bad:
        take_members(content)
    assert bad.value.says


def test_a_huge_file_is_refused_unread() -> None:
    with pytest.raises(BadInput) as bad:
        take_members(csv_of("周" * 1_000_000))
    assert "2兆" in bad.value.says


def test_a_workbook_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fayuan.intake.tables.MOST_UNPACKED", 100)
    with pytest.raises(BadInput):
        take_members(workbook_of(("姓名", "身份证号"), ("周某", number(1))))
