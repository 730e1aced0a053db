"""What everybody may read without signing in: the home page, whether one is entitled, what to bring, where to go."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cast import Cast

FIVE_DAYS = """\
clock.T01:
  - value: {name: 审查决定, duty: office, length: 5, unit: D, roll: true, starts: 收到法律援助申请}
    from: 2025-01-01
    basis: 云岭省试行 1
    mark: 待核实
"""
QUESTIONS: dict[str, dict[str, Any]] = {
    "what": {"kind": "wages"},
    "place": {"place": "970102"},
    "way": {"way": "before_arbitration"},
    "groups": {"groups": "migrant_worker"},
    "age": {"age": "35"},
}


def ask(client: Client, answers: dict[str, dict[str, Any]]) -> str:
    """Go through the questions as a browser does, hidden fields and all; gives the page with the answer."""
    page = client.get("/my/entitled/").content.decode()
    while (asked := re.findall(r'name="answered" value="(\w+)">\n', page)) and "重新回答" not in page:
        carried: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page):
            carried.setdefault(name, []).append(value)
        answer = client.post("/my/entitled/", carried | answers[asked[-1]])
        assert answer.status_code == 200
        page = answer.content.decode()
    return page


@pytest.mark.parametrize(
    "address", ["/", "/my/apply/", "/my/entitled/", "/my/guide/", "/my/offices/", "/my/sign-in/"]
)
def test_it_opens_for_everybody_with_one_heading_and_no_name_in_its_title(
    client: Client, cast: Cast, address: str
) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.content.decode().count("<h1>") == 1


def test_the_home_page_has_two_doors_and_the_hotline(client: Client, cast: Cast) -> None:
    page = client.get("/").content.decode()
    for words in ("申请法律援助", "查我的申请", "12348", "找最近的法律援助点"):
        assert words in page


def test_a_migrant_worker_is_told_that_income_is_not_asked_what_to_bring_and_where(
    client: Client, cast: Cast
) -> None:
    page = ask(client, QUESTIONS)
    for words in ("看来可以申请", "法律援助法 42(3)", "身份证明", "7日内", "石桥县法律援助中心", "不是决定"):
        assert words in page, words


def test_without_a_local_number_a_person_is_said_to_judge(client: Client, cast: Cast) -> None:
    income = {"own_income": "3000", "household_size": "1", "others_income": ""}
    page = ask(client, QUESTIONS | {"groups": {}, "income": income})
    assert "由工作人员判断" in page


def test_what_is_not_covered_is_said_with_another_way(client: Client, cast: Cast) -> None:
    answers = QUESTIONS | {
        "what": {"kind": "other"},
        "subject": {"other_subject": "other"},
        "way": {"way": "before_court"},
        "income": {"own_income": "0", "household_size": "1", "others_income": ""},
    }
    page = ask(client, answers)
    assert "可能不在范围内" in page
    assert "免费咨询" in page


def test_nothing_about_the_answers_is_kept(client: Client, cast: Cast) -> None:
    ask(client, QUESTIONS)
    assert not client.session.items()


def test_offices_are_found_by_the_name_of_a_place(client: Client, cast: Cast) -> None:
    page = client.get("/my/offices/", {"place": "松岭"}).content.decode()
    assert "松岭县法律援助中心" in page
    assert "石桥县法律援助中心" not in page
    assert "没有找到这个地方" in client.get("/my/offices/", {"place": "北京"}).content.decode()


def test_the_guide_takes_its_days_from_the_law(client: Client, cast: Cast) -> None:
    page = client.get("/my/guide/").content.decode()
    assert "收到申请之日起7日内" in page
    assert "同意之日起3日内" in page


def test_every_line_of_the_guide_leads_to_the_rule_that_says_it(client: Client, cast: Cast) -> None:
    page = client.get("/my/guide/?place=970102").content.decode()
    rules = set(re.findall(r'href="/law/rule/([\w.]+)/\?place=970102', page))
    kinds = {"scope", "exempt", "no_means_test", "clock", "standing", "jurisdiction", "urgency", "fees"}
    assert {rule.partition(".")[0] for rule in rules} >= kinds
    assert {"clock.T01", "clock.T02", "clock.T04", "clock.T12", "clock.T14", "clock.C01"} <= rules
    for rule in sorted(rules):
        assert client.get(f"/law/rule/{rule}/?place=970102").status_code == 200


def test_the_guide_says_what_the_place_says_and_where_to_complain_there(
    client: Client, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "regions" / "970000"
    folder.mkdir(parents=True)
    (folder / "days.yaml").write_text(FIVE_DAYS, encoding="utf-8")
    settings.RULES_DIRS = [tmp_path]
    assert "收到申请之日起7日内" in client.get("/my/guide/").content.decode()
    page = client.get("/my/guide/?place=970102").content.decode()
    for words in ("收到申请之日起5日内", "云岭省试行 1", "石桥县法律援助中心", "石桥县司法局"):
        assert words in page, words


def test_citizens_are_not_led_to_a_desk_and_staff_are(client: Client, cast: Cast) -> None:
    client.force_login(cast.account("applicant"))
    assert client.get("/").status_code == 200
    client.force_login(cast.account("lawyer"))
    assert client.get("/").status_code == 302
