"""Twelve people and what they come for, on a cheap phone: a small screen, a slow network, a slow processor."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from pdfminer.high_level import extract_text
from pictures import photo
from playwright.sync_api import Page, Route, expect
from test_apply_on_a_phone import ANSWERS, Step, nothing, sign_in, tick, write
from test_sign_on_a_phone import agreement_of, write_name
from weak_line import weak_line

from fayuan.assignment.operations import offer_choice
from fayuan.core import clock
from fayuan.dossier import jobs
from fayuan.dossier.operations import ask_signature
from fayuan.dossier.signatures import last_edition
from fayuan.intake.operations import ask_supplement, make_poster
from fayuan.matters.models import Matter
from fayuan.people.identity import id_check_letter
from fayuan.people.models import Lawyer, PhoneCode
from fayuan.web.shared.dates import local_day

import steps
from browsing import WALKED, Open, Site, go_on, keep_picture

pytestmark = pytest.mark.journey
MOST_PAGES = 23  # with signing in, the receipt and what is looked at afterwards
PHONE = {"width": 360, "height": 640}
NETWORK = {"offline": False, "latency": 60, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SLOWER = 2  # times, the processor
CHECK = "check"


@dataclass
class Walk:
    """One person's way: their page, how many pages they saw, since when."""

    page: Page
    name: str
    begun: float = field(default_factory=time.monotonic)
    pages: int = 0

    def look(self, name: str) -> None:
        """A picture, when somebody wants to look."""
        keep_picture(self.page, f"journeys/{self.name}/{name}")

    def answer(self, answers: dict[str, Step], most: int = 24) -> None:
        """Answer page after page until the check; papers are not at hand."""
        for _ in range(most):
            key = self.page.url.rstrip("/").rpartition("/")[2]
            if key == CHECK:
                return
            answers.get(key, tick("我现在没有这个"))(self.page)
            self.press("保存，继续")
        raise AssertionError(f"the questions do not end: {self.page.url}")

    def press(self, words: str) -> None:
        go_on(self.page, self.page.get_by_role("button", name=words, exact=True))

    def follow(self, words: str) -> None:
        go_on(self.page, self.page.get_by_role("link", name=re.compile(words)).first)

    def submit(self) -> None:
        """Hand the application in and read its number."""
        self.page.get_by_label("我说的都是真的。").check()
        self.press("提交法律援助申请")
        expect(self.page.locator("main")).to_contain_text(re.compile(r"石援申字〔\d{4}〕第\d+号"))


Begin = Callable[..., Walk]


@pytest.fixture
def begin(sit_down: Open, record_property: Callable[[str, object], None]) -> Iterator[Begin]:
    """Gives somebody's walk on a slow phone; its pages, which have a bound, and its seconds stand in the table."""
    walks: list[Walk] = []

    def begun(name: str, person: str | None = None, **given: Any) -> Walk:
        page = sit_down(person, **PHONE, **given)
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", NETWORK)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        walk = Walk(page, name)
        page.on("framenavigated", lambda frame: count(walk, frame is page.main_frame))
        walks.append(walk)
        return walk

    def count(walk: Walk, is_main: bool) -> None:
        walk.pages += is_main

    yield begun
    if walks:
        seconds = time.monotonic() - min(walk.begun for walk in walks)
        pages = sum(walk.pages for walk in walks)
        record_property(WALKED, (walks[0].name, pages, round(seconds, 1)))
        assert pages <= MOST_PAGES


@pytest.fixture
def now(settings: Any) -> datetime:
    """The server lives today; codes are shown since nobody receives texts here."""
    settings.DEMO = True
    Lawyer.objects.update(weekly_capacity=99)
    return clock.now()


def stand(make: Callable[[], Matter]) -> Matter:
    """A matter made by the operations, whole before the browser asks for it."""
    with transaction.atomic():
        return make()


def numbered(order: int, year: int = 1988) -> str:
    body = f"970102{year}0412{order:03d}"
    return body + id_check_letter(body)


