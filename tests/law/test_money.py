"""Money is whole fen, shares are fractions."""

from fractions import Fraction

import pytest

from fayuan.law.money import fen, half_up, ratio, yuan


@pytest.mark.parametrize(
    ("text", "amount"), [("3190 元", 319_000), ("62.5元", 6_250), ("0.01 元", 1), ("0 元", 0)]
)
def test_a_written_amount_becomes_whole_fen(text: str, amount: int) -> None:
    assert fen(text) == amount


@pytest.mark.parametrize("text", ["3190", "3,190 元", "1.234 元", "-5 元", "元", ""])
def test_anything_else_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="金额"):
        fen(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1/2", Fraction(1, 2)), ("0.3", Fraction(3, 10)), ("2", Fraction(2))]
)
def test_a_written_share_becomes_a_fraction(text: str, value: Fraction) -> None:
    assert ratio(text) == value


@pytest.mark.parametrize("text", ["1/0", "-1", "half", "1e3", ""])
def test_anything_else_is_no_share(text: str) -> None:
    with pytest.raises(ValueError, match="倍数"):
        ratio(text)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Fraction(3, 2), 2),
        (Fraction(7, 5), 1),
        (Fraction(-3, 2), -2),
        (Fraction(-7, 5), -1),
        (Fraction(0), 0),
    ],
)
def test_halves_round_away_from_zero(amount: Fraction, rounded: int) -> None:
    assert half_up(amount) == rounded


@pytest.mark.parametrize(
    ("amount", "text"),
    [(319_000, "3190 元"), (259_150, "2591.50 元"), (-5, "-0.05 元"), (Fraction(1, 3), "0 元")],
)
def test_an_amount_is_written_as_people_read_it(amount: int | Fraction, text: str) -> None:
    assert yuan(amount) == text
