"""The catalogue of forms holds the whole set of 2023, dated and marked."""

import re
from datetime import date

import pytest

from fayuan.dossier.papers import catalogue
from fayuan.dossier.papers.faults import NoSuchForm
from fayuan.dossier.papers.render import TEMPLATES

TODAY = date(2026, 11, 26)
FORMS = catalogue.forms(TODAY)


def test_the_set_has_32_forms_numbered_in_order() -> None:
    assert [form.number for form in FORMS] == list(range(1, 33))


def test_no_two_forms_share_a_key_or_a_name() -> None:
    assert len({form.key for form in FORMS}) == 32
    assert len({form.name for form in FORMS}) == 32


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("receipt", "申请材料接收凭证"),
        ("supplement_notice", "补充材料/说明通知书"),
        ("grant_decision", "给予法律援助决定书"),
        ("refusal_decision", "不予法律援助决定书"),
        ("assignment_notice", "指派通知书"),
        ("official_letter", "法律援助公函"),
        ("agreement", "委托代理/辩护协议"),
        ("power_of_attorney", "授权委托书"),
        ("replacement_request", "更换法律援助人员审批表"),
        ("replacement_notice", "更换法律援助人员通知书"),
        ("termination_decision", "终止法律援助决定书"),
        ("objection_decision", "法律援助异议审查决定书"),
        ("closing_report", "结案报告表"),
    ],
)
def test_a_form_is_found_by_its_key_and_by_its_official_name(key: str, name: str) -> None:
    assert catalogue.by_key(key, TODAY).name == name
    assert catalogue.by_name(name, TODAY).key == key


def test_before_the_set_came_into_force_there_is_no_form() -> None:
    with pytest.raises(NoSuchForm):
        catalogue.by_key("grant_decision", date(2023, 11, 9))
    assert catalogue.by_key("grant_decision", date(2023, 11, 10)).number == 9


def test_an_unknown_name_is_told_in_a_sentence() -> None:
    with pytest.raises(NoSuchForm, match="没有名为“没收决定书”的文书格式"):
        catalogue.by_name("没收决定书", TODAY)


def test_every_form_says_how_far_it_is_verified() -> None:
    assert {form.mark for form in FORMS} <= {"✔", "○", "待核实"}
    assert all((form.word is None) == (form.word_mark is None) for form in FORMS)


def test_only_the_assignment_notice_has_a_stub() -> None:
    assert [form.key for form in FORMS if form.has_stub] == ["assignment_notice"]


def test_a_form_picks_from_what_is_known_only_what_it_asks_for() -> None:
    known = {"recipient": "李某", "id_number": "970403198504200012", "cause": "工伤保险待遇纠纷"}
    picked = catalogue.by_key("official_letter", TODAY).pick(known)
    assert picked == {"recipient": "李某", "cause": "工伤保险待遇纠纷"}


def test_the_four_notices_for_duty_lawyers_print_one_title() -> None:
    notices = [form for form in FORMS if form.template == "duty_notice"]
    assert len(notices) == 4
    assert {form.title for form in notices} == {"值班律师提供法律帮助通知书"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_the_layout_of_a_form_shows_every_field_it_has_and_no_other(form: catalogue.Form) -> None:
    source = (TEMPLATES / f"{form.template}.typ").read_text(encoding="utf-8")
    shared = (TEMPLATES / "letter.typ").read_text(encoding="utf-8") if "objection()" in source else ""
    in_braces = set(re.findall(r"\{([a-z_]+)\}", source + shared))
    in_quotes = set(re.findall(r'"([a-z_]+)"', source)) | set(re.findall(r"data\.([a-z_]+)", source))
    fields = {field.name for field in form.fields}
    assert fields <= in_braces | in_quotes
    assert in_braces <= fields | {"agency", "address", "phone"}
