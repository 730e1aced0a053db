"""The means test under trial rules: every kind of formula below, at and above its line, and its arithmetic."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from fayuan.law.facts import Application, Asset, Forum, HouseholdMember, Means, Opponent, Person
from fayuan.law.means import Line, line_in_words, means_steps, the_line
from fayuan.law.reasons import Step
from fayuan.law.rules import RuleBook, load, national

ON = date(2026, 6, 12)
PLACE = "510104"


def book(folder: Path, formula: str, *others: str) -> RuleBook:
    """A rule book in which a place without rules of its own has these."""
    target = folder / "regions" / PLACE
    target.mkdir(parents=True)
    entries = [f"hardship.formula:\n  - value: {{name: 试行, article: 试行办法 1, {formula}}}", *others]
    tail = "\n    from: 2020-01-01\n    basis: 试行办法\n    mark: 待核实\n"
    (target / "rules.yaml").write_text("".join(entry + tail for entry in entries), encoding="utf-8")
    return load([folder])


def base(name: str, amount: str, per: str = "month") -> str:
    return f"base.{name}:\n  - value: {{name: 当地标准, amount: {amount}, per: {per}}}"


def asked(*incomes: int, matter: str = "traffic_injury", **means: object) -> Application:
    members = tuple(
        HouseholdMember("other" if number else "self", income) for number, income in enumerate(incomes)
    )
    return Application(
        matter,
        PLACE,
        Person(date(1990, 1, 1)),
        forum=Forum("court", PLACE),
        means=Means(members, **means),  # type: ignore[arg-type]  # the cases give what Means takes
    )


FORMULAS = {
    "subsistence_line": (
        "base: subsistence_line, multiple: '2', below: false",
        "700 元",
        "month",
        140_000,
        False,
    ),
    "minimum_wage": ("base: minimum_wage, multiple: '1', below: false", "2100 元", "month", 210_000, False),
    "low_income_line": (
        "base: low_income_line, multiple: '1.5', below: true",
        "1000 元",
        "month",
        150_000,
        True,
    ),
    "disposable_income": (
        "base: disposable_income, multiple: '1/2', below: true",
        "48000 元",
        "year",
        200_000,
        True,
    ),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_admits_below_its_line_and_refuses_above_it(name: str, tmp_path: Path) -> None:
    formula, amount, per, line, below = FORMULAS[name]
    rules = book(tmp_path, formula, base(name, amount, per))

    assert means_steps(asked(line - 1), ON, rules)[-1].passed is True
    assert means_steps(asked(line), ON, rules)[-1].passed is not below
    assert means_steps(asked(line + 1), ON, rules)[-1].passed is False


def test_the_line_shows_its_arithmetic(tmp_path: Path) -> None:
    rules = book(
        tmp_path, "base: subsistence_line, multiple: '2', below: false", base("subsistence_line", "700 元")
    )
    line = the_line(rules.value("hardship.formula", ON, PLACE), ON, PLACE, rules)

    assert isinstance(line, Line)
    assert line.amount == Fraction(140_000)
    assert line.step.says == "当地标准 700 元 × 2 = 每人每月 1400 元。"
    assert line.step.inputs == {"line_fen": 140_000}


def test_a_yearly_amount_is_divided_by_twelve_and_kept_exact(tmp_path: Path) -> None:
    formula = "base: disposable_income, multiple: '1/2', below: true"
    rules = book(tmp_path, formula, base("disposable_income", "50000 元", "year"))
    line = the_line(rules.value("hardship.formula", ON, PLACE), ON, PLACE, rules)

    assert isinstance(line, Line)
    assert line.amount == Fraction(5_000_000, 24)
    assert line.step.says == "当地标准 50000 元 ÷ 12 × 1/2 = 每人每月 2083.33 元。"


def test_a_line_may_be_rounded_to_whole_yuan_or_to_the_fen(tmp_path: Path) -> None:
    formula = "base: disposable_income, multiple: '1/2', below: true"
    yearly = base("disposable_income", "50000 元", "year")
    for to, expected in (("yuan", Fraction(208_300)), ("fen", Fraction(5_000_000, 24))):
        rounding = f"hardship.rounding:\n  - value: {{to: {to}, article: 试行办法 2}}"
        rules = book(tmp_path / to, formula, yearly, rounding)
        line = the_line(rules.value("hardship.formula", ON, PLACE), ON, PLACE, rules)
        assert isinstance(line, Line)
        assert line.amount == expected


def test_a_missing_amount_is_said_and_never_guessed(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: minimum_wage, multiple: '2', below: false")
    found = the_line(rules.value("hardship.formula", ON, PLACE), ON, PLACE, rules)

    assert isinstance(found, Step)
    assert found.passed is None
    assert (
        found.says
        == "当地标准按最低工资标准的 2 倍计算；最低工资标准的本地标准未录入，待核实，须由工作人员认定。"
    )


def test_last_years_amount_is_the_one_of_last_year(tmp_path: Path) -> None:
    formula = "base: minimum_wage, multiple: '1', below: false, lag_years: 1"
    tail = "\n    from: 2024-01-01\n    to: 2024-12-31\n    basis: 试行办法\n    mark: 待核实\n"
    rules = book(tmp_path, formula, base("minimum_wage", "2000 元") + tail + base("low_income_line", "1 元"))

    assert means_steps(asked(200_000), date(2024, 12, 31), rules)[-1].passed is None
    assert means_steps(asked(200_000), date(2025, 1, 1), rules)[-1].passed is True
    assert means_steps(asked(200_000), date(2025, 12, 31), rules)[-1].passed is True
    assert means_steps(asked(200_000), date(2026, 1, 1), rules)[-1].passed is None


def test_the_household_is_told_with_its_sum_and_share(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false")
    household = means_steps(asked(100_000, 50_000, 0), ON, rules)[0]

    assert household.says == "共同生活的家庭成员共 3 人，月收入合计 1500 元，人均 500 元。"
    assert household.inputs == {"people": 3, "total_fen": 150_000, "per_head_fen": "50000"}
    assert household.passed is True


def test_the_time_looked_back_is_told(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false, months: 6")

    assert means_steps(asked(100_000), ON, rules)[0].says.startswith("按申请前 6 个月平均，")


def test_a_comparison_is_told_either_way(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false")

    assert means_steps(asked(100_000), ON, rules)[-1].says == "1000 元 不高于 1000 元，符合标准。"
    assert means_steps(asked(100_001), ON, rules)[-1].says == "1000.01 元 高于 1000 元，超过标准。"
    assert means_steps(asked(100_000), ON, rules)[1].says == "当地标准是每人每月不高于 1000 元。"


def test_nothing_is_reckoned_without_the_applicants_own_income(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false")
    nobody = asked()
    others = Application(
        "support",
        PLACE,
        Person(),
        means=Means((HouseholdMember("spouse", 100),)),
        forum=Forum("court", PLACE),
    )

    assert [step.passed for step in means_steps(nobody, ON, rules)] == [None]
    assert [step.passed for step in means_steps(others, ON, rules)] == [None]


def opposed(household: tuple[HouseholdMember, ...], *, inside: bool) -> Application:
    return Application(
        "traffic_injury",
        PLACE,
        Person(date(1990, 1, 1)),
        opponents=(Opponent("甲", "spouse", inside),),
        means=Means(household),
    )


HOUSEHOLD = (
    HouseholdMember("self", 90_000),
    HouseholdMember("spouse", 900_000, is_opponent=True),
    HouseholdMember("child", 150_000),
)


def test_with_an_opponent_inside_only_the_own_income_counts(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false")

    steps = means_steps(opposed(HOUSEHOLD, inside=True), ON, rules)
    assert steps[0].says.startswith("对方当事人是共同生活的家庭成员，只看申请人本人的收入，共 1 人")
    assert steps[-1].passed is True


def test_a_region_may_leave_the_opponent_out_and_count_the_others(tmp_path: Path) -> None:
    household = "hardship.household:\n  - value: {article: 试行办法 3, opponent_inside: leave_out}"
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false", household)

    steps = means_steps(opposed(HOUSEHOLD, inside=True), ON, rules)
    assert steps[0].says.startswith("共同生活的家庭成员（不含对方当事人）共 2 人，月收入合计 2400 元")
    assert steps[-1].passed is False


BURDEN = (
    "base: fixed, amount: 1000 元, below: true, multiple: '1/2', burden_multiple: '1', "
    "hardships: [serious_illness]"
)


@pytest.mark.parametrize(
    ("income", "spending", "struck", "passed"),
    [
        (99_999, None, set(), True),
        (150_000, 150_001, {"serious_illness"}, True),
        (150_000, 150_000, {"serious_illness"}, False),
        (150_000, None, {"serious_illness"}, False),
        (150_000, 200_000, {"accident"}, False),
        (150_000, 200_000, set(), False),
        (199_999, 300_000, {"serious_illness", "accident"}, True),
        (200_000, 300_000, {"serious_illness"}, False),
    ],
)
def test_a_hardship_widens_the_line_when_spending_exceeds_income(
    income: int, spending: int | None, struck: set[str], passed: bool, tmp_path: Path
) -> None:
    rules = book(tmp_path, BURDEN)
    application = asked(income, spending_fen=spending, hardships=frozenset(struck))

    assert means_steps(application, ON, rules)[-1].passed is passed


def test_a_formula_without_a_wider_line_knows_no_hardship(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: true")
    application = asked(150_000, spending_fen=900_000, hardships=frozenset({"serious_illness"}))

    assert means_steps(application, ON, rules)[-1].passed is False


ASSETS = (
    "hardship.assets:\n"
    "  - value: {article: 试行办法 4, total_over: 50000 元, homes_from: 2, home_area_from: 144}"
)


@pytest.mark.parametrize(
    ("assets", "passed"),
    [
        ((), True),
        ((Asset("savings", 5_000_000),), True),
        ((Asset("savings", 5_000_001),), False),
        ((Asset("savings", 3_000_000), Asset("car", 3_000_000)), False),
        ((Asset("home", 90_000_000),), True),
        ((Asset("home", area=Fraction(143)),), True),
        ((Asset("home", area=Fraction(144)),), None),
        ((Asset("home"), Asset("home")), False),
    ],
)
def test_assets_of_large_value_forbid_what_income_would_admit(
    assets: tuple[Asset, ...], passed: bool | None, tmp_path: Path
) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false", ASSETS)

    steps = means_steps(asked(50_000, assets=assets), ON, rules)
    assert steps[-1].passed is passed
    assert ("hardship.assets" in {step.rule for step in steps}) == bool(assets)


def test_small_assets_do_not_mend_a_high_income(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false", ASSETS)

    assert means_steps(asked(150_000, assets=(Asset("savings", 1),)), ON, rules)[-1].passed is False


def test_assets_are_not_looked_at_where_no_rule_is_on_record(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: fixed, amount: 1000 元, below: false")

    steps = means_steps(asked(50_000, assets=(Asset("home"), Asset("home"))), ON, rules)
    assert steps[-1].passed is True
    assert len(steps) == 3


@pytest.mark.parametrize(("income", "passed"), [(1_000_000, None), (1_000_001, False)])
def test_without_a_line_only_what_exceeds_every_formula_is_refused(
    income: int, passed: bool | None, tmp_path: Path
) -> None:
    rules = book(tmp_path, "base: minimum_wage, multiple: '1', below: false")

    assert means_steps(asked(income), ON, rules)[-1].passed is passed
    assert means_steps(asked(income), ON, national())[-1].passed is passed


def test_a_hardship_leaves_even_a_high_income_to_a_person() -> None:
    application = asked(9_000_000, hardships=frozenset({"serious_illness"}))

    assert means_steps(application, ON, national())[-1].passed is None


def test_a_recognised_household_passes_whatever_its_income(tmp_path: Path) -> None:
    rules = book(tmp_path, "base: status, below: false")

    assert means_steps(asked(9_000_000, low_income_recognised=True), ON, rules)[-1].passed is True
    assert means_steps(asked(9_000_000), ON, rules)[-1].passed is False
    assert means_steps(asked(900_000), ON, rules)[-1].passed is None
    assert means_steps(asked(900_000, low_income_recognised=False), ON, rules)[-1].passed is False


def test_the_line_of_a_place_is_told_with_its_arithmetic(tmp_path: Path) -> None:
    formula = "base: subsistence_line, multiple: '2', below: false"
    rules = book(tmp_path, formula, base("subsistence_line", "700 元"))

    assert line_in_words(ON, PLACE, rules) == "当地标准 700 元 × 2 = 每人每月 1400 元。"


def test_a_place_without_a_line_is_told_what_is_missing() -> None:
    assert line_in_words(ON, PLACE, national()) == "本地标准未录入，待核实：须由工作人员按当地标准认定。"


def test_the_nation_and_a_place_that_asks_for_no_number_have_no_line_to_tell(tmp_path: Path) -> None:
    assert line_in_words(ON, "000000", national()) == ""
    assert line_in_words(ON, PLACE, book(tmp_path, "base: status, below: false")) == ""
