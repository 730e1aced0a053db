"""Each component renders what it was given, in the words and marks people rely on."""

import pytest
from reading import Draw, read

from fayuan.web.shared.pieces import (
    Answer,
    Clock,
    Column,
    Entry,
    Fact,
    Filter,
    Finding,
    Leaf,
    NavGroup,
    NavItem,
    Stage,
)


def test_a_clock_says_its_level_in_words_and_never_by_colour_alone(draw: Draw) -> None:
    page = read(draw("{% clock due %}", due=Clock("late", ("超期", "1天"))))
    assert page.one("span", class_="clock late").words == "超期 1天"


def test_a_clock_on_an_unverified_rule_carries_the_dashed_frame(draw: Draw) -> None:
    page = read(draw("{% clock due %}", due=Clock("ok", ("充裕", "6天"), unchecked=True)))
    assert page.one("span", class_="tag check").words == "待核实"


def test_a_button_with_an_address_is_a_link_and_without_one_sends_its_form(draw: Draw) -> None:
    assert read(draw('{% button "看进度" url="/mine/" %}')).one("a")["href"] == "/mine/"
    sends = read(draw('{% button "撤回申请" kind="danger" name="act" value="withdraw" %}')).one("button")
    assert (sends["class"], sends["name"], sends["value"]) == ("btn danger", "act", "withdraw")


def test_words_given_to_a_component_are_escaped(draw: Draw) -> None:
    html = draw("{% button words %}{% tag words %}{% answers rows %}", words="<b>", rows=[Answer("a", "<i>")])
    assert "<b>" not in html
    assert "<i>" not in html


def test_every_change_link_names_its_line_to_those_who_hear_it(draw: Draw) -> None:
    page = read(
        draw("{% answers rows %}", rows=[Answer("姓名", "李某", "#n"), Answer("手机", "138****5678", "#p")])
    )
    assert [tag.words for tag in page.all("a")] == ["更改姓名", "更改手机"]


def test_a_masked_value_leads_to_the_page_that_asks_why(draw: Draw) -> None:
    page = read(draw("{% kv facts %}", facts=[Fact("手机", "138****5678", reveal_url="/reveal/7/")]))
    assert (page.one("a")["href"], page.one("a").words) == ("/reveal/7/", "看全号手机")


def test_the_timeline_marks_the_present_step_and_dates_the_past(draw: Draw) -> None:
    entries = [Entry("11月24日", "您交了申请", moment="2026-11-24"), Entry("今天", "等您选律师", state="now")]
    page = read(draw("{% line entries %}", entries=entries))
    assert page.one("time")["datetime"] == "2026-11-24"
    assert "等您选律师" in page.one("li", aria_current="step").words


def test_the_trail_marks_one_stage_as_the_present_one(draw: Draw) -> None:
    page = read(
        draw(
            "{% trail stages %}", stages=[Stage("申请", "done"), Stage("审查", "now"), Stage("决定", "ahead")]
        )
    )
    assert page.one("li", aria_current="step").words == "审查"


@pytest.mark.parametrize(("outcome", "mark"), [("yes", ""), ("no", "no"), ("open", "open")])
def test_a_finding_has_its_outcome_in_shape_and_words(draw: Draw, outcome: str, mark: str) -> None:
    page = read(draw("{% verdict found %}", found=[Finding("归本中心办", outcome, "不是")]))  # type: ignore[arg-type]  # parametrised
    assert page.one("li")["class"] == mark
    assert page.one("span", class_="says").words == "不是"


def test_findings_always_say_that_they_are_no_decision(draw: Draw) -> None:
    assert "这是演算，不是决定" in draw("{% verdict found %}", found=[])


def test_a_table_head_sorts_and_a_second_press_turns_the_order_round(draw: Draw) -> None:
    columns = [Column("期限", "due"), Column("编号", "number"), Column("事项")]
    table = '{% grid "待办" columns sort=sort %}<tbody></tbody>{% endgrid %}'
    page = read(draw(table, address="/list/?stage=examination&after=x", columns=columns, sort="due"))
    assert [tag["href"] for tag in page.all("a")] == [
        "?stage=examination&sort=-due",
        "?stage=examination&sort=number",
    ]
    assert page.one("th", aria_sort="ascending").words == "期限"
    down = read(draw(table, address="/list/", columns=columns, sort="-due"))
    assert down.one("th", aria_sort="descending").words == "期限"
    assert down.all("a")[0]["href"] == "?sort=due"


def test_the_pager_keeps_filters_and_order_and_offers_only_ways_that_exist(draw: Draw) -> None:
    page = read(draw("{% pager leaf %}", leaf=Leaf(shown=25, total=57, after="k25")))
    assert [tag["href"] for tag in page.all("a")] == ["?sort=due&after=k25"]
    assert "共57件，本页25件" in page.one("nav").words


def test_filters_keep_the_order_and_go_back_to_the_first_page(draw: Draw) -> None:
    items = [Filter("stage", "环节", (("", "全部"), ("examination", "审查")), "examination")]
    page = read(draw("{% filters items %}", address="/list/?sort=due&after=x&stage=", items=items))
    hidden = [(tag["name"], tag["value"]) for tag in page.all("input")]
    assert hidden == [("sort", "due")]
    assert page.one("option", value="examination").attributes.keys() >= {"selected"}


def test_filters_swap_a_part_of_the_page_only_where_the_page_says_which(draw: Draw) -> None:
    items = [Filter("stage", "环节", (("", "全部"),))]
    assert "hx-" not in draw("{% filters items %}", items=items)
    assert read(draw('{% filters items target="#rows" %}', items=items)).one("form")["hx-target"] == "#rows"


def test_the_rail_counts_its_views_and_marks_the_present_one(draw: Draw) -> None:
    groups = [NavGroup("我的", [NavItem("等我审查", "/a/", True, count=21), NavItem("超期", "/b/", count=0)])]
    page = read(draw("{% rail groups %}", groups=groups))
    assert page.one("a", aria_current="page").words == "等我审查21"
    assert page.all("a")[1].words == "超期0"


def test_the_decision_panel_is_a_form_with_its_token_and_without_checks_by_the_browser(draw: Draw) -> None:
    page = read(draw('{% decide "审查意见" %}<p>…</p>{% enddecide %}', csrf_token="t0ken"))
    form = page.one("form")
    assert (form["method"], "novalidate" in form.attributes) == ("post", True)
    assert page.one("input", name="csrfmiddlewaretoken")["value"] == "t0ken"


def test_wrappers_hold_what_stands_between_their_tags(draw: Draw) -> None:
    html = draw(
        '{% next "请您选一位律师" %}<p>甲</p>{% endnext %}{% note %}<p>乙</p>{% endnote %}'
        '{% fold "为什么" %}<p>丙</p>{% endfold %}{% empty "没有待办" %}<p>丁</p>{% endempty %}'
    )
    page = read(html)
    assert [tag.words for tag in page.all("p") if tag.words in "甲乙丙丁"] == ["甲", "乙", "丙", "丁"]
    assert page.one("section")["aria-labelledby"] == page.one("h2")["id"]
