"""Old cases of another system: read by a mapping, tried first, taken in once, reconciled, and clean to `verify`."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from fayuan.core import clock
from fayuan.core.audit import AuditRow
from fayuan.core.errors import BadInput
from fayuan.dossier.models import Upload
from fayuan.intake import commands
from fayuan.intake.imports.mapping import ColumnMap, read_mapping
from fayuan.intake.imports.reconciling import Report
from fayuan.intake.imports.taking import take_table
from fayuan.intake.models import ImportedCase
from fayuan.intake.tables import read_table
from fayuan.matters.access import seen_by
from fayuan.matters.models import Matter
from fayuan.messaging.models import Message
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Person
from fayuan.play.verify import differences

import steps
from cast import NOW, Cast

MAPPING = """
source: 白石市旧系统
columns:
  key: 案件编号
  number: 援助编号
  name: 申请人
  id_number: 身份证号
  state: 状态
  subject: 事项
  authority: 通知机关
  stage: 阶段
  lawyer: 执业证号
  outcome: 结果
  applied_on: 申请日期
  decided_on: 决定日期
  assigned_on: 指派日期
  closed_on: 结案日期
  ended_on: 终结日期
  claim: 标的
  recovered: 挽回
  subsidy: 补贴
  files: 附件
constants: {agency: "970102", form: arbitration, forum_kind: labour_arbitration, forum_place: "970102"}
values:
  state: {已归档: archived, 已结案: closed, 办理中: handling, 待指派: awaiting_assignment, 不予援助: refused,
          已终止: terminated, 审查中: received, 已撤回: withdrawn}
  subject: {工伤: work_injury, 欠薪: labour_remuneration, 刑事辩护: criminal_defence}
  outcome: {部分胜诉: partly_won, 胜诉: won}
  stage: {一审: first_instance}
