"""``fayuan law``: sentences by default, JSON when asked, and never a traceback."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from law.case_files import cases

from fayuan.law.commands import main

GOOD = """\
place: "410403"
on: 2026-06-12
applicant: {name: 李某, sex: m, born: 1985-04-20, groups: [migrant_worker]}
application:
  channel: window
  matter: work_injury
  form: arbitration
  forum: {kind: labour_arbitration, place: "410403"}
  opponents: [{name: 某机械公司}]
  claim: 18600
"""


def ask(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    status = main([*argv, "--json"])
    return status, json.loads(capsys.readouterr().out)


def file(folder: Path, text: str = GOOD) -> str:
    path = folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_assess_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, found = ask(capsys, "assess", file(tmp_path))

    assert status == 0
    assert (found["outcome"], found["path"], found["reason"], found["missing"]) == (
        "eligible",
        "exempt",
        None,
        [],
    )
    assert found["citations"] == ["法律援助法 31(7)", "法律援助法 38", "法律援助法 42(3)", "法律援助法 43"]
    assert all({"rule", "article", "inputs", "says"} <= set(step) for step in found["steps"])
    assert {"rule", "mark", "basis"} == set(found["marks"][0])


def test_assess_answers_in_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", file(tmp_path)]) == 0

    said = capsys.readouterr().out
    assert said.startswith("结论：符合法律援助条件\n途径：免予核查经济困难状况\n1. 【法律援助法 31(7)】")
    assert "规则版本：" in said


def test_assess_shows_what_is_still_to_be_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("born: 1985-04-20, groups: [migrant_worker]", "born: 2015-04-20")
    main(["assess", file(tmp_path, text)])

    assert "待核实：exempt.child" in capsys.readouterr().out


def test_assess_reads_a_notice_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        'place: "321202"\non: 2026-09-28\nauthority: {kind: procuratorate, place: "321202"}\n'
        "notice: {form: defence, reason: minor, stage: prosecution, person: {born: 2009-12-01}}\n"
    )
    _, found = ask(capsys, "assess", file(tmp_path, text))

    assert (found["outcome"], found["path"], found["means_test"]) == ("eligible", "notice", "not_applicable")


def test_assess_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(GOOD))

    assert ask(capsys, "assess", "-")[1]["outcome"] == "eligible"


def test_competent_names_the_right_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace('place: "410403"}', 'place: "410425"}')

    _, found = ask(capsys, "competent", file(tmp_path, text))
    assert (found["competent"], found["places"]) == (False, ["410425"])

    main(["competent", file(tmp_path, text)])
    assert "410425（县级）" in capsys.readouterr().out


def test_due_answers_with_its_steps(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = ask(capsys, "due", "T01", "2026-02-10", "--pause", "2026-02-11..2026-02-25")

    assert status == 0
    assert (found["due"], found["provisional"]) == ("2026-03-03", False)
    assert (found["basis"], found["mark"]) == ("法律援助法 43", "✔")
    assert [step["rule"] for step in found["steps"]] == ["clock.T01", "pauses"]


@pytest.mark.parametrize(
    ("argv", "due"),
    [
        (["T01", "2026-06-12", "--region", "410403"], "2026-06-22"),
        (["decide", "2026-06-12T23:59"], "2026-06-22"),
        (["T03", "2026-04-20", "--until", "2026-05-02"], "2026-05-06"),
        (["P01", "2026-06-01", "--days", "30"], "2026-07-01"),
        (["T08", "2026-09-30T17:30"], "2026-10-01T17:30:00+08:00"),
        (["T08", "2026-09-30T09:30:00+00:00"], "2026-10-01T17:30:00+08:00"),
        (["T05", "2026-06-12"], None),
    ],
)
def test_due_reckons_each_kind_of_clock(
    argv: list[str], due: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(capsys, "due", *argv)[1]["due"] == due


def test_due_across_the_year_end_is_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = ask(capsys, "due", "T01", "2026-12-28")

    assert found["provisional"] is True
    main(["due", "T01", "2026-12-28"])
    assert "暂定" in capsys.readouterr().out


def test_amount_shows_the_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'place: "350303"\non: 2026-06-12\nservice: civil\nmembers: 2\ncosts: {鉴定费: 100.50}\n'

    _, found = ask(capsys, "amount", file(tmp_path, text))
    assert found["total_fen"] == 150_050

    main(["amount", file(tmp_path, text)])
    assert "合计 1500.50 元" in capsys.readouterr().out


def test_show_gives_value_basis_and_mark(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = ask(capsys, "show", "hardship.formula", "--on", "2025-03-03", "--region", "310104")

    assert (found["value"]["amount"], found["mark"], found["to"]) == ("3190 元", "✔", "2025-06-30")
    assert found["source"].startswith("regions/310000/rules.yaml:")

    main(["show", "T14", "--on", "2026-01-01"])
    said = capsys.readouterr().out
    assert said.startswith("提出异议（clock.T14，全国，")
    assert "期限：15日；最后一天是休息日的，顺延到下一个工作日" in said
    assert "（待核实）" in said


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "命令写法有误：缺少“命令”。"),
        (["sing"], "命令写法有误：“sing”不能作命令，只能是："),
        (["show", "T01"], "命令写法有误：缺少“--on”。"),
        (["check", "--loudly"], "命令写法有误：用不上“--loudly”。"),
        (["due", "T01", "2026-06-12", "--days", "some"], "命令写法有误：“--days”后面的“some”不是整数。"),
        (["due", "T01", "2026-06-12", "--region"], "命令写法有误：“--region”后面要写一个值。"),
        (["assess", "/nowhere/facts.yaml"], "文件“/nowhere/facts.yaml”不存在。"),
        (["due", "T22", "tomorrow"], "“tomorrow”不是日期"),
    ],
)
def test_a_wrong_command_is_told_in_chinese_what_is_wrong(
    argv: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2

    assert capsys.readouterr().err.startswith(says)


def test_a_rule_that_is_no_period_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["due", "T22", "2026-06-12"])

    assert "最先收到者受理：同一事项向两个有管辖权的机构申请，不是期限。" in capsys.readouterr().out


def test_check_is_quiet_about_good_rules_and_names_bad_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert "没有错误" in capsys.readouterr().out
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "bad.yaml").write_text("scoop.x: []\nscope.x: 1\n", encoding="utf-8")

    assert main(["check", str(tmp_path)]) == 1
    assert "national/bad.yaml:2：" in capsys.readouterr().out
    assert ask(capsys, "check", str(tmp_path))[1]["faults"][0]["line"] == 2


def test_the_rules_folder_of_the_environment_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "rules" / "regions" / "410000"
    folder.mkdir(parents=True)
    (folder / "line.yaml").write_text(
        "base.subsistence_line:\n  - value: {name: 试行标准, amount: 700 元, per: month}\n"
        "    from: 2026-01-01\n    basis: 试行\n    mark: 待核实\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("FAYUAN_RULES_DIR", str(tmp_path / "rules"))
    text = GOOD.replace("groups: [migrant_worker]", "groups: []").replace(
        "  claim: 18600\n", "  means: {household: [{relation: self, income: 700}]}\n"
    )

    assert ask(capsys, "assess", file(tmp_path, text))[1]["outcome"] == "eligible"
    assert main(["check"]) == 0


def test_whatif_counts_who_more_would_qualify(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["whatif", "--region", "320000", "--set", "hardship.multiple=2.0", "--households", "2000"]
    assert main(argv) == 2
    assert "请写明日期" in capsys.readouterr().err
    assert main(argv, today=date(2026, 11, 1)) == 0
    capsys.readouterr()
    argv += ["--on", "2026-11-01"]
    _, found = ask(capsys, *argv)

    assert found["qualify_after"] > found["qualify_before"]
    assert sum(found["more_by_county"].values()) == found["qualify_after"] - found["qualify_before"]
    assert ask(capsys, *argv)[1] == found

    assert main(argv, counties=lambda region: ["320102", "320104"]) == 0
    said = capsys.readouterr().out
    assert "320104：" in said
    assert "不是当地的真实标准" in said


def test_a_clock_that_a_notice_sets_has_no_day_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = ask(capsys, "due", "T03", "2026-06-12")

    assert (status, found["due"], found["mark"]) == (0, None, "✔")
    assert "--until" in found["says"]
    assert ask(capsys, "due", "T03", "2026-06-12", "--days", "5")[1]["due"] == "2026-06-17"


@pytest.mark.parametrize(
    ("argv", "due"),
    [
        (["T08", "2026-09-30"], "2026-10-01"),
        (["D04", "2026-10-01"], "2026-10-03"),
        (["H01", "2026-02-14"], "2026-02-15"),
    ],
)
def test_hours_begun_on_a_day_end_on_a_day_and_never_roll(
    argv: list[str], due: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found = ask(capsys, "due", *argv)

    assert (status, found["due"]) == (0, due)
    assert "同一时刻" in found["says"]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["T01", "2021-12-31"], "自 2022-01-01 起才有规定，2021-12-31 本规则集未涵盖。"),
        (["T16a", "2023-12-31"], "自 2024-01-01 起才有规定"),
        (["C01", "2025-06-14"], "自 2025-06-15 起才有规定"),
        (["D14", "2022-01-01"], "在 2022-01-01 没有规定在施行，本规则集未涵盖。"),
        (["T99", "2026-06-12"], "没有编号为“T99”的期限规则"),
    ],
)
def test_a_day_that_a_clock_does_not_cover_is_told_with_the_day_it_begins(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", *argv]) == 2
    assert said in capsys.readouterr().err


def test_a_pause_outside_the_time_that_runs_is_counted_and_questioned(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = ask(capsys, "due", "T01", "2026-06-12", "--pause", "2026-05-01..2026-05-05")[1]
    within = ask(capsys, "due", "T01", "2026-06-12", "--pause", "2026-06-15..2026-06-17")[1]

    assert before["due"] == "2026-06-23"
    assert "不在这一期限之内" in before["says"]
    assert "不在这一期限之内" not in within["says"]


def test_a_clock_is_found_however_it_is_spelt(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, "due", "t16A", "2026-06-12")[1]["rule"] == "T16a"
    assert ask(capsys, "show", "t01", "--on", "2026-06-12")[1]["key"] == "clock.T01"


def test_a_name_that_no_rule_has_is_told_with_those_alike(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "hardship.formla", "--on", "2026-06-12"]) == 2
    assert "是不是 hardship.formula" in capsys.readouterr().err


def test_a_slip_in_a_key_is_told_and_other_words_are_named_as_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = GOOD + "  means: {household: [{relation: self, income: 1}], asets: 5}\n"
    other = GOOD.replace("sex: m", "sex: m, shoe_size: 43")

    assert ask(capsys, "assess", file(tmp_path, slip)) == (
        2,
        {"faults": [f"{tmp_path}/facts.yaml：不认识“application.means.asets”，是不是“assets”？"]},
    )
    assert ask(capsys, "assess", file(tmp_path, other))[1]["ignored"] == ["applicant.shoe_size"]
    main(["assess", file(tmp_path, other)])
    assert "文件里没有用到：applicant.shoe_size" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("matter: work_injury", "matter: moon_landing"), "matter（事项）里有不认识的“moon_landing”"),
        (("sex: m", "sex: x"), "sex（性别）里有不认识的“x”"),
        (("born: 1985-04-20", "born: 1985-02-30"), "born（出生日期）“1985-02-30”不是日期"),
        (("on: 2026-06-12", "on: 2026-06-31"), "on（日期）“2026-06-31”不是日期"),
        (("  channel: window\n", "  means: {household: [{relation: self}]}\n"), "没有写 income（月收入）"),
        (("  channel: window\n", "  means: {assets: [{kind: home, area: 很大}]}\n"), "assets.area"),
        (("applicant: {", "applikant: {"), "不认识“applikant”，是不是“applicant”？"),
    ],
)
def test_a_fault_names_the_file_and_the_key(
    change: tuple[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = file(tmp_path, GOOD.replace(*change))

    assert main(["assess", name]) == 2

    told = capsys.readouterr().err
    assert said in told
    assert all(line.startswith(f"{name}：") for line in told.splitlines())


def test_a_key_that_stands_twice_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", file(tmp_path, GOOD + 'place: "410425"\n')]) == 2
    assert "第 11 行：“place”写了两次" in capsys.readouterr().err


def test_competence_can_be_asked_without_an_applicant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith("applicant"))

    assert ask(capsys, "competent", file(tmp_path, text))[1]["competent"] is True
    assert "没有写 applicant" in ask(capsys, "assess", file(tmp_path, text))[1]["faults"][0]


SHANGHAI = (
    GOOD.replace("410403", "310104")
    .replace("groups: [migrant_worker]", "groups: []")
    .replace("2026-06-12", "2025-03-03")
)


@pytest.mark.parametrize(
    "assets", ["50000", "{savings: 50000}", "[{kind: savings, value: 50000}]", "[]", "{home: 900000, car: 1}"]
)
def test_assets_are_read_in_every_way_in_which_stories_write_them(
    assets: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SHANGHAI + f"  means: {{household: [{{relation: self, income: 100}}], assets: {assets}}}\n"

    assert ask(capsys, "assess", file(tmp_path, text))[1]["outcome"] == "eligible"


@pytest.mark.parametrize(
    ("members", "lacking"),
    [
        ("9", False),
        ("10", True),
        ("[李某, 甲, 乙, 丙, 丁, 戊, 己, 庚, 辛]", False),
        ("[{name: 甲}, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬]", True),
    ],
)
def test_a_group_is_a_number_or_a_list_in_which_the_applicant_may_stand(
    members: str, lacking: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        GOOD + f"  members: {members}\n  materials: [application_form, id_card, group_proof, case_papers]\n"
    )

    found = ask(capsys, "assess", file(tmp_path, text))[1]["missing"]
    assert ("representative_choice" in found) is lacking


def test_a_body_that_the_law_does_not_tell_apart_is_another_body(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("kind: labour_arbitration", "kind: village_committee")

    assert ask(capsys, "assess", file(tmp_path, text))[1]["outcome"] == "eligible"


STORY_CODES = {
    *("out_of_scope", "not_competent", "means_exceeded", "no_right", "wrong_state", "own_matter"),
    *("not_urgent", "not_qualified", "conflict_of_interest", "late", "incomplete"),
}


@pytest.mark.parametrize("name", ["eligibility", "standing", "jurisdiction", "hardship", "regions"])
def test_every_reason_is_a_code_of_the_stories(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for case in cases(f"{name}.yaml")[::7]:
        path = tmp_path / "case.yaml"
        path.write_text(yaml.safe_dump(case.values[0], allow_unicode=True), encoding="utf-8")
        status, found = ask(capsys, "assess", str(path))
        assert status == 0, found
        assert found["reason"] is None or found["reason"] in STORY_CODES
        assert (found["reason"] is None) == (found["outcome"] == "eligible")


BAD = {
    "unknown matter": GOOD.replace("work_injury", "moon_landing"),
    "no matter": GOOD.replace("  matter: work_injury\n", ""),
    "unknown region": GOOD.replace('place: "410403"\n', 'place: "990403"\n'),
    "no region": GOOD.replace('place: "410403"\n', ""),
    "no day": GOOD.replace("on: 2026-06-12\n", ""),
    "a day that is none": GOOD.replace("on: 2026-06-12", "on: soon"),
    "a day that cannot be": GOOD.replace("on: 2026-06-12", "on: 2026-02-30"),
    "unknown group": GOOD.replace("migrant_worker", "pirate"),
    "a veteran of twelve": GOOD.replace("1985-04-20", "2014-01-01").replace("migrant_worker", "veteran"),
    "an old man of twelve": GOOD.replace("1985-04-20", "2014-01-01").replace("migrant_worker", "elderly"),
    "a minor of forty": GOOD.replace("groups: [migrant_worker]", "groups: [minor]"),
    "born tomorrow": GOOD.replace("1985-04-20", "2027-01-01"),
    "born too long ago": GOOD.replace("1985-04-20", "1885-04-20"),
    "an absurd income": GOOD + "  means: {household: [{relation: self, income: 99999999}]}\n",
    "a negative income": GOOD + "  means: {household: [{relation: self, income: -1}]}\n",
    "an income that is none": GOOD + "  means: {household: [{relation: self, income: lots}]}\n",
    "an income below a fen": GOOD + "  means: {household: [{relation: self, income: 1.001}]}\n",
    "an infinite income": GOOD + "  means: {household: [{relation: self, income: .inf}]}\n",
    "a household without the applicant": GOOD + "  means: {household: [{relation: son, income: 1}]}\n",
    "a household that is no list": GOOD + "  means: {household: all}\n",
    "unknown material": GOOD + "  materials: [selfie]\n",
    "unknown form": GOOD.replace("form: arbitration", "form: duel"),
    "unknown agent": GOOD + "  agent: {name: 甲, relation: friend}\n",
    "unknown disability": GOOD.replace("sex: m", "sex: m, disability: {kind: unlucky}"),
    "an impossible level": GOOD.replace("sex: m", "sex: m, disability: {kind: visual, level: 9}"),
    "nobody applies": GOOD + "  members: 0\n",
    "half a person": GOOD + "  members: -3\n",
    "no application": GOOD.split("application:")[0],
    "a list": "- a\n- b\n",
    "a word": "hello\n",
    "nothing": "",
    "broken YAML": "place: [\n",
    "two documents": GOOD + "---\n" + GOOD,
    "an unknown tag": "place: !!python/object:os.system x\n",
    "a notice of nobody": 'place: "321202"\non: 2026-09-28\nnotice: {form: duel, person: 7}\n',
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_facts_are_answered_with_sentences(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", file(tmp_path, BAD[what])]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert all(line.endswith("。") for line in said.err.splitlines())
    assert ask(capsys, "assess", file(tmp_path, BAD[what]))[1]["faults"]


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("migrant_worker", "pirate").replace("work_injury", "moon_landing")

    assert len(ask(capsys, "assess", file(tmp_path, text))[1]["faults"]) == 2


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["sing"],
        ["assess"],
        ["assess", "/nowhere/facts.yaml"],
        ["due", "T99", "2026-06-12"],
        ["due", "T01", "tomorrow"],
        ["due", "T01", "2021-06-12"],
        ["due", "T01", "2026-06-12", "--pause", "2026-06-13"],
        ["due", "T01", "2026-06-12", "--pause", "2026-06-15..2026-06-13"],
        ["due", "T01", "2026-06-12", "--region", "999999"],
        ["due", "T01", "2026-06-12", "--until", "never"],
        ["due", "H02", "2026-06-12"],
        ["due", "T08", "2026-06-12T09:00", "--until", "2026-06-13"],
        ["due", "T01", "9999-12-30"],
        ["due", "T16b", "9999-12-30"],
        ["due", "T01", "2026-06-12", "--until", "9999-12-31"],
        ["due", "T03", "2026-06-12", "--days", "9999999"],
        ["due", "T01", "2026-06-12", "--pause", "2026-06-15..9999-12-31"],
        ["due", "T08", "2026-06-12T09:00", "--pause", "2026-06-12..2026-06-13"],
        ["show", "hardship.formula", "--on", "2026-06-12", "--region", "510104"],
        ["show", "nothing.at.all", "--on", "2026-06-12"],
        ["show", "T01", "--on", "2026-06-12", "--region", "x"],
        ["show", "T01"],
        ["whatif", "--region", "430000", "--on", "2026-11-01", "--set", "hardship.multiple=2"],
        ["whatif", "--region", "510000", "--on", "2026-11-01", "--set", "hardship.multiple=2"],
        ["whatif", "--region", "310000", "--on", "2026-11-01", "--set", "hardship.multiple=2"],
        ["whatif", "--region", "320000", "--on", "2026-11-01", "--set", "hardship.multiple=lots"],
        ["whatif", "--region", "320000", "--on", "2026-11-01", "--set", "hardship.colour=red"],
        ["whatif", "--region", "320000", "--on", "2026-11-01", "--set", "nonsense"],
        [
            "whatif",
            "--region",
            "320000",
            "--set",
            "hardship.multiple=2",
            "--households",
            "0",
            "--on",
            "2026-11-01",
        ],
        ["whatif", "--region", "320000", "--set", "hardship.multiple=2", "--on", "someday"],
    ],
)
def test_what_cannot_be_answered_is_said_and_never_a_traceback(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "text",
    ["- 1\n", 'place: "350303"\n', 'place: "350303"\non: 2026-06-12\nservice: civil\nmembers: many\n',
     'place: "350303"\non: 2026-06-12\nservice: civil\ncosts: {车费: 很多}\n',
     'place: "350303"\non: 2026-06-12\nservice: civil\nmembers: 0\n',
     'place: "350303"\non: 2026-06-12\nservice: civil\nsupplements: [moon]\n',
     'place: "350303"\non: 2026-06-12\nservice: flying\n',
     'place: "350303"\non: 2026-06-12\nservice: civil\npayee: me\n',
     'place: "350303"\non: 2026-06-12\nservice: civil\nquality: superb\n',
     'place: "350303"\non: 2026-06-12\nservise: civil\n'],
)  # fmt: skip
def test_bad_facts_of_an_amount_are_answered_with_sentences(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["amount", file(tmp_path, text)]) == 2
    assert capsys.readouterr().err.strip().endswith("。")
