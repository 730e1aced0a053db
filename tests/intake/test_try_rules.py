"""What other rules would do, asked before anybody approves them."""

from typing import Any

import pytest

from fayuan.core.errors import BadInput, NotAllowed
from fayuan.intake import operations, trials
from fayuan.matters.models import RuleEntry, RuleTrial
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry

import steps
from cast import NOW, Cast

TODAY = NOW.date()
LINE = {
    "name": "云岭省经济困难标准",
    "article": "云岭省法律援助条例 9",
    "base": "fixed",
    "amount": "2400 元",
    "below": False,
}
TESTED = {
    "subject": "traffic_injury",
    "form": "litigation",
    "forum_kind": "court",
    "means": {"household": [{"relation": "self", "income_fen": 300_000}], "assets": []},
    "materials": ("application_form", "id_card", "means_statement", "case_papers"),
}


def propose(cast: Cast, **changes: Any) -> RuleEntry:
    given: dict[str, Any] = {
        "key": "hardship.formula",
        "region": "970000",
        "value": LINE,
        "valid_from": TODAY,
    }
    given |= {"valid_to": None, "basis": "云岭省法律援助条例 9", "mark": "✔"}
    return propose_rule_entry(**(given | changes), by=cast.law_officer, now=NOW)


def in_force(cast: Cast) -> RuleEntry:
    return approve_rule_entry(ref=propose(cast).ref, by=cast.security, now=NOW)


def answered(trial: RuleTrial) -> RuleTrial:
    trials.answer(trial.pk)
    trial.refresh_from_db()
    return trial


def ask(cast: Cast, *changes: str, households: int = 10_000) -> RuleTrial:
    given = {"region": "970102", "on": TODAY, "changes": changes, "households": households}
    return operations.try_other_line(**given, by=cast.law_officer, now=NOW)


def test_a_proposed_line_is_tried_on_past_decisions_and_on_households(cast: Cast) -> None:
    steps.granted(cast, **TESTED)
    steps.granted(cast)
    entry = propose(cast)

    operations.try_rule_entry(ref=entry.ref, by=cast.law_officer, now=NOW, households=10_000)
    past, households = (answered(trial) for trial in entry.trials.order_by("pk"))

    assert past.result is not None
    assert (past.result["looked_at"], past.result["otherwise"]) == (2, 1)
    assert past.result["by_rule"] == {"hardship.formula": 1}
    assert households.result is not None
    assert households.result["qualify_after"] > households.result["qualify_before"]
    assert any("没有录入金额标准" in sentence for sentence in households.result["assumptions"])
    assert set(households.result["more_by_county"]) == {"970101", "970102", "970103"}


def test_no_matter_is_named_in_what_came_of_it(cast: Cast) -> None:
    matter = steps.granted(cast, **TESTED)
    entry = propose(cast)
    operations.try_rule_entry(ref=entry.ref, by=cast.law_officer, now=NOW)

    trial = answered(entry.trials.get(kind="replay"))

    assert trial.result is not None
    assert trial.result["otherwise"] == 1
    assert matter.ref not in str(trial.result)


def test_a_proposal_that_touches_no_line_is_not_tried_on_households(cast: Cast) -> None:
    value = {"name": "环境公益", "article": "云岭省法律援助条例 5", "field": "civil"}
    entry = propose(cast, key="scope.environment", value=value)

    operations.try_rule_entry(ref=entry.ref, by=cast.security, now=NOW)

    assert [trial.kind for trial in entry.trials.all()] == ["replay"]


def test_another_line_is_tried_where_there_is_one(cast: Cast) -> None:
    in_force(cast)

    trial = answered(ask(cast, "hardship.amount=3000"))

    assert (trial.status, trial.done, trial.total) == ("done", 10_000, 10_000)
    assert trial.result is not None
    assert (trial.result["line_before_fen"], trial.result["line_after_fen"]) == ("240000", "300000")
    assert trial.result["qualify_after"] > trial.result["qualify_before"]


def test_progress_is_kept_on_the_way(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    in_force(cast)
    trial = ask(cast, "hardship.amount=3000", households=100_000)
    seen: list[int] = []
    keep = trials._keep

    def kept(trial: RuleTrial, **found: Any) -> None:
        seen.append(found["done"])
        keep(trial, **found)

    monkeypatch.setattr(trials, "_keep", kept)
    answered(trial)

    assert seen == [*range(10_000, 100_001, 10_000), 100_000]


def test_an_answer_that_is_there_is_not_worked_out_again(cast: Cast, django_assert_num_queries: Any) -> None:
    in_force(cast)
    trial = answered(ask(cast, "hardship.amount=3000"))

    with django_assert_num_queries(3):  # a savepoint, the trial, and the savepoint's end
        trials.answer(trial.pk)


def test_a_place_without_a_line_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(BadInput, match="没有录入经济困难标准"):
        ask(cast, "hardship.amount=3000")

    assert not RuleTrial.objects.exists()


def test_what_the_places_line_does_not_know_is_told_at_once(cast: Cast) -> None:
    in_force(cast)

    with pytest.raises(BadInput, match="当地标准是固定金额"):
        ask(cast, "hardship.multiple=2")


def test_a_proposal_that_can_no_longer_be_read_with_the_rest_says_so(cast: Cast) -> None:
    entry = propose(cast, valid_from=TODAY.replace(month=7))
    operations.try_rule_entry(ref=entry.ref, by=cast.law_officer, now=NOW)
    other = propose(cast, valid_to=TODAY.replace(month=8))
    approve_rule_entry(ref=other.ref, by=cast.security, now=NOW)

    trial = answered(entry.trials.get(kind="replay"))

    assert (trial.status, trial.result) == ("failed", None)
    assert "时间重叠" in trial.says


def test_only_who_makes_rules_tries_them(cast: Cast) -> None:
    entry = propose(cast)

    with pytest.raises(NotAllowed):
        operations.try_rule_entry(ref=entry.ref, by=cast.bureau_officer, now=NOW)
