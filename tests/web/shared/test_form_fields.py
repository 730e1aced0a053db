"""Form fields: what is typed is understood, what is wrong is said helpfully, nothing typed is lost."""

import datetime
from typing import Any

import pytest
from django import forms
from reading import Draw, Reading, read

from fayuan.web.shared.fields import CodeField, DateField, Radios, YuanField, yuan
from fayuan.web.shared.forms import Form
from fayuan.web.shared.specimen import Sample, mistaken


class Money(Form):
    amount = YuanField(label="金额")


class Born(Form):
    born = DateField(label="出生日期")


class Asked(Form):
    name = forms.CharField(label="您的姓名", help_text="和身份证上一样")
    kind = forms.ChoiceField(
        label="什么事", choices=[("w", "欠了工钱"), ("i", "受了伤")], widget=Radios(hints={"w": "少发"})
    )
    more = forms.CharField(label="补充", required=False)
    own = forms.CharField(label="编号", error_messages={"required": "请照着凭证抄编号"})


def cleaned(form: forms.BaseForm, name: str) -> Any:
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


def drawn(draw: Draw, form: forms.BaseForm, name: str, options: str = "") -> Reading:
    return read(draw("{% field bound " + options + " %}", bound=form[name]))


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("23200", 2_320_000), ("23,200.5", 2_320_050), ("２３，２００元", 2_320_000), ("¥ 0.07", 7), ("0", 0)],
)
def test_money_is_read_as_people_write_it_and_kept_in_fen(typed: str, fen: int) -> None:
    assert cleaned(Money({"amount": typed}), "amount") == fen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("两万", "金额只写数字"),
        ("1.005", "金额只写数字"),
        ("-5", "金额不能小于0"),
        ("99999999999", "金额太大了"),
        ("", "没有就填0"),
    ],
)
def test_money_that_cannot_be_read_is_refused_in_words_that_help(typed: str, sentence: str) -> None:
    assert sentence in Money({"amount": typed}).errors["amount"][0]


def test_fen_are_shown_as_yuan_with_commas() -> None:
    assert (yuan(2_320_000), yuan(2_320_050), yuan(7)) == ("23,200", "23,200.50", "0.07")
    assert Money(initial={"amount": 2_320_000})["amount"].value() == "23,200"


def test_a_date_is_typed_in_three_parts() -> None:
    form = Born({"born_year": "１９６８", "born_month": "2", "born_day": "29"})
    assert cleaned(form, "born") == datetime.date(1968, 2, 29)


@pytest.mark.parametrize(
    ("year", "month", "day", "sentence"),
    [
        ("1967", "2", "29", "没有这一天"),
        ("1968", "", "9", "都填上"),
        ("", "", "", "请填写日期"),
        ("六八", "2", "9", "没有这一天"),
    ],
)
def test_a_date_that_does_not_exist_is_refused(year: str, month: str, day: str, sentence: str) -> None:
    form = Born({"born_year": year, "born_month": month, "born_day": day})
    assert sentence in form.errors["born"][0]


def test_a_date_known_before_stands_in_its_three_parts(draw: Draw) -> None:
    page = drawn(draw, Born(initial={"born": datetime.date(1968, 3, 9)}), "born")
    assert [tag["value"] for tag in page.all("input")] == ["1968", "3", "9"]


def test_a_code_is_read_without_spaces_hyphens_and_full_width_letters() -> None:
    assert CodeField().clean("５３０１０２ 1968-0309 122ｘ") == "53010219680309122X"


def test_what_was_typed_is_still_there_after_a_mistake(draw: Draw) -> None:
    form = mistaken()
    assert drawn(draw, form, "identity").one("input")["value"] == "53010"
    assert [tag["value"] for tag in drawn(draw, form, "born").all("input")] == ["1968", "2", "30"]
    assert drawn(draw, form, "claim").one("input")["value"] == "23200"
    assert "checked" in drawn(draw, form, "kind").one("input", value="wages").attributes


def test_hint_and_mistake_are_tied_to_their_control(draw: Draw) -> None:
    for name in Sample.base_fields:
        page = drawn(draw, mistaken(), name)
        ids = {tag["id"] for tag in page.tags}
        for tag in page.tags:
            assert set(tag["aria-describedby"].split()) <= ids, name
    page = drawn(draw, Asked({}), "name")
    assert page.one("input")["aria-describedby"] == "id_name_helptext id_name_error"
    assert page.one("input")["aria-invalid"] == "true"


@pytest.mark.parametrize("name", list(Sample.base_fields))
def test_every_control_has_a_label(draw: Draw, name: str) -> None:
    page = drawn(draw, mistaken(), name)
    labelled = {tag["for"] for tag in page.all("label")}
    for control in page.all("input", "select", "textarea"):
        inside = any(tag.name == "label" for tag in control.around)
        assert inside or control["id"] in labelled, control


def test_no_control_is_checked_by_the_browser(draw: Draw) -> None:
    for name in Sample.base_fields:
        assert "required" not in {key for tag in drawn(draw, Sample(), name).tags for key in tag.attributes}


def test_nothing_is_chosen_for_a_person_beforehand(draw: Draw) -> None:
    for name in ("kind", "ways", "true"):
        assert not [tag for tag in drawn(draw, Sample(), name).tags if "checked" in tag.attributes]


def test_a_choice_may_carry_a_hint(draw: Draw) -> None:
    assert drawn(draw, Asked(), "kind").one("small").words == "少发"


def test_what_need_not_be_filled_says_so(draw: Draw) -> None:
    assert "（选填）" in drawn(draw, Asked(), "more").one("label").words
    assert "选填" not in drawn(draw, Asked(), "name").one("label").words


def test_a_question_page_makes_the_label_its_heading(draw: Draw) -> None:
    assert drawn(draw, Asked(), "kind", "heading=True").one("h1").words == "什么事"
    assert drawn(draw, Asked(), "name", "heading=True").one("h1").words == "您的姓名"


def test_the_summary_links_each_mistake_to_its_first_control(draw: Draw) -> None:
    form = mistaken()
    page = read(draw("{% error_summary form %}", form=form))
    targets = {link["href"].removeprefix("#") for link in page.all("a")}
    assert targets == {"id_name", "id_identity", "id_ways_0", "id_born_year", "id_true"}
    controls = {
        tag["id"] for name in Sample.base_fields for tag in drawn(draw, form, name).all("input", "select")
    }
    assert targets <= controls
    assert page.one("div")["role"] == "alert"


def test_a_form_without_mistakes_has_no_summary(draw: Draw) -> None:
    assert draw("{% error_summary form %}", form=Asked()) == ""


def test_sentences_say_what_to_do_and_a_field_may_bring_its_own() -> None:
    errors = Asked({}).errors
    assert errors["name"] == ["请填写您的姓名"]
    assert errors["kind"] == ["请选一项：什么事"]
    assert errors["own"] == ["请照着凭证抄编号"]
    assert Asked({"kind": "x"}).errors["kind"] == ["请从列出的选项里选"]
    assert mistaken().errors["identity"] == ["这里要写满18个字，现在是5个"]