def start(walk: Walk, phone: str, order: int) -> None:
    """From the first page through the code to the first question, as somebody new."""
    walk.page.goto("/")
    walk.follow("^申请法律援助")
    walk.follow("用手机号登录，开始填写")
    sign_in(walk.page, phone)
    walk.press("开始填写")
    introduce(walk, order)


def introduce(walk: Walk, order: int) -> None:
    walk.page.get_by_label("姓名").fill("吴某")
    walk.page.get_by_label("身份证号").fill(numbered(order))
    walk.press("保存，继续")


def test_wages_online_and_a_lawyer_of_ones_own_choice(site: Site, begin: Begin, now: datetime) -> None:
    matter = stand(lambda: steps.granted(site.cast, now))
    stand(lambda: offer_choice(ref=matter.ref, by=site.cast.assigner, now=clock.now()))
    walk = begin("wages", "applicant")
    walk.page.goto("/my/apply/")
    walk.press("开始填写")
    walk.answer(ANSWERS)
    walk.submit()
    walk.page.goto(f"/my/matters/{matter.ref}/")
    walk.follow("去选律师")
    walk.look("choose")
    walk.page.get_by_label(re.compile("高某")).check()
    walk.press("就这样选")
    expect(walk.page.locator("main")).to_contain_text("您选了律师，等律师答复")
    assert walk.pages <= 20


def already_chosen(page: Page) -> None:
    """The poster has said where."""
    expect(page.locator("[name=place]")).to_have_value("970102")


def test_an_injury_at_a_station_by_its_poster(site: Site, begin: Begin, now: datetime) -> None:
    poster = make_poster(agency=site.cast.agency.pk, place="城关镇工作站", by=site.cast.clerk, now=now)
    walk = begin("injury")
    walk.page.goto(f"/s/{poster.ref}/")
    walk.follow("用手机号登录，开始填写")
    sign_in(walk.page, "13700000101")
    walk.press("开始填写")
    introduce(walk, 101)
    walk.answer({**ANSWERS, "what": tick("干活受了伤"), "place": already_chosen})
    walk.submit()
    poster.refresh_from_db()
    assert (poster.opened, poster.drafts.filter(matter__isnull=False).count()) == (1, 1)


def test_the_mother_of_a_minor_suspect(begin: Begin, now: datetime) -> None:
    walk = begin("mother")
    start(walk, "13700000102", 102)

    def child(page: Page) -> None:
        page.locator("[name=other_name]").fill("吴小某")
        page.locator("[name=other_id_number]").fill(numbered(7, 2011))

    walk.answer(
        {
            **ANSWERS,
            "whom": tick("给未满18岁的孩子"),
            "other": child,
            "relation": tick("父母，或者监护人"),
            "what": tick("家人被抓、被起诉"),
            "way": tick("在公安机关，还在查"),
            "offence": write("offence", "盗窃"),
            "groups": nothing,
        }
    )
    walk.look("check")
    walk.submit()
    assert Matter.objects.latest("id").subject == "criminal_defence"


def test_violence_and_the_way_out(begin: Begin, now: datetime) -> None:
    walk = begin("violence")
    weather: list[str] = []

    def elsewhere(route: Route) -> None:
        weather.append(route.request.url)
        route.fulfill(body="晴")

    walk.page.context.route("**/*weather*/**", elsewhere)
    start(walk, "13700000103", 103)
    for answer in (tick("给我自己"), tick("都不安全"), tick("在家里挨打、受虐待")):
        answer(walk.page)
        walk.press("保存，继续")
    expect(walk.page.locator("main")).to_contain_text("先说怎样用这里才安全")
    walk.press("保存，继续")
    walk.page.locator("[name=place]").select_option("970102")
    for _ in range(3):
        walk.page.keyboard.press("Shift")
    walk.page.wait_for_url("**weather**")
    assert weather
    walk.page.goto("/my/matters/")
    expect(walk.page.locator("h1")).to_have_text("用手机号登录")


