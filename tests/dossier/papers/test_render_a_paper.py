"""Every form becomes a PDF that is whole, archivable, readable by machines, and says what its data says."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from standing_papers import (
    AGENCY,
    HARD_NAMES,
    ISSUED_ON,
    MINORITY_NAMES,
    SAMPLES,
    issue,
    squeezed,
    text_of,
    text_of_pages,
)

from fayuan.dossier.papers import catalogue
from fayuan.dossier.papers.faults import IncompletePaper, MissingGlyph
from fayuan.dossier.papers.render import preview, render, undrawn
from fayuan.dossier.papers.values import fill

FORMS = catalogue.forms(ISSUED_ON)
A4 = (595, 842)
# What a sample gives and its paper rightly does not repeat, since another field decides the wording.
SUPERSEDED = {
    "grant_decision": {"assign_by"},
    "replacement_notice": {"option"},
    "objection_decision": {
        "outcome",
        "court",
        "reconsideration_body",
        "reconsideration_period",
        "suit_period",
    },
}

pytestmark = pytest.mark.usefixtures("typeface")


def each_form(test: Any) -> Any:
    return pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)(test)


def leaves(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict):
        for part in words.values():
            yield from leaves(part)
    elif words:
        for part in words:
            yield from leaves(part)


def least(form: catalogue.Form) -> dict[str, Any]:
    """The sample of a form with its required fields alone."""
    sample = SAMPLES[form.key]
    needed = {
        field.name
        for field in form.fields
        if field.required or any(sample[name] == choice for name, choice in field.when.items())
    }
    return {name: value for name, value in sample.items() if name in needed}


def letter_to(name: str) -> bytes:
    return issue("grant_decision", SAMPLES["grant_decision"] | {"addressee": name}).pdf


@each_form
def test_a_paper_says_all_its_data(form: catalogue.Form) -> None:
    said = text_of(issue(form.key, SAMPLES[form.key]).pdf)
    unsaid = {
        name
        for name, words in fill(form, SAMPLES[form.key]).items()
        if any(squeezed(leaf) not in said for leaf in leaves(words))
    }
    assert unsaid == SUPERSEDED.get(form.key, set())


@each_form
def test_a_paper_bears_title_number_and_check_address(form: catalogue.Form) -> None:
    said = text_of(issue(form.key, SAMPLES[form.key]).pdf)
    assert form.title in said
    assert "https://fayuan.example/c/K7M42QXR" in said
    if form.word:
        assert "白援决字〔2026〕第371号" in said


@each_form
def test_a_paper_with_only_what_is_required_is_drawn(form: catalogue.Form) -> None:
    drawn = render(form.key, least(form), on=ISSUED_ON, number=None, agency=AGENCY)
    said = text_of(drawn.pdf)
    assert form.title in said
    assert "None" not in said
    assert ("编号在签发时生成" in said) == (form.word is not None)


@each_form
def test_a_paper_with_empty_texts_is_the_paper_without_them(form: catalogue.Form) -> None:
    blank = {field.name: "" for field in form.fields if field.type == "text"}
    assert issue(form.key, blank | least(form)).sha256 == issue(form.key, least(form)).sha256


@each_form
def test_a_paper_is_on_a4_for_archives_and_for_screen_readers(form: catalogue.Form) -> None:
    drawn = issue(form.key, SAMPLES[form.key])
    document = PDFDocument(PDFParser(io.BytesIO(drawn.pdf)))
    sizes = [sorted(round(side) for side in page.mediabox[2:]) for page in PDFPage.create_pages(document)]
    assert sizes == [list(A4)] * drawn.pages
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in drawn.pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in drawn.pdf
    assert document.catalog["Lang"] == b"zh-CN"
    assert document.catalog["MarkInfo"]["Marked"] is True
    assert "StructTreeRoot" in document.catalog
    assert document.info[0]["Title"].decode("utf-16") == form.title


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert letter_to("李某") == letter_to("李某")


def test_papers_drawn_at_the_same_time_do_not_mix() -> None:
    names = HARD_NAMES[:24]
    with ThreadPoolExecutor(4) as workers:
        together = list(workers.map(letter_to, names))
    assert together == [letter_to(name) for name in names]


@pytest.mark.parametrize("name", HARD_NAMES[:3] + HARD_NAMES[-60:])
def test_a_hard_name_is_drawn_and_can_be_read_back(name: str) -> None:
    assert squeezed(name) + "：" in text_of(letter_to(name))


def test_three_hundred_hard_names_are_drawn_in_a_list_over_pages() -> None:
    rows = [{"name": name, "copies": 1} for name in HARD_NAMES]
    drawn = issue("receipt", SAMPLES["receipt"] | {"materials": rows})
    said = text_of(drawn.pdf)
    assert len(HARD_NAMES) == 300
    assert [name for name in HARD_NAMES if squeezed(name) not in said] == []
    assert drawn.pages > 5
    assert said.count("原件或者复印件") == drawn.pages  # the head of the table stands on each page
    assert f"第{drawn.pages}页，共{drawn.pages}页" in said


def test_a_name_in_a_minority_script_is_drawn_or_named_as_missing() -> None:
    for name in MINORITY_NAMES:
        drawn, missing = drawn_or_missing(name)
        assert bool(drawn) != bool(missing)
        assert missing <= set(name)
        if drawn:
            assert sorted(squeezed(name)) == sorted(start_of(drawn, name))


def drawn_or_missing(name: str) -> tuple[bytes, set[str]]:
    """The letter, or the characters for which no font is there."""
    with suppress(MissingGlyph):
        return letter_to(name), set()
    with pytest.raises(MissingGlyph, match="请管理员安装") as fault:
        letter_to(name)
    return b"", set(fault.value.chars)


def start_of(drawn: bytes, name: str) -> str:
    """What the letter says before its colon, as long as the name is; letters of the right may come turned round."""
    return text_of(drawn).partition("：")[0][-len(squeezed(name)) :]


def test_a_character_no_font_has_is_named_and_never_a_box() -> None:
    with pytest.raises(MissingGlyph, match="U\\+E815") as missing:
        letter_to("王\ue815\uf8ff")
    assert missing.value.chars == ("\ue815", "\uf8ff")


def test_escaped_and_quoted_characters_of_a_diagnosis_are_understood() -> None:
    diagnosis = 'the text `"\\u{f7c}"` could not be displayed … the text `"བ\\"\\\\"` could not be displayed'
    assert undrawn(diagnosis) == ("\u0f7c", "བ", '"', "\\")


@pytest.mark.parametrize(
    "text",
    [
        "#panic(1)",
        '#read("/etc/passwd")',
        "]#[",
        "$x^2$",
        "*粗* _斜_ `码`",
        "{bureau}{",
        "= 标题",
        "// 注",
        "\\u{41}",
        "@引用 <标>",
    ],
)
def test_markup_in_data_is_printed_as_it_stands(text: str) -> None:
    assert squeezed(text) + "：" in text_of(letter_to(text))


def test_a_long_number_in_a_box_goes_on_in_the_next_line() -> None:
    name = "W" * 60
    assert name in text_of(issue("closing_report", SAMPLES["closing_report"] | {"recipient": name}).pdf)


def test_the_stub_stands_on_a_page_of_its_own_that_is_not_counted() -> None:
    drawn = issue("assignment_notice", SAMPLES["assignment_notice"])
    said = text_of(drawn.pdf)
    assert drawn.pages == 2
    assert "第1页，共1页" in said
    assert "（存根）" in said


def test_a_decision_of_usual_length_stands_on_one_page() -> None:
    for form in ("grant_decision", "refusal_decision", "termination_decision", "objection_decision"):
        assert issue(form, SAMPLES[form]).pages == 1


def test_a_decision_with_many_reasons_goes_on_to_further_pages() -> None:
    reasons = [f"第{at}项理由：申请人提交的材料不能证明所主张的事实，也没有作出说明。" for at in range(60)]
    drawn = issue("refusal_decision", SAMPLES["refusal_decision"] | {"reasons": reasons})
    said = text_of(drawn.pdf)
    assert drawn.pages > 2
    assert all(reason in said for reason in reasons)


def test_a_sentence_ends_with_one_full_stop_however_it_was_given() -> None:
    reasons = ["家庭收入超过标准", "事项不在范围内。"]
    said = text_of(issue("refusal_decision", SAMPLES["refusal_decision"] | {"reasons": reasons}).pdf)
    assert "1．家庭收入超过标准。2．事项不在范围内。依照" in said
    letter = SAMPLES["termination_letter"] | {"reason": "受援人自行委托了代理人。"}
    assert "因受援人自行委托了代理人，本中心" in text_of(issue("termination_letter", letter).pdf)


def test_an_upheld_decision_names_the_ways_that_remain_open() -> None:
    said = text_of(issue("objection_decision", SAMPLES["objection_decision"] | {"outcome": "uphold"}).pdf)
    assert "60日内向白石县人民政府申请行政复议" in said
    assert "6个月内向白石县人民法院提起行政诉讼" in said


def test_a_lawyer_is_replaced_within_the_unit_or_the_unit_leaves() -> None:
    sample = SAMPLES["replacement_notice"]
    assert "另行指派" in text_of(issue("replacement_notice", sample).pdf)
    assert "重新签订委托协议" in text_of(issue("replacement_notice", sample | {"option": "same_unit"}).pdf)


def test_a_paper_that_lacks_a_field_is_not_drawn() -> None:
    with pytest.raises(IncompletePaper):
        issue("refusal_decision", SAMPLES["refusal_decision"] | {"reasons": []})


def test_a_preview_shows_each_page_as_a_picture() -> None:
    pages = preview(
        "assignment_notice", SAMPLES["assignment_notice"], on=ISSUED_ON, number=None, agency=AGENCY
    )
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_a_preview_refuses_what_the_paper_would_refuse() -> None:
    data = SAMPLES["grant_decision"] | {"addressee": "\ue815"}
    with pytest.raises(MissingGlyph):
        preview("grant_decision", data, on=ISSUED_ON, number=None, agency=AGENCY)


LETTERS_WITH_A_TELEPHONE = [
    form.key for form in FORMS if {"contact", "contact_phone"} <= {field.name for field in form.fields}
]


@pytest.mark.parametrize("length", range(4, 18))
@pytest.mark.parametrize("form", LETTERS_WITH_A_TELEPHONE)
def test_a_telephone_number_stands_on_the_line_of_its_label(form: str, length: int) -> None:
    paper = issue(form, SAMPLES[form] | {"contact": "石" * length, "contact_phone": "0870-0000009"})
    lines = extract_text(io.BytesIO(paper.pdf)).splitlines()
    assert any("电话：0870-0000009" in squeezed(line) for line in lines)


@pytest.mark.parametrize("clauses", range(1, 12))
def test_signatures_of_an_agreement_never_stand_alone_on_a_page(clauses: int) -> None:
    scope = ["代为承认、放弃、变更仲裁请求，进行和解，代收法律文书"] * clauses * 3
    data = SAMPLES["agreement"] | {"scope": scope}
    last = text_of_pages(issue("agreement", data).pdf)[-1]
    assert "甲方（签名或者捺印）" in last
    assert "本协议自双方签名或者盖章之日起生效" in last
