"""Rules entered in the product by two people."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from fayuan.core.errors import BadInput, NotAllowed, NotFound, Stale, WrongState
from fayuan.core.models import AuditRow
from fayuan.law.clocks import clock
from fayuan.matters import rules
from fayuan.matters.models import RuleEntry, RuleSet, RuleTrial
from fayuan.matters.rulemaking import (
    approvals,
    approve_rule_entry,
    propose_rule_entry,
    replaced_by,
    rivals,
    withdraw_rule_entry,
)
from fayuan.matters.rules import book, one_book

from cast import NOW, Cast

PROVINCE, COUNTY = "970000", "970102"
TODAY = NOW.date()
LINE = {
    "name": "云岭省经济困难标准",
    "article": "云岭省法律援助条例 9",
    "base": "fixed",
    "amount": "2400 元",
    "below": False,
}
DECIDE = {"name": "审查决定", "duty": "office", "unit": "D", "roll": True, "starts": "收到法律援助申请"}


def propose(cast: Cast, **changes: Any) -> RuleEntry:
    given: dict[str, Any] = {
        "key": "hardship.formula",
        "region": PROVINCE,
        "value": LINE,
        "valid_from": TODAY,
        "valid_to": None,
        "basis": "云岭省法律援助条例 9",
        "mark": "✔",
    }
    return propose_rule_entry(**(given | changes), by=cast.law_officer, now=NOW)


def approve(cast: Cast, entry: RuleEntry) -> RuleEntry:
    return approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW)


def test_a_proposal_changes_nothing_until_somebody_else_approves_it(cast: Cast) -> None:
    entry = propose(cast)
    assert book().find("hardship.formula", TODAY, COUNTY) is None

    approve(cast, entry)

    found = book().value("hardship.formula", TODAY, COUNTY)
    assert (found.value["amount"], found.basis, found.source) == (
        "2400 元",
        "云岭省法律援助条例 9",
        entry.ref,
    )


def test_an_approved_rule_gives_the_rules_another_hash_and_holds_from_its_first_day(cast: Cast) -> None:
    before = book().hash
    approve(cast, propose(cast, valid_from=TODAY + timedelta(days=30)))

    assert book().hash != before
    assert book().find("hardship.formula", TODAY, COUNTY) is None
    assert book().find("hardship.formula", TODAY + timedelta(days=30), COUNTY) is not None


def test_nobody_approves_their_own_proposal(cast: Cast) -> None:
    entry = propose(cast)

    with pytest.raises(NotAllowed) as refusal:
        approve_rule_entry(ref=entry.ref, by=cast.law_officer, now=NOW)

    assert refusal.value.code == "own_proposal"
    assert AuditRow.objects.filter(action="approve_rule_entry", result="refused").exists()


def test_the_database_too_wants_two_people(cast: Cast) -> None:
    entry = propose(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        RuleEntry.objects.filter(pk=entry.pk).update(status="approved", closed_by=entry.proposed_by)


def test_the_app_can_never_change_what_an_entry_says(cast: Cast) -> None:
    entry = propose(cast)

    with pytest.raises(ProgrammingError), transaction.atomic():
        RuleEntry.objects.filter(pk=entry.pk).update(value={})
    with pytest.raises(ProgrammingError), transaction.atomic():
        entry.delete()


@pytest.mark.parametrize("who", ["clerk", "bureau_officer", "administrator", "lawyer", "applicant"])
def test_only_the_province_makes_rules(cast: Cast, who: str) -> None:
    entry = propose(cast)

    with pytest.raises(NotAllowed):
        approve_rule_entry(ref=entry.ref, by=cast.actor(who), now=NOW)


def test_another_provinces_rules_are_not_entered_here(cast: Cast) -> None:
    with pytest.raises(BadInput) as refusal:
        propose(cast, region="310000")

    assert set(refusal.value.fields) == {"region"}


def test_a_county_may_shorten_an_offices_days_and_never_lengthen_them(cast: Cast) -> None:
    approve(cast, propose(cast, key="clock.T01", region=COUNTY, value=DECIDE | {"length": 5}))
    assert clock("T01", TODAY, COUNTY, book()).length == 5
    assert clock("T01", TODAY, PROVINCE, book()).length == 7

    with pytest.raises(BadInput) as refusal:
        propose(cast, key="clock.T01", region="970103", value=DECIDE | {"length": 9})

    assert refusal.value.fields["value"] == "“clock.T01”长于全国规则的 7：地方只能缩短机构的办理期限"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"key": "nothing.known"}, "不是规则里有的名称"),
        ({"value": LINE | {"amount": "2400"}}, "金额应写成"),
        ({"value": LINE | {"more": 1}}, "不认识的项“more”"),
        ({"mark": "好"}, "核实标记只能是"),
        ({"basis": " "}, "缺少 basis"),
        ({"valid_to": TODAY - timedelta(days=1)}, "截止日期早于开始日期"),
        ({"key": "termination.whim", "value": {"name": "任意", "article": "无"}}, "只能由全国规则规定"),
    ],
)
def test_what_a_rule_file_may_not_say_cannot_be_proposed(
    cast: Cast, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        propose(cast, **changes)

    assert not RuleEntry.objects.exists()


def test_an_entry_with_the_same_first_day_replaces_the_earlier_one(cast: Cast) -> None:
    wrong = approve(cast, propose(cast))
    right = approve(cast, propose(cast, value=LINE | {"amount": "2500 元"}))

    wrong.refresh_from_db()
    assert (wrong.status, right.status) == ("replaced", "approved")
    assert (wrong.order, right.order) == (1, 2)
    assert book().value("hardship.formula", TODAY, COUNTY).value["amount"] == "2500 元"


def test_a_later_entry_ends_the_one_before_it(cast: Cast) -> None:
    approve(cast, propose(cast))
    approve(cast, propose(cast, value=LINE | {"amount": "2600 元"}, valid_from=date(2027, 1, 1)))

    assert book().value("hardship.formula", date(2026, 12, 31), COUNTY).value["amount"] == "2400 元"
    assert book().value("hardship.formula", date(2027, 1, 1), COUNTY).value["amount"] == "2600 元"


def test_entries_that_overlap_are_named_by_the_day_of_the_other(cast: Cast) -> None:
    approve(cast, propose(cast, valid_to=date(2026, 12, 31)))

    with pytest.raises(BadInput, match="与 2026-06-12 起的条目时间重叠"):
        propose(cast, valid_from=date(2026, 12, 1))


def test_what_has_become_wrong_since_it_was_proposed_is_not_approved(cast: Cast) -> None:
    one = propose(cast, valid_to=date(2026, 12, 31))
    other = propose(cast, valid_from=date(2026, 12, 1))
    approve(cast, one)

    with pytest.raises(BadInput, match="时间重叠"):
        approve(cast, other)


def test_what_holds_from_a_day_that_has_passed_is_tried_on_past_decisions_before_it_is_approved(
    cast: Cast,
) -> None:
    entry = propose(cast, valid_from=TODAY - timedelta(days=1))
    with pytest.raises(WrongState, match="先推算它对过去的决定有什么影响"):
        approve(cast, entry)
    trial = RuleTrial.objects.create(kind="replay", entry=entry, by_id=cast.security.person, at=NOW)
    with pytest.raises(WrongState):
        approve(cast, entry)

    RuleTrial.objects.filter(pk=trial.pk).update(status="done", result={})

    assert approve(cast, entry).status == "approved"


def test_a_day_that_passes_while_a_proposal_waits_makes_it_one_for_the_past(cast: Cast) -> None:
    entry = propose(cast)

    with pytest.raises(WrongState):
        approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW + timedelta(days=1))


def test_who_read_the_entry_before_the_same_rule_was_approved_in_another_form_reads_it_again(
    cast: Cast,
) -> None:
    entry, other = propose(cast), propose(cast, value=LINE | {"amount": "2500 元"}, region=COUNTY)
    seen = approvals()
    approve(cast, other)

    with pytest.raises(Stale):
        approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW, version=seen)

    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW, version=approvals())


def test_another_rule_approved_meanwhile_holds_nobody_up(cast: Cast) -> None:
    entry = propose(cast)
    seen = approvals()
    approve(cast, propose(cast, key="clock.T01", region=COUNTY, value=DECIDE | {"length": 5}))

    assert approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW, version=seen).status == "approved"


def test_proposals_for_the_same_days_know_of_each_other(cast: Cast) -> None:
    first = propose(cast, valid_to=date(2026, 12, 31))
    overlapping = propose(cast, valid_from=date(2026, 12, 31))
    later = propose(cast, valid_from=date(2027, 1, 1))
    propose(cast, region=COUNTY)

    assert list(rivals(first)) == [overlapping]
    assert list(rivals(overlapping)) == [first, later]
    assert list(rivals(later)) == [overlapping]


def test_an_entry_knows_which_one_it_would_correct(cast: Cast) -> None:
    wrong = approve(cast, propose(cast))
    right = propose(cast, value=LINE | {"amount": "2500 元"})

    assert replaced_by(right) == wrong
    assert replaced_by(propose(cast, valid_from=TODAY + timedelta(days=1))) is None


def test_a_county_may_not_take_back_what_its_province_entered(cast: Cast) -> None:
    approve(cast, propose(cast, key="clock.T01", region=PROVINCE, value=DECIDE | {"length": 5}))

    with pytest.raises(BadInput, match="长于上级规则的 5"):
        propose(cast, key="clock.T01", region=COUNTY, value=DECIDE | {"length": 6})


def test_what_two_people_did_stands_in_the_trail(cast: Cast) -> None:
    entry = approve(cast, propose(cast))
    withdrawn = propose(cast, region=COUNTY)
    withdraw_rule_entry(ref=withdrawn.ref, reason="写错了", by=cast.law_officer, now=NOW)

    told = AuditRow.objects.filter(subject_kind="rule_entry").order_by("pk")
    assert list(told.values_list("action", "subject_id", "person_id")) == [
        ("propose_rule_entry", entry.ref, cast.law_officer.person),
        ("approve_rule_entry", entry.ref, cast.security.person),
        ("propose_rule_entry", withdrawn.ref, cast.law_officer.person),
        ("withdraw_rule_entry", withdrawn.ref, cast.law_officer.person),
    ]


def test_the_rule_set_of_a_decision_is_kept_once_and_comes_back_whole(cast: Cast) -> None:
    before = book()
    assert rules.keep(before, NOW) == rules.keep(before, NOW) == before.hash
    approve(cast, propose(cast))
    rules.keep(book(), NOW)

    again = rules.kept(before.hash[:12])

    assert again is not None
    assert again.hash == before.hash != book().hash
    assert again.find("hardship.formula", TODAY, COUNTY) is None
    assert RuleSet.objects.count() == 2
    assert rules.kept("") is None
    assert rules.kept("no such set") is None


def test_the_app_can_never_change_a_rule_set_that_was_used(cast: Cast) -> None:
    rules.keep(book(), NOW)

    with pytest.raises(ProgrammingError), transaction.atomic():
        RuleSet.objects.update(entries=[])


def test_a_proposal_is_withdrawn_with_a_reason_and_then_done_with(cast: Cast) -> None:
    entry = propose(cast)
    with pytest.raises(BadInput):
        withdraw_rule_entry(ref=entry.ref, reason=" ", by=cast.security, now=NOW)

    withdraw_rule_entry(ref=entry.ref, reason="依据还没有公布", by=cast.security, now=NOW)

    entry.refresh_from_db()
    assert (entry.status, entry.reason) == ("withdrawn", "依据还没有公布")
    with pytest.raises(WrongState):
        approve(cast, entry)
    with pytest.raises(NotFound):
        withdraw_rule_entry(ref="000000000", reason="没有这一条", by=cast.security, now=NOW)


def test_within_one_request_all_questions_have_one_rule_book_for_one_query(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    entry = propose(cast)
    with one_book(), django_assert_num_queries(1):
        assert book() is book()
    with one_book():
        before = book()
        approve(cast, entry)
        assert book() is before
    assert book() is not before


def test_an_entry_that_a_new_release_contradicts_is_left_out_and_named(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    entry = approve(cast, propose(cast, key="clock.T01", region=COUNTY, value=DECIDE | {"length": 5}))
    kept = approve(cast, propose(cast))
    (tmp_path / "national").mkdir()
    (tmp_path / "national" / "shorter.yaml").write_text(
        "clock.T01:\n  - value: {name: 审查决定, duty: office, length: 3, unit: D, roll: true, starts: 收到申请}\n"
        "    from: 2022-01-01\n    basis: 新法\n    mark: ✔\n",
        encoding="utf-8",
    )
    settings.RULES_DIRS = [tmp_path]

    assert clock("T01", TODAY, COUNTY, book()).length == 3
    assert book().find("hardship.formula", TODAY, COUNTY) is not None
    assert rules.left_out([entry, kept]) == {
        entry.ref: "“clock.T01”长于全国规则的 3：地方只能缩短机构的办理期限"
    }
