"""Every past decision, asked again under other rules."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import InternalError

from fayuan.core import clock
from fayuan.core.models import AuditRow
from fayuan.intake import facts, operations, replay_command
from fayuan.intake.inputs import AgentInput, OpponentInput
from fayuan.intake.models import Assessment
from fayuan.intake.replay import count, past, replay_all
from fayuan.matters import rules
from fayuan.matters.models import Matter
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry
from fayuan.matters.rules import book

import steps
from cast import NOW, Cast

MEANS = {"household": [{"relation": "self", "income_fen": 300_000}], "assets": []}
LINE = """\
hardship.formula:
  - value: {name: 试行标准, article: 试行标准 1, base: fixed, amount: AMOUNT 元, below: false}
    from: 2025-01-01
    basis: 试行标准
    mark: 待核实
"""


def rule_folder(tmp_path: Path, amount: int) -> Path:
    folder = tmp_path / str(amount) / "regions" / "970000"
    folder.mkdir(parents=True)
    (folder / "line.yaml").write_text(LINE.replace("AMOUNT", str(amount)), encoding="utf-8")
    return tmp_path / str(amount)


def traffic(cast: Cast, **changes: Any) -> Matter:
    """Granted after a means check: nobody is exempt, and the province has no line on record."""
    given: dict[str, Any] = {
        "subject": "traffic_injury",
        "form": "litigation",
        "forum_kind": "court",
        "means": MEANS,
    }
    given |= {"materials": ("application_form", "id_card", "means_statement", "case_papers")}
    return steps.granted(cast, **(given | changes))


def with_line(tmp_path: Path, amount: int) -> Any:
    return rules.with_others(folders=[rule_folder(tmp_path, amount)])


def test_a_line_is_tried_on_past_decisions_and_tells_whom_it_would_turn_away(
    cast: Cast, tmp_path: Path
) -> None:
    exempt, tested = steps.granted(cast), traffic(cast)

    found = replay_all(with_line(tmp_path, 4000), with_line(tmp_path, 2000))

    assert found.looked_at == 2
    assert [(each.ref, each.before, each.after) for each in found.otherwise] == [
        (tested.ref, "eligible", "means_exceeded")
    ]
    assert found.by_rule == {"hardship.formula": 1}
    assert found.by_group == {"migrant_worker": 1}
    assert exempt.ref not in {each.ref for each in found.otherwise}


def test_without_other_rules_what_was_said_is_held_against_the_rules_of_today(
    cast: Cast, tmp_path: Path, settings: Any
) -> None:
    settings.RULES_DIRS = [rule_folder(tmp_path, 4000)]
    matter = traffic(cast)
    assert replay_all(None, rules.book()).otherwise == ()

    settings.RULES_DIRS = [rule_folder(tmp_path, 2000)]
    found = replay_all(None, rules.book())

    assert [(each.ref, each.after) for each in found.otherwise] == [(matter.ref, "means_exceeded")]


def test_what_is_streamed_is_what_was_asked_one_by_one(cast: Cast) -> None:
    agent = AgentInput(relation="entrusted", name="梁某")
    against = (OpponentInput("周某某", relation="儿子", same_household=True),)
    matters = [
        steps.granted(cast),
        traffic(cast, agent=agent, opponents=against),
        steps.refused(cast, subject="traffic_injury", means=MEANS),
    ]
    notified = steps.notified(cast)

    streamed = {each.ref: each for each in past(batch=2)}

    for matter in matters:
        fresh = Matter.objects.get(pk=matter.pk)
        assert streamed[matter.ref].facts == facts.application(fresh, fresh.application)
    assert streamed[notified.ref].facts == facts.notice(notified)
    assert len(streamed) == count() == 4


def test_a_false_pledge_is_known_in_the_stream_as_in_the_single_case(cast: Cast) -> None:
    matter = steps.granted(cast, pledge=True)
    operations.find_false_pledge(ref=matter.ref, finding="另有一处房产", by=cast.approver, now=NOW)

    (streamed,) = past()

    fresh = Matter.objects.get(pk=matter.pk)
    assert streamed.facts == facts.application(fresh, fresh.application)
    assert streamed.facts.false_pledge_before is True  # type: ignore[union-attr]  # an application's fact


def test_decisions_before_the_day_asked_for_are_left_out(cast: Cast) -> None:
    steps.granted(cast)

    assert count(NOW.date()) == 1
    assert count(NOW.date() + timedelta(days=1)) == 0
    assert [each.on for each in past(date(2026, 6, 12))] == [date(2026, 6, 12)]


def test_more_decisions_need_no_more_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        steps.granted(cast)

    with django_assert_num_queries(4):  # false pledges, a batch, its parties, and the empty batch after it
        assert len(list(past(batch=10))) == 3


def test_the_command_can_write_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    steps.granted(cast)

    def write(*_: object) -> None:
        Assessment.objects.update(outcome="other")

    monkeypatch.setattr("fayuan.intake.replay.replay", write)
    with pytest.raises(InternalError, match="read-only"), transaction.atomic():
        replay_command.main([])


def test_the_command_answers_in_sentences_and_leaves_one_audit_row(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = traffic(cast)
    rows = AuditRow.objects.count()

    with clock.at(NOW):
        assert (
            replay_command.main(["--rules", str(rule_folder(tmp_path, 2000)), "--since", "2026-01-01"]) == 0
        )

    told = capsys.readouterr().out
    assert told.startswith("看了 1 件已经作出的决定，结论不同的 1 件。")
    assert f"{matter.ref}：经济困难状况须由工作人员认定 → 经济状况超过经济困难标准" in told
    assert "试行标准（hardship.formula）：1 件" in told
    assert AuditRow.objects.count() == rows + 1


def test_the_command_answers_in_json(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    matter = traffic(cast)

    with clock.at(NOW):
        assert replay_command.main(["--json", "--rules", str(rule_folder(tmp_path, 2000))]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [each["ref"] for each in told["otherwise"]] == [matter.ref]
    assert told["by_rule"] == {"hardship.formula": 1}
    assert told["rules_before"] != told["rules_after"]


def test_the_rules_by_which_a_decision_was_made_are_read_back_by_the_version_it_carries(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    matter = traffic(cast)
    then = Assessment.objects.get(matter=matter, step="grant").rules_hash
    line = {"name": "云岭省标准", "article": "条例 9", "base": "fixed", "amount": "2000 元", "below": False}
    given: dict[str, Any] = {"key": "hardship.formula", "region": "970000", "value": line, "basis": "条例 9"}
    given |= {"valid_from": NOW.date(), "valid_to": None, "mark": "✔"}
    entry = propose_rule_entry(**given, by=cast.law_officer, now=NOW)
    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW)

    with clock.at(NOW):
        assert replay_command.main(["--json", "--set", then[:12]]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["rules_before"], told["rules_after"]) == (book().hash, then)
    assert [(each["ref"], each["before"], each["after"]) for each in told["otherwise"]] == [
        (matter.ref, "means_exceeded", "means_undetermined")
    ]


def test_a_version_that_no_decision_carries_is_not_known(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay_command.main(["--set", "0123abcd"]) == 2

    assert "没有哪个决定用过版本是“0123abcd”的规则" in capsys.readouterr().err


def test_rules_that_cannot_be_read_are_named_with_file_and_line(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = rule_folder(tmp_path, 2000)
    (folder / "regions" / "970000" / "line.yaml").write_text(
        "nothing.known: []\nclock.T01: 7\n", encoding="utf-8"
    )

    assert replay_command.main(["--rules", str(folder)]) == 2

    assert "regions/970000/line.yaml:2：" in capsys.readouterr().err