def test_large_letters_and_two_doors(begin: Begin, now: datetime) -> None:
    walk = begin("elder")
    walk.page.goto("/")
    walk.follow("长辈版")
    size = walk.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 22
    doors = walk.page.locator(".task")
    assert doors.count() == 2
    boxes = [door.bounding_box() for door in doors.all()]
    assert all(box is not None and box["height"] >= 60 for box in boxes)
    start(walk, "13700000104", 104)
    walk.answer(ANSWERS)
    walk.look("check")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert walk.page.evaluate(wide) <= 0
    walk.submit()


def test_forty_eight_by_a_list(begin: Begin, now: datetime) -> None:
    rows = [f"工友{order},{numbered(order, 1979)},139{order:08d}" for order in range(300, 347)]
    listed = "\n".join(("姓名,身份证号,电话", *rows)).encode()
    given = {"name": "名单.csv", "mimeType": "text/csv", "buffer": listed}
    walk = begin("group")
    start(walk, "13700000105", 105)

    def members(page: Page) -> None:
        page.locator("[name=member_file]").set_input_files(given)

    walk.answer({**ANSWERS, "whom": tick("给我和别人，同一件事"), "members": members})
    expect(walk.page.locator("main")).to_contain_text("47人")
    walk.submit()
    assert Matter.objects.latest("id").member_count == 48


def test_on_a_second_device(begin: Begin, now: datetime) -> None:
    first, phone = begin("second-device"), "13700000106"
    start(first, phone, 106)
    for key in ("whom", "contact", "what"):
        ANSWERS[key](first.page)
        first.press("保存，继续")
    second = begin("second-device")
    second.page.goto("/my/apply/")
    second.follow("用手机号登录，开始填写")
    PhoneCode.objects.update(sent_at=now - timedelta(hours=1))  # a second code within the minute is refused
    sign_in(second.page, phone)
    second.follow("开始填的申请")
    assert second.page.url.endswith("/place/")
    ANSWERS["place"](second.page)
    second.press("保存，继续")
    assert second.page.url.endswith("/way/")


def test_the_network_is_cut_in_the_middle_of_a_form(begin: Begin, now: datetime) -> None:
    walk = begin("cut")
    start(walk, "13700000107", 107)
    for key in ("whom", "contact", "what", "place", "way", "opponent"):
        ANSWERS[key](walk.page)
        walk.press("保存，继续")
    told = "8月以后就没有发过工钱，老板电话打不通。"
    walk.page.locator("[name=story]").fill(told)
    walk.page.context.set_offline(True)
    walk.page.get_by_role("button", name="保存，继续", exact=True).click()
    expect(walk.page.get_by_role("alert")).to_contain_text("没有网络，还没有交上去")
    walk.look("cut")
    expect(walk.page.locator("[name=story]")).to_have_value(told)
    assert walk.page.evaluate("localStorage.length + sessionStorage.length") == 0
    walk.page.context.set_offline(False)
    walk.press("再试一次")
    assert walk.page.url.endswith("/claim/")


def test_a_weak_signal_takes_nothing_that_was_typed(site: Site, begin: Begin, now: datetime) -> None:
    with weak_line(site.address) as line:
        walk = begin("weak-signal", base_url=line.address)
        start(walk, "13700000108", 108)
        for key in ("whom", "contact", "what", "place", "way", "opponent"):
            ANSWERS[key](walk.page)
            walk.press("保存，继续")
        walk.page.wait_for_function("navigator.serviceWorker.controller")
        told = "8月以后就没有发过工钱，老板电话打不通。"
        walk.page.locator("[name=story]").fill(told)
        line.cut()
        for words in ("保存，继续", "再试一次"):
            walk.page.get_by_role("button", name=words, exact=True).click()
            expect(walk.page.get_by_role("alert")).to_contain_text("信号不好，没有交上去")
            expect(walk.page.locator("[name=story]")).to_have_value(told)
        assert walk.page.evaluate("navigator.onLine")
        assert walk.page.evaluate("localStorage.length + sessionStorage.length") == 0
        walk.look("unsent")
        walk.follow("^法律援助")  # a page that is only read: the stand-in, and Back to what was typed
        expect(walk.page.locator("h1")).to_have_text("现在没有网络")
        line.mend()
        walk.page.go_back()
        expect(walk.page.locator("[name=story]")).to_have_value(told)
        walk.press("保存，继续")
        assert walk.page.url.endswith("/claim/")


