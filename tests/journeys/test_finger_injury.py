"""The matter of the injured finger, from a question at the window to a submitted closing, driven in a browser.

Each person sits at their own browser; nothing is known but what the pages show.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from fayuan.core import clock
from fayuan.web.shared.dates import local_day

from browsing import Open, go_on, keep_picture

pytestmark = pytest.mark.journey
ID_NUMBERS = {390: "970102198804201239", 1440: "970102198804201255"}


@dataclass
class Way:
    """The way of the matter through the desks: who sits down, and what has been seen on the way."""

    sit_down: Open
    width: int

    def page(self, person: str, address: str) -> Page:
        page = self.sit_down(person, width=self.width)
        page.goto(address)
        return page

    def send(self, page: Page, button: str, picture: str) -> None:
        """A picture of the filled page, then the one button."""
        keep_picture(page, f"finger-injury-{self.width}/{picture}")
        go_on(page, page.get_by_role("button", name=button, exact=True))


@pytest.mark.parametrize("width", [390, 1440])
def test_a_finger_is_injured_and_the_award_is_won(sit_down: Open, width: int) -> None:
    way = Way(sit_down, width)
    question = f"手指被机器轧伤，没有构成伤残等级，怎么索赔（{width}）"
    ask(way, question)
    matter = apply(way, question)
    for step in (receive, examine, grant, assign):
        step(way, matter)
    accept(way, matter)
    case = handle(way, matter)
    follow(way)
    close(way, case)
    page = way.page("closing_reviewer", f"/desk/matters/{matter}/")
    keep_picture(page, f"finger-injury-{width}/99-closing")
    expect(page.locator("body")).to_contain_text("结案")


def ask(way: Way, question: str) -> None:
    """The duty lawyer answers at the window and advises to apply."""
    page = way.page("duty_lawyer", "/desk/consultations/new/")
    page.get_by_label("窗口").check()
    page.get_by_label("问了什么").fill(question)
    page.get_by_label("怎样解答的").fill("可按工伤主张医疗费和停工留薪期工资")
    page.get_by_label("建议申请法律援助").check()
    page.get_by_label("姓名").fill("李某")
    page.get_by_label("身份证号").fill(ID_NUMBERS[way.width])
    page.get_by_label("手机").fill("139 0000 0088")
    page.get_by_label("可以打电话").check()
    page.get_by_label("可以发短信").check()
    way.send(page, "登记这次咨询", "01-consultation")


def apply(way: Way, question: str) -> str:
    """The clerk makes an application of it without typing the story again; gives the matter's reference."""
    page = way.page("clerk", "/desk/consultations/")
    go_on(page, page.get_by_role("row").filter(has_text=question[:30]).get_by_role("link").first)
    go_on(page, page.get_by_role("link", name="代填申请，不用重说一遍"))
    expect(page.get_by_label("事情经过")).to_have_value(question)
    page.get_by_label("进城务工人员").check()
    page.get_by_label("事项", exact=True).select_option("work_injury")
    page.get_by_label("仲裁", exact=True).check()
    page.get_by_label("哪类机关处理").select_option("labour_arbitration")
    page.get_by_label("机关在哪里").select_option(label="石桥县")
    page.get_by_label("要求的金额").fill("18,600")
    page.get_by_label(re.compile("^对方")).fill("某机械公司")
    for paper in ("法律援助申请表", "身份证明", "属于免予核查人员的证明", "与申请事项有关的案件材料"):
        page.get_by_label(paper, exact=True).check()
    way.send(page, "提交法律援助申请", "02-application")
    return page.url.rstrip("/").rpartition("/")[2]


def receive(way: Way, matter: str) -> None:
    """The clerk gives the receipt."""
    page = way.page("clerk", f"/desk/matters/{matter}/receive/")
    way.send(page, "受理，出具凭证", "03-receive")
    expect(page.locator("body")).to_contain_text("申请材料接收凭证")


def examine(way: Way, matter: str) -> None:
    """The examiner proposes to grant."""
    page = way.page("examiner", f"/desk/matters/{matter}/examine/")
    page.get_by_label("建议给予法律援助").check()
    way.send(page, "交审批", "04-examine")


def grant(way: Way, matter: str) -> None:
    """The approver grants."""
    page = way.page("approver", f"/desk/matters/{matter}/decide/")
    page.get_by_label("给予法律援助", exact=True).check()
    way.send(page, "作出决定", "05-decide")
    expect(page.locator("body")).to_contain_text("给予法律援助决定书")


def assign(way: Way, matter: str) -> None:
    """The assigner takes the lawyer for labour cases."""
    page = way.page("assigner", f"/desk/matters/{matter}/assign/")
    page.locator("select[name=somebody]").select_option(label=panel_entry(page, "高某"))
    way.send(page, "指派", "06-assign")
    expect(page.locator("body")).to_contain_text("指派通知书")


def panel_entry(page: Page, name: str) -> str:
    """The option of the panel that names this lawyer."""
    options = page.locator("select[name=somebody] option").all_text_contents()
    return next(option for option in options if name in option)


def accept(way: Way, matter: str) -> None:
    """The lawyer takes the case, in two taps."""
    page = way.page("lawyer", "/lawyer/offers/")
    go_on(page, the_one(page, matter))
    page.get_by_label("我和所在律所与对方没有利害关系").check()
    way.send(page, "接受", "07-accept")


def the_one(page: Page, matter: str) -> Locator:
    """The line of this matter: the lawyer may have others of the same kind."""
    return page.locator(f"main a[href*='/{matter}/']").filter(has_text="工伤").first


def handle(way: Way, matter: str) -> str:
    """Agreement and a line in the record; gives the address of the case."""
    page = way.page("lawyer", "/lawyer/cases/")
    go_on(page, the_one(page, matter))
    case = page.url
    keep_picture(page, f"finger-injury-{way.width}/08-case")
    page.goto(f"{case}agreement/")
    way.send(page, "已经和受援人签好", "09-agreement")
    page.goto(f"{case}log/")
    page.get_by_label("立案").first.check()
    page.get_by_label("简要记一下").fill("向仲裁委员会提交仲裁申请")
    way.send(page, "保存这条记录", "10-log")
    return case


def follow(way: Way) -> None:
    """Somebody else's phone shows nothing of it."""
    page = way.page("other_applicant", "/my/matters/")
    keep_picture(page, f"finger-injury-{way.width}/11-stranger")
    expect(page.locator("main")).not_to_contain_text("工伤")


def close(way: Way, case: str) -> None:
    """The award has come: the lawyer hands in the closing set."""
    page = way.page("lawyer", f"{case}close/")
    page.get_by_label("部分胜诉").check()
    page.get_by_label("结案的文书").fill("仲裁裁决书")
    today = local_day(clock.now())
    for part, value in (("年", today.year), ("月", today.month), ("日", today.day)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("挽回或者取得的金额").fill("15200")
    for box in page.locator("input[name=papers]").all():
        box.check()
    way.send(page, "提交结案材料", "12-close")
