"""Rules entered in the product: the pages on which one person proposes and another approves, and what if."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from fayuan.core.models import AuditRow
from fayuan.intake import trials
from fayuan.law.shapes import SHAPES
from fayuan.matters.models import RuleEntry, RuleTrial
from fayuan.matters.rulemaking import approve_rule_entry
from fayuan.matters.rules import book
from fayuan.web.admin.rule_items import items, shown, typed

import steps
from cast import NOW, Cast

PROVINCE = "970000"
LINE = {
    "item_name": "云岭省经济困难标准",
    "item_article": "云岭省法律援助条例 9",
    "item_base": "fixed",
    "item_amount": "2,400",
    "item_below": "no",
}
ENTRY = {
    "valid_from_year": "2026",
    "valid_from_month": "6",
    "valid_from_day": "12",
    "basis": "云岭省法律援助条例 9",
    "mark": "✔",
    "once_key": "k",
}


def propose(
    browser: Client, key: str = "hardship.formula", region: str = PROVINCE, **typed: Any
) -> HttpResponse:
    return browser.post(reverse("admin:propose_rule", args=[key, region]), {**LINE, **ENTRY, **typed})


def read(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_an_entry_is_proposed_by_one_and_approved_by_another(
    law_officer: Client, security: Client, cast: Cast
) -> None:
    answer = propose(law_officer)
    entry = RuleEntry.objects.get()
    assert answer["Location"] == reverse("admin:rule_entry", args=[entry.ref])
    assert (entry.value["amount"], entry.value["below"], entry.valid_to) == ("2400 元", False, None)

    mine, theirs = law_officer.get(answer["Location"]), security.get(answer["Location"])
    assert "两人核准" not in read(mine)
    assert "自己提出的，请另一位核准" in read(mine)
    assert "去核准" in read(theirs)
    security.post(reverse("admin:approve_rule", args=[entry.ref]), {"once_key": "k"})

    assert book().value("hardship.formula", NOW.date(), "970102").source == entry.ref
    assert "已施行" in read(law_officer.get(reverse("admin:rules")))


def test_the_rule_in_force_stands_in_the_form_so_that_only_what_changes_is_typed(law_officer: Client) -> None:
    shown_now = read(law_officer.get(reverse("admin:propose_rule", args=["clock.T01", "970102"])))

    assert 'value="审查决定"' in shown_now
    assert "申请人补充材料或者作出说明的时间" in shown_now
    assert re.search(r'<option value="D" selected', shown_now)


def test_what_the_rules_refuse_is_said_beside_what_was_typed(law_officer: Client) -> None:
    typed_in = {
        "item_name": "审查决定",
        "item_duty": "office",
        "item_unit": "D",
        "item_length": "9",
        "item_roll": "yes",
        "item_starts": "收到申请",
    }

    told = read(propose(law_officer, "clock.T01", "970102", **typed_in), 422)

    assert "长于全国规则的 7：地方只能缩短机构的办理期限" in told
    assert 'value="9"' in told
    assert not RuleEntry.objects.exists()


def test_a_rule_is_chosen_by_name_and_place(law_officer: Client) -> None:
    address = reverse("admin:choose_rule")
    known = law_officer.get(address, {"rule": "hardship.formula", "place": "石桥县"})
    new = law_officer.get(address, {"rule": "scope.+", "name": "school_bullying", "place": ""})

    assert known["Location"] == reverse("admin:propose_rule", args=["hardship.formula", "970102"])
    assert new["Location"] == reverse("admin:propose_rule", args=["scope.school_bullying", "000000"])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"rule": "scope.+", "name": "", "place": ""}, "新增的规则要有代号"),
        ({"rule": "hardship.formula", "place": "上海市"}, "本省没有这个地方"),
        ({"rule": "", "place": ""}, "请选一项：哪一条规则"),
    ],
)
def test_what_cannot_be_entered_is_said_when_choosing(
    law_officer: Client, asked: dict[str, str], says: str
) -> None:
    assert says in read(law_officer.get(reverse("admin:choose_rule"), asked))


@pytest.mark.parametrize(("key", "region"), [("nothing.known", PROVINCE), ("clock.T01", "310000")])
def test_a_rule_or_a_place_that_is_not_ours_is_not_found(law_officer: Client, key: str, region: str) -> None:
    assert law_officer.get(reverse("admin:propose_rule", args=[key, region])).status_code == 404


def test_every_kind_of_rule_can_be_entered_and_comes_back_as_it_was(cast: Cast) -> None:
    rules = book()
    for entry in rules.entries():
        for item in items(entry.key, rules):
            if item.name in entry.value:
                value = entry.value[item.name]
                again = typed(item, shown(item, value))
                assert again == (list(value) if item.kind in ("listed", "texts") else _thawed(value))
    assert all(items(f"{kind}.new", rules) or items(kind, rules) for kind in SHAPES)


def _thawed(value: Any) -> Any:
    return [list(group) for group in value] if isinstance(value, tuple) else value


def test_the_effect_stands_beside_the_proposal_once_it_is_worked_out(law_officer: Client, cast: Cast) -> None:
    steps.granted(cast)
    entry_address = propose(law_officer)["Location"]
    entry = RuleEntry.objects.get()
    assert "还没有推算" in read(law_officer.get(entry_address))

    law_officer.post(reverse("admin:try_rule", args=[entry.ref]), {"once_key": "t"})
    waiting = read(law_officer.get(entry_address))
    assert "排队中" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    for trial in RuleTrial.objects.all():
        trials.answer(trial.pk)

    told = read(law_officer.get(entry_address))
    assert "看了1件已经作出的决定，结论会不同的有0件" in told
    assert "标准由每人每月0 元变为2400 元" in told
    assert "家庭是合成的，不是任何真实家庭" in told
    assert "every 2s" not in told


def test_a_proposal_is_turned_down_with_a_reason(law_officer: Client, security: Client) -> None:
    entry_address = propose(law_officer)["Location"]
    entry = RuleEntry.objects.get()
    address = reverse("admin:withdraw_rule", args=[entry.ref])
    assert "请填写为什么" in read(security.post(address, {"once_key": "a"}), 422)

    security.post(address, {"reason": "依据还没有公布", "once_key": "b"})

    assert "依据还没有公布" in read(law_officer.get(entry_address))
    assert read(security.post(reverse("admin:approve_rule", args=[entry.ref]), {"once_key": "c"}), 409)


def test_another_line_is_tried_and_answered_in_words(law_officer: Client, cast: Cast) -> None:
    address = reverse("admin:what_if")
    assert "没有录入能推算的标准" in read(law_officer.get(address))
    propose(law_officer)
    approve_rule_entry(ref=RuleEntry.objects.get().ref, by=cast.security, now=NOW)
    assert "2400 元" in read(law_officer.get(address))

    answer = law_officer.post(
        f"{address}?place=石桥县", {"amount": "3000", "households": "10000", "once_key": "w"}
    )
    trial = RuleTrial.objects.get()
    assert answer["Location"] == reverse("admin:trial", args=[trial.ref])
    trials.answer(trial.pk)

    told = read(law_officer.get(answer["Location"]))
    assert "标准由每人每月2400 元变为3000 元" in told
    assert "老年人" in told
    assert "石桥县" in told


def test_a_rule_from_a_past_day_is_approved_only_after_its_effect_was_looked_at(
    law_officer: Client, security: Client, cast: Cast
) -> None:
    steps.granted(cast)
    address = propose(law_officer, valid_from_month="5")["Location"]
    entry = RuleEntry.objects.get()
    before = read(security.get(address))
    assert "这一条从已经过去的日子起生效" in before
    assert "先推算影响，再核准" in before
    assert "去核准" not in before
    approval = reverse("admin:approve_rule", args=[entry.ref])
    assert "请先推算它对过去的决定有什么影响" in read(security.post(approval, {"once_key": "a"}), 409)

    security.post(reverse("admin:try_rule", args=[entry.ref]), {"once_key": "t"})
    for trial in RuleTrial.objects.all():
        trials.answer(trial.pk)

    assert "去核准" in read(security.get(address))
    security.post(approval, {"once_key": "b"})
    entry.refresh_from_db()
    assert entry.status == "approved"


def test_who_approves_sees_rivals_and_what_would_be_corrected(law_officer: Client, security: Client) -> None:
    propose(law_officer)
    first = RuleEntry.objects.get()
    security.post(reverse("admin:approve_rule", args=[first.ref]), {"once_key": "a"})
    second = propose(law_officer, item_amount="2,500", once_key="k2")["Location"]
    third = propose(law_officer, item_amount="2,600", once_key="k3")["Location"]

    told = read(security.get(second))

    assert "核准以后，这一条代替它" in told
    assert reverse("admin:rule_entry", args=[first.ref]) in told
    assert "有效的日子相重叠，只能核准一条" in told
    assert third in told


def test_an_approval_of_what_was_read_before_another_approval_is_read_again(
    law_officer: Client, security: Client
) -> None:
    propose(law_officer)
    propose(law_officer, item_amount="2,500", once_key="k2")
    first, second = RuleEntry.objects.order_by("pk")
    address = reverse("admin:approve_rule", args=[second.ref])
    seen = re.search(r'name="seen_version" value="(\d+)"', read(security.get(address)))
    assert seen is not None
    security.post(reverse("admin:approve_rule", args=[first.ref]), {"once_key": "a"})

    again = read(security.post(address, {"once_key": "b", "seen_version": seen[1]}), 409)

    assert "又核准了同一条规则的另一个条目" in again
    fresh = dict(re.findall(r'name="(once_key|seen_version)" value="([^"]+)"', again))
    assert security.post(address, fresh).status_code == 302


def test_a_double_click_proposes_once(law_officer: Client) -> None:
    first, second = propose(law_officer), propose(law_officer)

    assert first["Location"] == second["Location"]
    assert RuleEntry.objects.count() == 1


def test_trials_are_asked_by_name_and_stand_in_the_trail(law_officer: Client, cast: Cast) -> None:
    propose(law_officer)
    entry = RuleEntry.objects.get()
    law_officer.post(reverse("admin:try_rule", args=[entry.ref]), {"once_key": "t"})
    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW)
    law_officer.post(reverse("admin:what_if"), {"amount": "3000", "households": "10000", "once_key": "w"})

    told = AuditRow.objects.filter(action__in=("try_rule_entry", "try_other_line")).order_by("pk")
    who = cast.law_officer.person
    assert list(told.values_list("action", "person_id")) == [("try_rule_entry", who), ("try_other_line", who)]


def test_a_what_if_that_changes_nothing_is_asked_again(law_officer: Client, cast: Cast) -> None:
    multiple = {"item_base": "minimum_wage", "item_amount": "", "item_multiple": "1"}
    propose(law_officer, **multiple)
    approve_rule_entry(ref=RuleEntry.objects.get().ref, by=cast.security, now=NOW)

    told = read(law_officer.post(reverse("admin:what_if"), {"households": "10000", "once_key": "w"}), 422)

    assert "请至少改一个数" in told
    assert "最低工资标准改成每月" in told


@pytest.mark.parametrize(("who", "status"), [("bureau_officer", 403), ("administrator", 404), ("clerk", 404)])
def test_others_make_no_rules(client: Client, cast: Cast, who: str, status: int) -> None:
    client.force_login(cast.account(who))

    for name in ("rules", "choose_rule", "what_if"):
        assert client.get(reverse(f"admin:{name}")).status_code == status


def test_the_list_needs_no_more_queries_for_more_entries(
    law_officer: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        propose(law_officer, once_key=f"k{number}")
    address = reverse("admin:rules")

    with django_assert_max_num_queries(14):
        assert read(law_officer.get(address)).count("云岭省经济困难标准") == 3
