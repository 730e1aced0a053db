"""A story file is read to the last word; what is wrong with it is said with its line."""

from datetime import datetime
from pathlib import Path

import pytest

from fayuan.core.clock import SHANGHAI
from fayuan.play.nodes import StoryFault
from fayuan.play.reader import read, read_text

STORY = """\
title: 一件申请
place: "970102"
cast:
  li:   {role: applicant, name: 李某, born: 1985-04-20, groups: [migrant_worker]}
  desk: {role: [clerk, examiner]}
script:
  - at: 2026-06-12 09:10
    by: li
    do: apply
    as: first
    with:
      channel: window
      matter: work_injury
      claim: 18600.50
      means: {household: [{relation: self, income: 2600}], assets: {savings: 1200}}
      opponents: [{name: 某公司}]
    expect: {state: submitted, due: {decide: 2026-06-19}, told: [], proposed: {not: [desk]}}
  - {at: 2026-06-12 09:20, by: desk, do: receive, matter_ref: first}
  - {at: 2026-06-12 09:20, by: system, do: wait}
"""


def test_a_story_is_read_with_its_amounts_in_fen_and_its_hours_in_local_time() -> None:
    story = read_text(STORY)
    first, second, _ = story.script
    assert first.at == datetime(2026, 6, 12, 9, 10, tzinfo=SHANGHAI)
    assert (first.label, second.matter_ref, second.line) == ("first", "first", 18)
    assert first.details["claim"] == 1_860_050
    assert first.details["means"]["assets"] == ({"kind": "savings", "value": 120_000},)
    assert first.expect["told"] == ()
    assert story.cast["desk"].roles == ("clerk", "examiner")


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("title:", "titel:", 1, "没有“titel”"),
        ('"970102"', '"999999"', 2, "没有区划代码“999999”"),
        ("role: applicant", "role: emperor", 4, "不认识的角色“emperor”"),
        ("born: 1985-04-20", "born: 1985-02-30", 4, "“1985-02-30”不是日期"),
        ("groups:", "colour: red, groups:", 4, "没有“colour”"),
        ("[migrant_worker]", "[knight]", 4, "不认识的人群“knight”"),
        ("2026-06-12 09:10", "2026-06-12 25:10", 7, "不是时间"),
        ("2026-06-12 09:10", "12 June 2026", 7, "不是时间"),
        ("by: li\n", "by: lo\n", 8, "不认识的人物“lo”"),
        ("do: apply", "do: fly", 9, "不认识的动作“fly”"),
        ("channel: window", "canal: window", 12, "没有“canal”"),
        ("channel: window", "channel: pigeon", 12, "不认识的渠道“pigeon”"),
        ("work_injury", "dreams", 13, "不认识的事项“dreams”"),
        ("18600.50", "18600.505", 14, "不是到分为止的金额"),
        ("18600.50", "many", 14, "要写数字"),
        ("      matter: work_injury\n", "", 12, "缺少“matter”"),
        ("state: submitted", "state: happy", 17, "不认识的状态“happy”"),
        ("due: {decide", "due: {dacide", 17, "没有“dacide”"),
        ("told: []", "told: [nobody]", 17, "不认识的人物“nobody”"),
        ("told: []", "because: late", 17, "not_allowed"),
        ("matter_ref: first", "matter_ref: second", 18, "命名为“second”"),
        ("matter_ref: first", "as: second", 18, "不能用 as"),
        ("do: receive, ", "do: receive, for: li, ", 18, "不用写“for”"),
        ("09:20, by: desk", "09:05, by: desk", 18, "时间不能倒流"),
        ("by: system, do: wait", "by: desk, do: wait", 19, "只能由 system"),
        ("by: system, do: wait", "by: system, do: wait, do: read", 19, "写了两次"),
        ("channel: window", "members: 0", 12, "至少是1"),
        ("do: receive, ", "do: terminate, with: {ground: whim}, ", 18, "不认识的终止的情形“whim”"),
        ("do: receive, ", "do: close, with: {outcome: great}, ", 18, "不认识的承办结果“great”"),
        ("do: receive, ", "do: grant_first, with: {reason: hurry}, ", 18, "不认识的先行援助的情形“hurry”"),
        ("script:", "script: nothing\nx:", 7, "没有“x”"),
    ],
)
def test_a_fault_is_named_with_its_line(before: str, after: str, line: int, reason: str) -> None:
    assert before in STORY
    with pytest.raises(StoryFault) as fault:
        read_text(STORY.replace(before, after, 1))
    assert reason in fault.value.reason
    if "because" not in after:
        assert fault.value.line == line


@pytest.mark.parametrize(
    "written", ["", "- a\n- b\n", "title: [", "title: a\x00b", "a: 1\n---\nb: 2\n", "\t"]
)
def test_what_is_no_story_at_all_is_a_fault_too(written: str) -> None:
    with pytest.raises(StoryFault):
        read_text(written)


def test_a_file_that_is_missing_or_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(StoryFault, match="打不开"):
        read(tmp_path / "nothing.yaml")
    foreign = tmp_path / "foreign.yaml"
    foreign.write_bytes("title: x\nplace: 石桥\n".encode("gb18030"))
    with pytest.raises(StoryFault, match="2: 不是 UTF-8"):
        read(foreign)
