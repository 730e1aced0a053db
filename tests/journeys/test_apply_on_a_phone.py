"""Somebody who is owed wages applies on a cheap phone, from the first page to the receipt; scripts may be off."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fayuan.people.identity import id_check_letter

from browsing import Open, barriers, faults, go_on, keep_picture

pytestmark = pytest.mark.journey
Step = Callable[[Page], None]
NUMBER = "97010219880420125"
MOST_PAGES = 15


def tick(label: str) -> Step:
    return lambda page: page.get_by_label(label).first.check()


def write(name: str, text: str) -> Step:
    return lambda page: page.locator(f"[name={name}]").fill(text)


def nothing(page: Page) -> None:
    """A page that need not be filled."""


ANSWERS: dict[str, Step] = {
    "whom": tick("给我自己"),
    "contact": tick("安全，可以打电话、发短信"),
    "what": tick("欠了工钱"),
    "place": lambda page: page.locator("[name=place]").select_option("970102"),
    "way": tick("还没有找仲裁"),
    "opponent": write("opponent", "某建筑劳务公司"),
    "story": write("story", "3月到8月在工地做木工，五个月工钱31200元，只给了8000元。"),
    "claim": write("claim", "23,200"),
    "deadline": nothing,
    "groups": tick("进城务工人员"),
}


def sign_in(page: Page, phone: str) -> None:
    """By the code that the demonstration shows, since nobody receives texts there."""
    page.get_by_label("您的手机号").fill(phone)
    go_on(page, page.get_by_role("button", name="发验证码"))
    told = page.get_by_role("status").filter(has_text="验证码").inner_text()
    found = re.search(r"\d{6}", told)
    assert found is not None
    page.get_by_label("验证码").fill(found[0])
    go_on(page, page.get_by_role("button", name="登录", exact=True))


def answer_all(page: Page, look: Callable[[Page], None]) -> int:
    """Answer page after page as they come; papers are not at hand. Gives how many there were."""
    for count in range(MOST_PAGES):
        key = page.url.rstrip("/").rpartition("/")[2]
        look(page)
        if key == "check":
            return count
        ANSWERS.get(key, tick("我现在没有这个"))(page)
        go_on(page, page.get_by_role("button", name="保存，继续"))
    raise AssertionError("the questions do not end")


@pytest.mark.parametrize(
    ("scripts", "elder", "phone"),
    [(True, False, "13700000021"), (False, False, "13700000022"), (True, True, "13700000023")],
)
def test_wages_are_claimed_in_at_most_fifteen_pages(
    sit_down: Open, settings: Any, scripts: bool, elder: bool, phone: str
) -> None:
    settings.DEMO = True
    page = sit_down(None, width=360, height=640, java_script_enabled=scripts)
    name = f"apply-{'scripts' if scripts else 'plain'}{'-elder' if elder else ''}"
    page.goto("/")
    if elder:
        go_on(page, page.get_by_role("link", name="长辈版"))
    go_on(page, page.get_by_role("link", name=re.compile("^申请法律援助")))
    go_on(page, page.get_by_role("link", name="用手机号登录，开始填写"))
    sign_in(page, phone)
    go_on(page, page.get_by_role("button", name="开始填写"))
    page.get_by_label("姓名").fill("吴某")
    page.get_by_label("身份证号").fill(NUMBER + id_check_letter(NUMBER))
    go_on(page, page.get_by_role("button", name="保存，继续"))

    def seen(shown: Page) -> None:
        keep_picture(shown, f"{name}/{shown.url.rstrip('/').rpartition('/')[2]}")
        if scripts:
            assert not barriers(shown)
            assert not faults(shown)

    assert answer_all(page, seen) + 2 <= MOST_PAGES  # with the page on who one is, and the check
    page.get_by_label("我说的都是真的。").check()
    go_on(page, page.get_by_role("button", name="提交法律援助申请"))
    expect(page.locator("h1")).to_have_text("吴某，您的申请已收到")
    keep_picture(page, f"{name}/receipt")
    expect(page.locator("main")).to_contain_text(re.compile(r"石援申字〔\d{4}〕第\d+号"))
    go_on(page, page.get_by_role("link", name="查看进度"))
    expect(page.locator("main")).to_contain_text("您交了申请")
