"""Many matters at once: each row with its own result; the list as a workbook; colleagues at the same matter."""

from io import BytesIO

import openpyxl
from desk_pages import Desk

from fayuan.core.models import AuditRow
from fayuan.matters.models import Matter

import steps
from cast import Cast


def test_ticked_rows_are_received_one_by_one_and_what_cannot_be_says_why(cast: Cast) -> None:
    good, received, foreign_here = (
        steps.submitted(cast),
        steps.received(cast),
        steps.submitted(cast, subject="other"),
    )
    desk = Desk(cast, "clerk")
    page = desk.post(
        "bulk", act="receive", row=[good.ref, received.ref, foreign_here.ref], once_key="k"
    ).content.decode()
    assert "受理：3件里办好1件" in page
    assert "不属于法律援助的事项范围" in page
    assert Matter.objects.get(pk=good.pk).state == "received"


def test_what_one_does_not_see_is_not_among_the_rows(cast: Cast) -> None:
    matter = steps.submitted(cast)
    page = Desk(cast, "far_clerk").post("bulk", act="receive", row=[matter.ref]).content.decode()
    assert "0件里办好0件" in page
    assert Matter.objects.get(pk=matter.pk).state == "submitted"


def test_the_bar_offers_what_fits_the_view_and_the_post(cast: Cast) -> None:
    steps.submitted(cast)
    assert 'name="act" value="receive"' in Desk(cast, "clerk").read("worklist", view="new")
    assert 'name="act"' not in Desk(cast, "finance").read("worklist", view="new")


def test_without_a_tick_it_says_what_to_do(cast: Cast) -> None:
    answer = Desk(cast, "clerk").post("bulk", act="receive")
    assert answer.status_code == 422
    assert "请先勾选" in answer.content.decode()


def test_the_list_goes_out_as_a_workbook_masked_and_recorded(cast: Cast) -> None:
    steps.submitted(cast, opponents=(steps.OpponentInput("=HYPERLINK(1)"),))
    answer = Desk(cast, "clerk").ask("export", view="new")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][2] == "李*"
    assert rows[1][4] == "'=HYPERLINK(1)"
    assert AuditRow.objects.get(action="export_worklist").details == {"view": "new", "rows": 1, "left_out": 0}
