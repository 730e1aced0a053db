"""What stands under which subject, and what a place has not on record."""

from datetime import date

from fayuan.law.rules import national
from fayuan.law.subjects import gaps, in_force, subject, subject_of

ON, BOOK = date(2026, 6, 12), national()


def test_every_rule_that_ships_stands_under_one_subject_and_in_its_list() -> None:
    for entry in BOOK.entries():
        on = entry.valid_from
        assert entry in in_force(subject_of(entry.key), on, entry.region, BOOK)


def test_a_subject_is_known_by_its_name_alone() -> None:
    assert subject("deadlines") is subject_of("clock.T01")
    assert subject("weather") is None


def test_a_place_without_anything_on_record_says_so() -> None:
    assert gaps(ON, "510104", BOOK) == (
        "经济困难标准：本地标准未录入，由工作人员按当地标准认定。",
        "办案补贴标准：本地标准未录入，补贴由工作人员按当地标准计算。",
    )


def test_a_formula_without_its_amount_is_a_gap() -> None:
    assert gaps(ON, "320102", BOOK)[0] == "最低工资标准的金额：本地标准未录入，由工作人员按当地标准认定。"


def test_services_without_a_rate_are_named_where_others_have_one() -> None:
    assert gaps(ON, "350303", BOOK)[-1] == (
        "办案补贴标准（国家赔偿）：本地标准未录入，补贴由工作人员按当地标准计算。"
    )


def test_a_place_whose_line_is_on_record_lacks_none_and_the_nation_sets_none() -> None:
    assert not any(gap.startswith("经济困难标准") for gap in gaps(date(2025, 3, 3), "310104", BOOK))
    assert gaps(ON, "000000", BOOK) == ()