def test_what_was_missing_is_handed_in(site: Site, begin: Begin, now: datetime) -> None:
    matter = stand(lambda: steps.received(site.cast, now))
    asked = {"missing": ("id_card",), "until": local_day(now) + timedelta(days=7)}
    stand(lambda: ask_supplement(ref=matter.ref, **asked, by=site.cast.clerk, now=clock.now()))
    walk = begin("supplement", "applicant")
    walk.page.goto(f"/my/matters/{matter.ref}/")
    walk.follow("去补交")
    given = {"name": "身份证.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    walk.page.locator("[name=id_card]").set_input_files(given)
    walk.press("提交材料")
    expect(walk.page.locator("main")).to_contain_text("材料收到了")
    matter.refresh_from_db()
    assert matter.state == "received"


def test_the_agreement_is_signed_from_the_matters_page(site: Site, begin: Begin, now: datetime) -> None:
    """As a lawyer asks: the text message is not needed by who has signed in."""
    agreement = agreement_of(site)
    ask_signature(ref=agreement.ref, role="recipient", by=site.cast.lawyer, now=now)
    walk = begin("signing", "applicant")
    walk.page.goto(f"/my/matters/{agreement.matter.ref}/")
    walk.look("matter")
    walk.follow("去看，去签")
    walk.look("paper")
    walk.press("看文书，签名")
    walk.look("sign")
    walk.page.locator("canvas").scroll_into_view_if_needed()
    write_name(walk.page)
    walk.page.get_by_label("我看过这份文书").check()
    walk.press("签名")
    expect(walk.page.locator("h1")).to_have_text("已经签好")
    walk.look("over")
    jobs.draw(last_edition(agreement).pk)
    walk.follow("回到这件事")
    expect(walk.page.locator("main")).not_to_contain_text("有文书等您签名")
    walk.page.get_by_role("link", name=re.compile("^委托代理")).last.click()
    expect(walk.page.get_by_role("link", name="打开这份文书")).to_be_visible()
    with walk.page.expect_download() as waiting:
        walk.page.get_by_role("link", name="保存到手机或电脑").click()
    signed = "".join(extract_text(waiting.value.path()).split())
    assert "在屏幕上手写签名" in signed
    assert walk.pages <= 8


def test_a_refusal_is_objected_to(site: Site, begin: Begin, now: datetime) -> None:
    matter = stand(lambda: steps.refused(site.cast, now))
    walk = begin("objection", "applicant")
    walk.page.goto("/my/matters/")
    walk.page.goto(f"/my/matters/{matter.ref}/")
    walk.follow("^提出异议")
    expect(walk.page.locator("main")).to_contain_text("石桥县司法局")
    walk.look("object")
    walk.page.get_by_label("为什么不同意这个决定").fill("我的收入算错了，加班费早就没有了。")
    walk.press("提交异议")
    expect(walk.page.locator("main")).to_contain_text("司法局正在审查您的异议")


def test_the_lawyer_is_rated(site: Site, begin: Begin, now: datetime) -> None:
    matter = stand(lambda: steps.closed(site.cast, now))
    walk = begin("rating", "applicant")
    walk.page.goto(f"/my/matters/{matter.ref}/")
    walk.follow("去评价")
    assert walk.page.locator("input:checked").count() == 0
    walk.page.get_by_label("满意", exact=True).check()
    walk.press("提交评价")
    expect(walk.page.locator("main")).to_contain_text("谢谢您的评价")
    assert matter.rating.level == 4
    assert walk.pages <= 4


def test_all_data_is_taken_along(site: Site, begin: Begin, now: datetime) -> None:
    stand(lambda: steps.granted(site.cast, now))
    walk = begin("data", "applicant")
    walk.page.goto("/my/matters/")
    walk.follow("我的资料")
    walk.look("my-data")
    with walk.page.expect_download() as waiting:
        walk.page.get_by_role("link", name=re.compile("下载，给程序用")).click()
    told = json.loads(waiting.value.path().read_text())
    assert told["person"]["name"] == "李某"
    assert told["matters"]
