"""Finding a matter by what somebody at the window has at hand."""

import pytest
from desk_pages import LATER, Desk

from fayuan.core import audit, clock
from fayuan.core.models import AuditRow
from fayuan.intake.inputs import PersonInput

import steps
from cast import ID_NUMBERS, Cast


def found(desk: Desk, term: str) -> str:
    """The page of what the term finds."""
    return desk.post("search", q=term).content.decode()


@pytest.mark.parametrize(
    "written", ["{number}", "申{count}", "{count}", "申{count}号", "{ref}", "  {wide}  "]
)
def test_a_matter_is_found_by_its_number_however_it_is_written(cast: Cast, written: str) -> None:
    matter = steps.received(cast)
    count = matter.number.partition("第")[2].removesuffix("号")
    wide = matter.number.replace("〔", "（").replace("〕", "）")
    term = written.format(number=matter.number, count=count, ref=matter.ref, wide=wide)
    assert "找到1件" in found(Desk(cast, "clerk"), term)


def test_a_matter_is_found_by_the_beginning_of_any_partys_name(cast: Cast) -> None:
    steps.received(cast)
    assert "找到1件" in found(Desk(cast, "clerk"), "李")
    assert "找到1件" in found(Desk(cast, "clerk"), "某机械")


def test_a_matter_is_found_by_telephone_and_identity_number_with_spaces_and_full_width_digits(
    cast: Cast,
) -> None:
    steps.received(cast)
    assert "找到1件" in found(Desk(cast, "clerk"), "139 0000 0001")
    assert "找到1件" in found(
        Desk(cast, "clerk"),
        ID_NUMBERS["applicant"].translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    )


def test_another_countys_matters_are_not_found(cast: Cast) -> None:
    matter = steps.received(cast)
    assert "没有找到" in found(Desk(cast, "far_clerk"), matter.number)


def test_somebody_at_the_desk_does_not_find_their_own_matter_elsewhere(cast: Cast) -> None:
    own = PersonInput(id=cast.people["far_clerk"].pk)
    matter = steps.submitted(cast, applicant=own)
    assert "没有找到" in found(Desk(cast, "far_clerk"), matter.number)


def test_what_was_sought_stands_in_the_trail_as_a_digest(cast: Cast) -> None:
    steps.received(cast)
    with clock.at(LATER):
        found(Desk(cast, "clerk"), "13900000001")
    row = AuditRow.objects.get(action="search")
    assert row.details == {"term": audit.digest("13900000001"), "found": 1}


@pytest.mark.parametrize("term", ["", "   ", "%", "\x00", "李" * 500, "申99999999", "' OR 1=1"])
def test_what_finds_nothing_says_how_to_ask(cast: Cast, term: str) -> None:
    steps.received(cast)
    assert "编号可以写全" in found(Desk(cast, "clerk"), term)
