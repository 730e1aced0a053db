"""Two officers tell of one notice at the same time: the second sees what the first told beside what they typed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from fayuan.assignment.operations import assign_lawyer
from fayuan.core import clock
from fayuan.intake.models import CounselReport, NoticeChange
from fayuan.matters.models import Matter

import steps
from cast import NOW, Cast

ROW = re.compile(
    r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)(?:<span class="hint block-line">(.*?)</span>)?</td>'
)
MINUTE = timedelta(minutes=1)
OPENED = NOW + timedelta(hours=2)
Typed = dict[str, Any]


class Officer:
    """A browser at the court, with a form open since `OPENED`."""

    def __init__(self, cast: Cast, matter: Matter, key: str) -> None:
        self.client, self.address = Client(), f"/authority/notices/{matter.ref}/{key}/"
        self.client.force_login(cast.account("court_officer"))
        with clock.at(OPENED):
            opened = self.client.get(self.address)
        assert opened.status_code == 200
        self.hidden = hidden_of(opened)

    def send(self, after: int, typed: Typed) -> HttpResponse:
        """The answer to the form, sent so many minutes later."""
        with clock.at(OPENED + after * MINUTE):
            return self.client.post(self.address, {**self.hidden, **typed})


def hidden_of(answer: HttpResponse) -> Typed:
    fields = answer.context["form"].hidden_fields()
    return {field.html_name: str(field.value() or "") for field in fields}


def on(day: int) -> Typed:
    return {"on_year": "2026", "on_month": "6", "on_day": str(day)}


def notified(cast: Cast) -> Matter:
    """A notice with a lawyer assigned, of which an officer may tell something."""
    given = {"lawyer": cast.people["defender"].pk, "by": cast.assigner}
    return assign_lawyer(ref=steps.notified(cast).ref, **given, now=NOW + timedelta(hours=1))


CASES = {
    "change": (
        {"what": "hearing", "place": "第三法庭", "measure": "", **on(25)},
        {"what": "hearing", "place": "第一法庭", "measure": "", **on(26)},
        {
            ("新的羁押地点或者法庭", "第一法庭", "第三法庭"),
            ("从哪一天起（开庭的，写开庭日期）", "6月26日", "6月25日"),
        },
    ),
    "own-lawyer": (
        {"name": "甲律师，某所", **on(11)},
        {"name": "乙律师，某所", **on(11)},
        {("律师姓名和所在律师事务所", "乙律师，某所", "甲律师，某所")},
    ),
    "refused": (
        {"reason": "与被害人相识", **on(11)},
        {"reason": "没有来会见", **on(10)},
        {("拒绝的理由", "没有来会见", "与被害人相识"), ("哪一天提出的", "6月10日", "6月11日")},
    ),
}


@pytest.mark.parametrize("key", CASES)
def test_both_values_stand_side_by_side_and_the_second_decides(cast: Cast, key: str) -> None:
    theirs, mine, differ = CASES[key]
    matter = notified(cast)
    one, other = Officer(cast, matter, key), Officer(cast, matter, key)
    assert one.send(1, theirs).status_code == 302
    answer = other.send(2, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    found = {(words, typed, stands) for words, typed, stands, says in ROW.findall(page) if says}
    assert found == differ
    assert cast.people["court_officer"].name in page


def test_nothing_of_the_stale_form_was_told_until_it_is_sent_again(cast: Cast) -> None:
    theirs, mine, _differ = CASES["change"]
    matter = notified(cast)
    one, other = Officer(cast, matter, "change"), Officer(cast, matter, "change")
    one.send(1, theirs)
    answer = other.send(2, mine)
    assert list(NoticeChange.objects.values_list("value", flat=True)) == ["第三法庭"]
    other.hidden = dict(
        re.findall(r'<input type="hidden" name="(seen_\w+|once_key)" value="(.*?)"', answer.content.decode())
    )
    assert other.send(3, mine).status_code == 302
    assert list(NoticeChange.objects.order_by("id").values_list("value", flat=True)) == [
        "第三法庭",
        "第一法庭",
    ]


def test_what_a_colleague_told_in_another_form_stands_in_the_news_alone(cast: Cast) -> None:
    matter = notified(cast)
    one, other = Officer(cast, matter, "change"), Officer(cast, matter, "own-lawyer")
    one.send(1, CASES["change"][0])
    page = other.send(2, CASES["own-lawyer"][1]).content.decode()
    assert "您打开以后的变化" in page
    assert "第三法庭" in page
    assert ROW.findall(page) == []
    assert not CounselReport.objects.exists()
