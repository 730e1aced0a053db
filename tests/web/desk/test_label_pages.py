"""How confidential a matter is, at the desk: lists mask, exports leave out, prints say it, pages change it."""

from io import BytesIO

import pytest
from desk_pages import LATER, Desk
from openpyxl import load_workbook

from fayuan.core.models import AuditRow
from fayuan.matters.models import Matter
from fayuan.matters.worklists import numbered
from fayuan.messaging.labels import propose_lowering, raise_label

import steps
from cast import ID_NUMBERS, NOW, Cast

WHOLE, MASKED, OPPONENT = "李某", "李*", "某机械公司"


def raised(cast: Cast, to: str, *, staff: tuple[int, ...] = (), stage: str = "received") -> Matter:
    matter = getattr(steps, stage)(cast)
    given = {"ground": "privacy", "reason": "对方多次打听", "staff": staff, "by": cast.approver, "now": LATER}
    return raise_label(ref=matter.ref, to=to, **given)


def rows_of(page: str) -> str:
    """What stands in the table of a list."""
    return page[page.index("<tbody>") : page.rindex("</tbody>")] if "<tbody>" in page else ""


def test_the_name_and_the_opponents_of_a_sensitive_matter_stand_in_no_list(cast: Cast) -> None:
    raised(cast, "sensitive")
    desk = Desk(cast, "examiner")
    for page in (desk.read("worklist"), desk.post("search", q=WHOLE).content.decode()):
        found = rows_of(page)
        assert MASKED in found
        assert WHOLE not in found
        assert OPPONENT not in found
    assert WHOLE in desk.read("workspace", Matter.objects.get().ref)


def test_a_sealed_matter_stands_in_no_ordinary_list_and_in_one_of_its_own(cast: Cast) -> None:
    matter = raised(cast, "sealed", staff=(cast.people["examiner"].pk,))
    clerk, named = Desk(cast, "clerk"), Desk(cast, "examiner")
    for page in (clerk.read("worklist", view="examine"), clerk.read("worklist", view="sealed")):
        assert numbered(matter) not in rows_of(page)
    assert f">{numbered(matter)}<" not in clerk.post("search", q=matter.number).content.decode()
    assert clerk.ask("workspace", matter.ref).status_code == 404
    assert "封存的案件" not in clerk.read("worklist")
    assert numbered(matter) not in rows_of(named.read("worklist"))
    listed = named.read("worklist", view="sealed")
    assert numbered(matter) in rows_of(listed)
    assert "封存，进案可见" in rows_of(listed)
    for hidden in (WHOLE, OPPONENT):
        assert hidden not in rows_of(listed)
    assert numbered(matter) in rows_of(named.post("search", q=matter.number).content.decode())


def test_what_must_be_done_today_says_of_sealed_matters_too(cast: Cast) -> None:
    matter = raised(cast, "sealed", staff=(cast.people["examiner"].pk,))
    matter.grants.filter(until=None).update(due_at=LATER)
    assert "封存的案件，今天必须办：1件" in Desk(cast, "examiner").read("worklist")
    assert "封存的案件，今天必须办" not in Desk(cast, "clerk").read("worklist")


@pytest.mark.parametrize("view", ["examine", "sealed"])
def test_an_export_leaves_sealed_matters_out_and_says_how_many(cast: Cast, view: str) -> None:
    plain = steps.received(cast)
    sealed = raised(cast, "sealed", staff=(cast.people["examiner"].pk,))
    answer = Desk(cast, "examiner").ask("export", view=view)
    cells = [
        str(cell) for row in load_workbook(BytesIO(answer.content)).active.values for cell in row if cell
    ]
    assert "另有1件封存的案件没有导出" in cells
    assert numbered(sealed) not in cells
    assert (numbered(plain) in cells) == (view == "examine")
    assert AuditRow.objects.get(action="export_worklist").details["left_out"] == 1
    others = load_workbook(BytesIO(Desk(cast, "clerk").ask("export", view=view).content)).active.values
    assert not [cell for row in others for cell in row if cell and "没有导出" in str(cell)]