dates: ["%Y-%m-%d", "%Y年%m月%d日"]
"""
LICENCE = "19701201210012345"
ID_NUMBER = "97010219850420123" + id_check_letter("97010219850420123")
ARCHIVED: Mapping[str, str] = {
    "案件编号": "A-1",
    "援助编号": "石援申字〔2023〕第128号",
    "申请人": "李某",
    "身份证号": ID_NUMBER,
    "状态": "已归档",
    "事项": "工伤",
    "执业证号": LICENCE,
    "结果": "部分胜诉",
    "申请日期": "2023-03-01",
    "决定日期": "2023年3月6日",
    "指派日期": "2023-03-07",
    "结案日期": "2023-09-01",
    "标的": "18,600.00",
    "挽回": "15200.50元",
    "补贴": "1600",
}
REFUSED: Mapping[str, str] = {
    "案件编号": "A-2",
    "申请人": "周某",
    "状态": "不予援助",
    "事项": "欠薪",
    "申请日期": "2024-05-06",
    "决定日期": "2024-05-10",
}
NOTIFIED: Mapping[str, str] = {
    "案件编号": "A-3",
    "申请人": "甲某",
    "状态": "办理中",
    "事项": "刑事辩护",
    "通知机关": "石桥县人民法院",
    "阶段": "一审",
    "执业证号": LICENCE,
    "申请日期": "2026-05-06",
    "指派日期": "2026-05-07",
}
WAITING: Mapping[str, str] = {
    "案件编号": "A-4",
    "申请人": "吴某",
    "状态": "待指派",
    "事项": "欠薪",
    "申请日期": "2026-06-01",
    "决定日期": "2026-06-05",
}
COLUMNS = tuple(dict.fromkeys([*ARCHIVED, "通知机关", "阶段", "终结日期", "附件"]))


@pytest.fixture(autouse=True)
def known_here(cast: Cast) -> None:
    """The labour lawyer's licence and the applicant's identity number are on record."""
    profile = cast.people["lawyer"].lawyer
    profile.licence_number = LICENCE
    profile.save()
    applicant = cast.people["applicant"]
    applicant.id_number = ID_NUMBER
    applicant.save()


def table_of(*rows: Mapping[str, str]) -> bytes:
    lines = [COLUMNS, *(tuple(row.get(column, "") for column in COLUMNS) for row in rows)]
    return "\n".join("\t".join(line) for line in lines).encode()


def mapping() -> ColumnMap:
    return read_mapping(MAPPING)


def taken(*rows: Mapping[str, str], **how: Any) -> Report:
    return take_table(read_table(table_of(*rows), mapping().needed), mapping(), now=NOW, **how)


def the(key: str) -> Matter:
    return ImportedCase.objects.get(key=key).matter


def test_an_old_case_becomes_a_matter_with_its_number_and_its_people(cast: Cast) -> None:
    assert taken(ARCHIVED).is_clean
    matter = the("A-1")
    assert (matter.number, matter.state, matter.claim_fen) == (
        "石援申字〔2023〕第128号",
        "archived",
        1_860_000,
    )
    assert matter.parties.get(role="applicant").person == cast.people["applicant"]
    assert (matter.handler, matter.closings.get().recovered_fen) == (cast.people["lawyer"], 1_520_050)
    assert matter.payment.amount_fen == 160_000


def test_its_life_stands_as_named_steps_at_their_own_days(cast: Cast) -> None:
    taken(ARCHIVED)
    lived = [(step.step, step.at.date()) for step in the("A-1").transitions.order_by("order")]
    assert lived == [
        ("submit", date(2023, 3, 1)),
        ("receive", date(2023, 3, 1)),
        ("examine", date(2023, 3, 6)),
        ("grant", date(2023, 3, 6)),
        ("assign", date(2023, 3, 7)),
        ("sign_agreement", date(2023, 3, 7)),
        ("close", date(2023, 9, 1)),
        ("accept_closing", date(2023, 9, 1)),
        ("pay", date(2023, 9, 1)),
        ("archive", date(2023, 9, 1)),
    ]
    assert set(the("A-1").transitions.values_list("channel", flat=True)) == {"import"}
    assert set(the("A-1").transitions.values_list("by_name", flat=True)) == {"旧案导入"}


def test_what_was_taken_in_is_as_history_says(cast: Cast) -> None:
    steps.handling(cast)
    report = taken(ARCHIVED, REFUSED, NOTIFIED, WAITING)
    assert (report.taken, report.faults) == (4, [])
    assert list(differences()) == []


def test_new_numbers_go_on_after_those_that_were_brought(cast: Cast) -> None:
    taken({**ARCHIVED, "援助编号": "石援申字〔2026〕第57号"})
    assert steps.submitted(cast).number == "石援申字〔2026〕第58号"
    assert list(differences()) == []


def test_a_case_without_a_number_is_given_one_that_none_brings(cast: Cast) -> None:
    later = {**REFUSED, "案件编号": "A-5", "援助编号": "石援申字〔2024〕第1号"}
    assert taken(REFUSED, later).is_clean
    assert {the("A-2").number, the("A-5").number} == {"石援申字〔2024〕第1号", "石援申字〔2024〕第2号"}


def test_nobody_is_told_and_no_paper_is_issued(cast: Cast) -> None:
    taken(ARCHIVED, REFUSED, NOTIFIED, WAITING)
    assert not Message.objects.exists()
    assert not any(matter.papers.exists() for matter in Matter.objects.all())


def test_what_is_still_to_be_done_has_its_clock_from_the_day_it_began(cast: Cast) -> None:
    taken(WAITING, ARCHIVED)
    assert the("A-4").timers.get().due_on == date(2026, 6, 8)
    assert not the("A-1").timers.exists()


def test_the_office_the_lawyer_and_the_authority_see_what_is_theirs(cast: Cast) -> None:
    taken(ARCHIVED, NOTIFIED)
    assert set(seen_by(cast.clerk, NOW)) == set(seen_by(cast.lawyer, NOW)) == {the("A-1"), the("A-3")}
    assert set(seen_by(cast.court_officer, NOW)) == {the("A-3")}
    assert set(seen_by(cast.applicant, NOW)) == {the("A-1")}
    assert not seen_by(cast.far_clerk, NOW).exists()


def test_the_same_table_twice_changes_nothing(cast: Cast) -> None:
    taken(ARCHIVED, REFUSED)
    before = list(Matter.objects.order_by("pk").values())
    report = taken(ARCHIVED, REFUSED)
    assert (report.taken, report.known, report.is_clean) == (0, 2, True)
    assert list(Matter.objects.order_by("pk").values()) == before


def test_a_case_that_says_something_else_the_second_time_is_named_and_left(cast: Cast) -> None:
    taken(ARCHIVED)
    report = taken({**ARCHIVED, "标的": "20000"})
    assert (report.differs, report.is_clean) == ([2], False)
    assert the("A-1").claim_fen == 1_860_000


def test_a_dry_run_tries_all_and_leaves_nothing(cast: Cast) -> None:
    people = Person.objects.count()
    report = taken(ARCHIVED, REFUSED, dry_run=True)
    assert (report.taken, report.is_clean) == (2, True)
    assert not Matter.objects.exists()
    assert Person.objects.count() == people
    assert not AuditRow.objects.filter(action="import_case").exists()


def test_one_faulty_row_holds_all_back_unless_the_others_are_wanted(cast: Cast) -> None:
    faulty = {**REFUSED, "状态": "失踪"}
    assert not taken(ARCHIVED, faulty).is_clean
    assert not Matter.objects.exists()
    assert taken(ARCHIVED, faulty, partly=True).taken == 1
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"申请日期": "去年"}, "申请日期"),
        ({"申请日期": "2027-01-01"}, "2027-01-01"),
        ({"决定日期": "2023-01-01"}, "先后"),
        ({"身份证号": "970102198504201200"}, "身份证"),
        ({"标的": "一万"}, "标的"),
        ({"标的": "-1"}, "标的"),
        ({"事项": "飞行"}, "飞行"),
        ({"申请人": ""}, "申请人"),
        ({"执业证号": "0"}, "执业证号"),
        ({"申请人": "=1+1"}, "公式"),
        ({"附件": "没有.pdf"}, "没有.pdf"),
        ({"状态": "办理中", "执业证号": ""}, "执业证号"),
    ],
)
def test_each_fault_is_named_with_its_row(cast: Cast, changes: dict[str, str], word: str) -> None:
    fault = taken(REFUSED, {**ARCHIVED, **changes}).faults[0]
    assert fault.row == 3
    assert word in fault.says


def test_one_key_stands_in_a_table_once(cast: Cast) -> None:
    assert "第2行" in taken(ARCHIVED, {**REFUSED, "案件编号": "A-1"}).faults[0].says


def test_a_number_that_stands_here_already_is_not_taken_again(cast: Cast) -> None:
    matter = steps.submitted(cast)
    assert matter.number in taken({**REFUSED, "援助编号": matter.number}).faults[0].says


def test_both_sides_of_the_report_hold_the_same_sums(cast: Cast) -> None:
    report = taken(ARCHIVED, REFUSED)
    assert report.sides is not None
    table, database = report.sides
    assert table == database
    assert (table.claimed, table.recovered, table.paid) == (1_860_000, 1_520_050, 160_000)
    assert table.states == {"archived": 1, "refused": 1}


def test_files_come_along_checked_as_any_upload(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "裁决书.pdf").write_bytes(b"%PDF-1.4 an award")
    assert taken({**ARCHIVED, "附件": "裁决书.pdf"}, folder=tmp_path).is_clean
    assert Upload.objects.get(matter=the("A-1")).file_name == "裁决书.pdf"


def test_a_row_names_no_file_outside_the_folder(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.4")
    assert not taken({**ARCHIVED, "附件": "../other.pdf"}, folder=tmp_path / "own").is_clean


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("- a list", "source"),
        ("source: [", "YAML"),
        ("source: 旧\ncolumns: {wings: 翅膀}", "wings"),
        ("source: 旧\ncolumns: {key: 编号}", "applied_on"),
        ("columns: {}", "source"),
        (MAPPING + "\namounts: dollars", "amounts"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(text: str, word: str) -> None:
    with pytest.raises(BadInput) as bad:
        read_mapping(text)
    assert word in bad.value.says


def run(tmp_path: Path, *rows: Mapping[str, str], words: tuple[str, ...] = ()) -> int:
    file, chart = tmp_path / "cases.csv", tmp_path / "map.yaml"
    file.write_bytes(table_of(*rows))
    chart.write_text(MAPPING, encoding="utf-8")
    with clock.at(NOW):
        return commands.main([str(file), "--mapping", str(chart), *words])


def test_the_command_reports_both_sides_and_exits_clean(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, ARCHIVED, REFUSED) == 0
    told = capsys.readouterr().out
    assert "新导入2" in told
    assert "挽回：表格 15200.50 元，平台 15200.50 元" in told
    assert "已经存入。" in told


def test_the_command_names_faulty_rows_and_exits_with_one(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, {**ARCHIVED, "标的": "一万"}) == 1
    told = capsys.readouterr().out
    assert "第2行" in told
    assert "没有存入任何内容。" in told


def test_the_command_speaks_json(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, ARCHIVED, words=("--dry-run", "--json")) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["taken"], report["clean"]) == (1, True)
    assert not Matter.objects.exists()


def test_a_file_that_cannot_be_read_exits_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.yaml"
    assert commands.main([str(tmp_path / "none.csv"), "--mapping", str(missing)]) == 2
    assert capsys.readouterr().err


def test_a_case_that_waits_since_before_the_law_is_named(cast: Cast) -> None:
    old = {**WAITING, "申请日期": "2019-06-01", "决定日期": "2019-06-05"}
    assert "未涵盖" in taken(old).faults[0].says


def test_the_moments_of_one_day_follow_each_other(cast: Cast) -> None:
    taken({**ARCHIVED, "决定日期": "2023-03-01", "指派日期": "2023-03-01"})
    moments: list[datetime] = list(the("A-1").transitions.order_by("order").values_list("at", flat=True))
    assert moments == sorted(set(moments))
