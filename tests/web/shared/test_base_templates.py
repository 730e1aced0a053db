"""The frame of every page: language, look, ways out, nothing a strict content policy would stop."""

import json
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from reading import Draw, Reading, read

ROOMS = ["portal", "desk", "lawyer", "authority"]
PROBLEMS = ["400", "403", "403_csrf", "404", "409", "422", "429", "500", "503"]


def headings(page: Reading) -> list[int]:
    return [int(tag.name[1]) for tag in page.all("h1", "h2", "h3", "h4")]


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_has_no_script_style_or_handler_of_its_own(specimen: Draw, room: str) -> None:
    page = read(specimen(room))
    assert not page.all("style")
    assert all(script["src"].startswith("/static/") and not script.words for script in page.all("script"))
    handlers = {key for tag in page.tags for key in tag.attributes if key == "style" or key.startswith("on")}
    assert not handlers


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_asks_no_other_host_for_anything(specimen: Draw, room: str) -> None:
    for tag in read(specimen(room)).tags:
        for value in (tag["src"], tag["href"], tag["action"]):
            assert not value.startswith(("http", "//"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_is_well_formed_with_one_main_and_no_id_twice(specimen: Draw, room: str) -> None:
    page = read(specimen(room))
    assert page.unclosed == []
    ids = [tag["id"] for tag in page.tags if tag["id"]]
    assert len(ids) == len(set(ids))
    assert page.one("main")["id"] == page.one("a", class_="skip")["href"].removeprefix("#")


@pytest.mark.parametrize("room", ROOMS)
def test_headings_never_skip_a_level(specimen: Draw, room: str) -> None:
    levels = headings(read(specimen(room)))
    content = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(content))


@pytest.mark.parametrize("room", ROOMS)
def test_what_can_be_pressed_is_named_and_no_two_navigations_share_a_name(specimen: Draw, room: str) -> None:
    page = read(specimen(room))
    for tag in page.all("a", "button"):
        assert tag.words.strip(), tag
    names = [tag["aria-label"] for tag in page.all("nav")]
    assert all(names)
    assert len(names) == len(set(names))


def test_the_persons_look_is_written_on_the_root(specimen: Draw) -> None:
    root = read(specimen("portal", mode="elder", theme="dark", contrast="more")).one("html")
    assert (root["data-mode"], root["data-theme"], root["data-contrast"]) == ("elder", "dark", "more")


def test_without_a_choice_the_device_decides(specimen: Draw) -> None:
    root = read(specimen("desk")).one("html")
    assert root.attributes.keys() == {"lang", "data-room"}
    assert (root["lang"], root["data-room"]) == ("zh-hans", "desk")


def test_the_switch_to_large_letters_returns_to_the_same_page(specimen: Draw) -> None:
    switch = read(specimen("portal")).one("a", class_="modes")
    assert (switch.words, switch["href"]) == (
        "长辈版",
        "/look/set/?mode=elder&next=%2Flook%2F%3Froom%3Dportal",
    )
    assert read(specimen("portal", mode="elder")).one("a", class_="modes").words == "标准版"


def test_the_portal_has_quick_exit_and_hotline_and_both_are_plain_links(specimen: Draw) -> None:
    page = read(specimen("portal"))
    assert page.one("a", class_="exit")["href"] == "/leave/"
    assert page.one("a", class_="hotline")["href"] == "tel:12348"


@pytest.mark.parametrize("room", ROOMS)
def test_a_demonstration_says_so_on_every_page(specimen: Draw, room: str) -> None:
    assert read(specimen(room)).one("p", class_="demo").words == "演示环境：人物和案件均为虚构"
    assert "演示环境" not in render_to_string("404.html")


def test_a_form_with_mistakes_says_so_in_the_title(specimen: Draw) -> None:
    assert read(specimen("portal")).one("title").words == "错误：样式总览"


def test_staff_search_keeps_what_is_looked_for_out_of_the_address(specimen: Draw) -> None:
    form = next(tag for tag in read(specimen("desk")).all("form") if tag["class"] == "find")
    assert (form["method"], form["action"]) == ("post", "/desk/search/")


def test_authorities_have_no_search(specimen: Draw) -> None:
    assert "find" not in {tag["class"] for tag in read(specimen("authority")).all("form")}


def test_signing_out_is_sent_by_post(specimen: Draw) -> None:
    for room in ROOMS:
        form = read(specimen(room)).one("form", action="/sign-out/")
        assert form["method"] == "post"


def test_htmx_evaluates_nothing_and_keeps_no_copies_of_pages(specimen: Draw) -> None:
    config = json.loads(read(specimen("desk")).one("meta", name="htmx-config")["content"])
    assert config == {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
    }
    assert "htmx" not in specimen("portal")


def test_shortcuts_are_listed_unless_the_person_switched_them_off(specimen: Draw) -> None:
    assert read(specimen("desk")).one("dialog")["id"] == "keys"
    assert not read(specimen("desk", keys="off")).all("dialog")


@pytest.mark.parametrize("frame", ["desk", "work", "lawyer", "portal", "letter"])
def test_a_frame_stands_before_anybody_has_signed_in(frame: str) -> None:
    page = read(render_to_string(f"shared/{frame}.html"))
    assert page.unclosed == []
    assert page.one("main")["id"] == "main"


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_page_needs_no_context_and_says_what_to_do_and_whom_to_ring(code: str) -> None:
    page = read(render_to_string(f"{code}.html"))
    assert page.unclosed == []
    assert len(page.all("h1")) == 1
    assert len(page.one("main").words.strip()) > 30
    assert page.one("a", class_="hotline")["href"] == "tel:12348"
    assert page.one("a", class_="exit")["href"] == "/leave/"


def test_a_refusal_says_its_own_sentence() -> None:
    says = "这件申请已经作出决定，不能再补正。"
    assert says in read(render_to_string("409.html", {"says": says})).one("main").words