@pytest.mark.parametrize(("level", "words"), [("sensitive", "敏感"), ("sealed", "封存")])
def test_a_printed_page_says_the_level(cast: Cast, level: str, words: str) -> None:
    matter = raised(cast, level)
    for page in ("workspace", "label", "lower_label"):
        printed = Desk(cast, "approver").read(page, matter.ref)
        assert f'<p class="print-label" aria-hidden="true">{words}' in printed
    plain = Desk(cast, "clerk").read("workspace", steps.received(cast).ref)
    assert "print-label" not in plain


def test_a_number_of_a_sensitive_matter_needs_a_reason_and_counts(cast: Cast) -> None:
    matter = raised(cast, "sensitive")
    desk = Desk(cast, "clerk")
    assert desk.post("unmask", matter.ref, 0, "id_number").status_code == 422
    answer = desk.post("unmask", matter.ref, 0, "id_number", reason="identity")
    assert ID_NUMBERS["applicant"] in answer.content.decode()
    assert AuditRow.objects.filter(action="unmask", result="done", reason="identity").count() == 1


def test_it_is_raised_from_the_page_and_lowered_by_two(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    assert "保密级别：普通" in desk.read("workspace", matter.ref)
    said = desk.send("raise_label", matter.ref, to="sensitive", ground="violence", reason="对方扬言报复")
    assert "保密级别已经提高" in said
    assert "保密级别：敏感" in said
    desk.send("lower_label", matter.ref, to="normal", reason="对方已被拘留")
    page = desk.read("label", matter.ref)
    assert "等另一人同意" in page
    assert "同意降低" not in page
    second = Desk(cast, "approver", desk.now)
    assert "同意降低" in second.read("label", matter.ref)
    hidden = second.hidden("label", matter.ref, form="answering")
    assert second.post("settle_lowering", matter.ref, **hidden, agrees="yes").status_code == 302
    matter.refresh_from_db()
    assert matter.label == "normal"
    assert "对方已被拘留" in second.read("label", matter.ref)


def test_a_form_opened_before_another_change_changes_nothing(cast: Cast) -> None:
    matter = raised(cast, "sensitive")
    propose_lowering(ref=matter.ref, to="normal", reason="不再需要", by=cast.clerk, now=LATER)
    desk = Desk(cast, "approver")
    hidden = desk.hidden("label", matter.ref, form="answering")
    Matter.objects.filter(pk=matter.pk).update(version=99)
    assert desk.post("settle_lowering", matter.ref, **hidden, agrees="yes").status_code == 409
    matter.refresh_from_db()
    assert matter.label == "sensitive"


def test_a_state_secret_is_not_taken_and_the_page_says_what_to_do(cast: Cast) -> None:
    matter = steps.received(cast)
    desk = Desk(cast, "clerk")
    typed = {"to": "sealed", "ground": "state_secret", "reason": "有涉密材料"}
    answer = desk.post("raise_label", matter.ref, **desk.hidden("raise_label", matter.ref), **typed)
    assert answer.status_code == 409
    assert "涉密载体" in answer.content.decode()


def test_the_heads_name_who_works_on_it(cast: Cast) -> None:
    matter = raised(cast, "sealed")
    head, examiner = Desk(cast, "approver"), Desk(cast, "examiner")
    assert examiner.ask("workspace", matter.ref).status_code == 404
    head.send("name_for_sealed", matter.ref, staff=[str(cast.people["examiner"].pk)])
    examiner.now = head.now
    assert examiner.ask("workspace", matter.ref).status_code == 200
    assert "何某" in head.read("label", matter.ref)
    hidden = head.hidden("name_for_sealed", matter.ref)
    assert head.post("name_for_sealed", matter.ref, **hidden).status_code == 302
    examiner.now = head.now
    assert examiner.ask("workspace", matter.ref).status_code == 404


def test_the_law_is_named_where_it_forbids_to_lower(cast: Cast) -> None:
    matter = steps.submitted(cast, NOW, subject="domestic_violence")
    page = Desk(cast, "clerk").read("label", matter.ref)
    assert "反家庭暴力法 5" in page
    desk = Desk(cast, "clerk")
    hidden = desk.hidden("lower_label", matter.ref)
    answer = desk.post("lower_label", matter.ref, **hidden, to="normal", reason="不需要")
    assert answer.status_code == 409
    assert "不能降到这个级别以下" in answer.content.decode()
