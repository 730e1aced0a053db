"""`fayuan play` says by its exit code and its words whether a story holds."""

import json
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from fayuan.play.commands import main

STORY = """\
title: 一件申请
place: "970102"
cast:
  li:   {role: applicant, name: 李某, sex: m, born: 1985-04-20, phone: "13900000001", groups: [migrant_worker]}
  desk: {role: [clerk, examiner]}
script:
  - at: 2026-06-12 09:10
    by: li
    do: apply
    with:
      channel: window
      matter: work_injury
      form: arbitration
      forum: {kind: labour_arbitration}
      materials: [application_form, id_card, group_proof, case_papers]
    expect: {state: submitted}
  - {at: 2026-06-12 09:20, by: desk, do: receive, expect: {told: [li], papers: [申请材料接收凭证]}}
  - {at: 2026-06-12 09:30, by: desk, do: grant, expect: {not_allowed: true, because: no_right}}
"""

pytestmark = pytest.mark.usefixtures("fresh_database")


def own_database() -> AbstractContextManager[None]:
    return nullcontext()


def played(story: str, folder: Path, *options: str) -> int:
    file = folder / "story.yaml"
    file.write_text(story)
    return main([*options, str(file)], own_database)


def test_a_story_that_holds_prints_its_timeline_and_exits_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert played(STORY, tmp_path) == 0
    told = capsys.readouterr().out
    assert "2026-06-12 09:20  " in told
    assert "出具《申请材料接收凭证》" in told
    assert "告知：li" in told
    assert "审查决定，最后一日 2026-06-22" in told
    assert "不准（no_right）" in told
    assert "全部符合" in told


def test_a_story_that_does_not_hold_exits_1_and_says_step_expected_and_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert played(STORY.replace("told: [li]", "told: []"), tmp_path, "--quiet") == 1
    told = capsys.readouterr().out
    assert "story.yaml:17: 2026-06-12 09:20 receive told 预期 没有；实际 li" in told


def test_a_step_refused_against_expectation_breaks_the_story_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert played(STORY.replace("by: desk, do: receive", "by: li, do: receive"), tmp_path) == 1
    told = capsys.readouterr().out
    assert "预期 办成；实际 被拒绝（no_right）" in told
    assert "后面 1 步没有演" in told


def test_a_step_done_against_expectation_is_a_difference(tmp_path: Path) -> None:
    assert (
        played(STORY.replace("{told: [li], papers: [申请材料接收凭证]}", "{not_allowed: true}"), tmp_path)
        == 1
    )


def test_a_broken_file_exits_2_and_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert played(STORY.replace("do: grant", "do: grnat"), tmp_path) == 2
    assert "story.yaml:18: 不认识的动作“grnat”" in capsys.readouterr().err


def test_a_step_without_a_matter_is_a_fault_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = STORY.replace("li:   {role: applicant", "li:   {role: stranger").splitlines()
    assert played("\n".join(without[:6] + without[16:]), tmp_path) == 2
    assert "之前还没有案件" in capsys.readouterr().err


def test_json_gives_one_line_for_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert played(STORY, tmp_path, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["holds"]
    assert [step["state"] for step in told["steps"]] == ["submitted", "received", "received"]
    assert told["steps"][1]["papers"][0]["name"] == "申请材料接收凭证"
    assert told["steps"][2]["refused"] == "no_right"


def test_the_gravest_exit_code_of_several_files_counts(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.yaml", tmp_path / "broken.yaml"
    good.write_text(STORY)
    broken.write_text("title: x\n")
    assert main([str(broken), str(good)], own_database) == 2
