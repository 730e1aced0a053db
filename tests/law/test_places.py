"""Codes of places."""

from datetime import date, datetime

import pytest

from fayuan.law.jurisdiction import first_receiver, settled_by
from fayuan.law.places import common_superior, is_code, level, lies_in, plain, upwards
from fayuan.law.rules import national


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("410403", True), ("000000", True), ("110000", True), ("419001", True), ("990000", False), ("41040", False),
     ("4104033", False), ("41o403", False), ("410003", False), ("", False), (None, False), (410403, False)],
)  # fmt: skip
def test_a_code_has_six_digits_of_an_existing_province(code: object, is_one: bool) -> None:
    assert is_code(code) is is_one


@pytest.mark.parametrize(
    ("code", "name"),
    [("000000", "nation"), ("410000", "province"), ("410400", "city"), ("410403", "county"), ("419001", "county"),
     ("110000", "province"), ("110100", "province"), ("110105", "county"), ("500200", "province")],
)  # fmt: skip
def test_the_level_shows_in_the_code(code: str, name: str) -> None:
    assert level(code) == name


def test_the_country_has_thirty_four_provinces() -> None:
    codes = [f"{number:02}0000" for number in range(100)]

    assert sum(map(is_code, codes)) == 36  # with the nation itself, and the demonstration's fictional one
    assert all(map(is_code, ["150000", "230000", "370000", "460000", "540000", "650000", "710000", "820000"]))


@pytest.mark.parametrize(
    ("code", "known_as"),
    [("110200", "110000"), ("500100", "500000"), ("120300", "120300"), ("410100", "410100"), ("410200", "410200"),
     ("429000", "420000"), ("429004", "429004"), ("310104", "310104")],
)  # fmt: skip
def test_what_is_no_city_of_its_own_is_known_by_its_province(code: str, known_as: str) -> None:
    assert plain(code) == known_as


def test_a_municipality_has_no_city_between_it_and_its_districts() -> None:
    assert plain("310100") == "310000"
    assert upwards("310104") == ("310104", "310000", "000000")


def test_a_district_lies_in_its_city_its_province_and_the_nation() -> None:
    assert upwards("410403") == ("410403", "410400", "410000", "000000")
    assert lies_in("410403", "410400")
    assert not lies_in("410400", "410403")
    assert not lies_in("410403", "410500")


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [("410403", "410425", "410400"), ("410403", "410502", "410000"), ("410403", "320102", "000000"),
     ("410403", "410403", "410403"), ("410403", "410400", "410000"), ("310104", "310105", "310000"),
     ("410000", "410403", "000000"), ("000000", "410403", "000000")],
)  # fmt: skip
def test_the_common_superior_of_two_places(one: str, other: str, above: str) -> None:
    assert common_superior(one, other) == above
    assert common_superior(other, one) == above


def test_of_two_competent_agencies_the_first_to_receive_takes_it() -> None:
    receipts = [("410403", datetime(2026, 6, 12, 9, 30)), ("410425", datetime(2026, 6, 12, 9, 0))]

    assert first_receiver(receipts) == "410425"


def test_a_dispute_between_agencies_goes_to_the_bureau_above_both() -> None:
    found = settled_by("410403", "410425", date(2026, 6, 12), national())

    assert found.places == ("410400",)
    assert found.step.article == "河南省法律援助条例 28"
