"""The rules of law, open to anybody: by subject, for a place and a day, each with its article, mark and history."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fayuan.law.rules import national
from fayuan.law.subjects import SUBJECTS, in_force
from fayuan.matters.models import RuleTrial
from fayuan.matters.rulemaking import approve_rule_entry, propose_rule_entry

from cast import NOW, Cast

TODAY = NOW.date()
HERE = {"place": "970102", "on": "2026-06-12"}
LINE = {
    "name": "云岭省经济困难标准",
    "article": "云岭省法律援助条例 9",
    "base": "fixed",
    "amount": "2400 元",
    "below": False,
}


def read(client: Client, name: str, *args: str, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def enter(cast: Cast, valid_from: date = TODAY, amount: str = "2400 元") -> None:
    given: dict[str, Any] = {
        "key": "hardship.formula",
        "region": "970000",
        "value": LINE | {"amount": amount},
        "valid_from": valid_from,
        "valid_to": None,
        "basis": "云岭省法律援助条例 9",
        "mark": "✔",
    }
    entry = propose_rule_entry(**given, by=cast.law_officer, now=NOW)
    RuleTrial.objects.create(  # of a rule from a past day somebody has looked at what it does
        kind="replay", entry=entry, status="done", result={}, by_id=cast.law_officer.person, at=NOW
    )
    approve_rule_entry(ref=entry.ref, by=cast.security, now=NOW)


def test_the_first_page_names_every_subject_and_what_the_place_has_not_on_record(
    client: Client, cast: Cast
) -> None:
    shown = read(client, "law", **HERE)

    for subject in SUBJECTS:
        assert subject.title in shown
    assert "云岭省白石市石桥县" in shown
    assert "经济困难标准：本地标准未录入" in shown
    assert "还没有核对，以正式文本为准" in shown


def test_every_rule_in_force_stands_under_its_subject_with_article_and_mark(
    client: Client, cast: Cast
) -> None:
    for subject in SUBJECTS:
        shown = read(client, "law_subject", subject.name, **HERE)
        for entry in in_force(subject, date(2026, 6, 12), "970102", national()):
            assert f'id="{entry.key}"' in shown
            assert entry.basis in shown


def test_a_time_limit_is_told_in_plain_words(client: Client, cast: Cast) -> None:
    shown = read(client, "law_rule", "clock.T01", **HERE)

    assert "7日；最后一天是休息日的，顺延到下一个工作日" in shown
    assert "法律援助法 43" in shown
    assert "✔ 已核对原文" in shown
    assert "2022年1月1日起" in shown


def test_what_nobody_has_verified_says_so(client: Client, cast: Cast) -> None:
    assert "待核实" in read(client, "law_rule", "group_case.threshold")


def test_an_entered_rule_is_shown_at_once_with_its_earlier_version(client: Client, cast: Cast) -> None:
    assert client.get(reverse("law_rule", args=["hardship.formula"]), HERE).status_code == 200
    enter(cast, date(2026, 1, 1), "2300 元")
    enter(cast)

    shown = read(client, "law_rule", "hardship.formula", **HERE)

    assert shown.index("2400 元") < shown.index("别的版本") < shown.index("2300 元")
    assert "2026年1月1日至2026年6月11日" in shown
    assert "本平台录入，两人核准" in shown


def test_a_rule_is_found_by_words_and_leads_to_its_page(client: Client, cast: Cast) -> None:
    shown = read(client, "law", q="审查决定", **HERE)

    assert "写到“审查决定”的规定" in shown
    assert f"{reverse('law_rule', args=['clock.T01'])}?place=970102&amp;on=2026-06-12" in shown
    assert 'value="审查决定"' in shown


def test_a_search_that_finds_nothing_says_what_to_try(client: Client, cast: Cast) -> None:
    shown = read(client, "law", q="月球登陆")

    assert "没有找到。换一个词" in shown
    assert "援助范围" in shown


def test_a_place_given_by_its_code_stands_in_the_form_by_its_name(client: Client, cast: Cast) -> None:
    shown = read(client, "law", **HERE)

    assert 'value="石桥县"' in shown
    assert 'value="2026-06-12"' in shown


def test_the_line_of_a_place_stands_there_with_its_arithmetic(client: Client, cast: Cast) -> None:
    for name, key in (("law_rule", "hardship.formula"), ("law_subject", "hardship")):
        assert "本地标准未录入，待核实" in read(client, name, key, **HERE)
    enter(cast)

    assert "当地标准是每人每月不高于 2400 元" in read(client, "law_rule", "hardship.formula", **HERE)


def test_on_another_day_another_version_holds(client: Client, cast: Cast) -> None:
    enter(cast, date(2026, 1, 1), "2300 元")
    enter(cast)

    shown = read(client, "law_subject", "hardship", place="970102", on="2026-03-01")

    assert "2300 元" in shown
    assert "2400 元" not in shown


def test_a_rule_that_does_not_hold_here_names_the_places_where_it_does(client: Client, cast: Cast) -> None:
    shown = read(client, "law_rule", "hardship.formula", **HERE)

    assert "这一天这个地方没有这一条" in shown
    assert "上海市" in shown


def test_a_place_is_found_by_its_name_and_where_there_are_two_one_chooses(client: Client, cast: Cast) -> None:
    assert "云岭省白石市石桥县" in read(client, "law", place="石桥县")

    shown = read(client, "law", place="朝阳")
    assert "叫这个名字的地方不止一个" in shown
    assert "?place=110105&amp;on=2026-06-12" in shown


@pytest.mark.parametrize(
    ("asked", "says"),
    [({"place": "无名岛"}, "没有找到这个地方"), ({"on": "后天"}, "日期写成2026-06-12这样")],
)
def test_what_cannot_be_read_is_named_and_the_nation_of_today_is_shown(
    client: Client, cast: Cast, asked: dict[str, str], says: str
) -> None:
    shown = read(client, "law", **asked)

    assert says in shown
    assert "全国" in shown
    assert "2026年6月12日" in shown


@pytest.mark.parametrize(("name", "argument"), [("law_subject", "weather"), ("law_rule", "nothing.known")])
def test_what_no_rule_book_knows_is_not_found(client: Client, cast: Cast, name: str, argument: str) -> None:
    assert client.get(reverse(name, args=[argument])).status_code == 404


@pytest.mark.parametrize("name", ["law", "law_subject", "law_rule"])
def test_each_page_needs_few_queries_however_many_rules_it_shows(
    client: Client, cast: Cast, django_assert_max_num_queries: Any, name: str
) -> None:
    args = {"law": [], "law_subject": ["deadlines"], "law_rule": ["clock.T01"]}[name]

    with django_assert_max_num_queries(6):  # the newest entry, the place with those above it, the names
        client.get(reverse(name, args=args), HERE)
