"""What an assignee is paid, and which fees fall away."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from law.case_files import rows

from fayuan.law.amounts import Calculation, service_of, subsidy
from fayuan.law.facts import Application, HouseholdMember, Means, Person
from fayuan.law.fees import entitlements
from fayuan.law.rules import load

ON = date(2026, 6, 12)


def pay(case: dict[str, Any], **more: Any) -> Calculation:
    return subsidy(
        case["service"],
        case.get("stage"),
        case.get("region", "350303"),
        case.get("on", ON),
        case.get("members", 1),
        case.get("quality"),
        payee=case.get("payee", "lawyer"),
        supplements=case.get("supplements", ()),
        costs={name: int(Fraction(str(cost)) * 100) for name, cost in case.get("costs", {}).items()},
        **more,
    )


@pytest.mark.parametrize("case", rows("subsidy.yaml"))
def test_a_case_is_paid_as_the_sheet_says(case: dict[str, Any]) -> None:
    sheet = pay(case)

    expected = None if case["total"] is None else Fraction(str(case["total"])) * 100
    assert sheet.total_fen == expected
    assert sum(line.amount_fen for line in sheet.lines) == (sheet.total_fen or 0)
    assert all(line.article and line.says.endswith("。") for line in sheet.lines)


def test_the_sheet_shows_its_arithmetic() -> None:
    assert pay({"service": "civil", "members": 48}).says == (
        "民事案件每件 1200 元。"
        "同一批案件，从第二件起每件增加 200 元，共 48 件，合计不超过 5000 元：增加 3800 元。"
        "合计 5000 元，免征增值税和个人所得税。"
    )


def test_a_batch_at_the_cap_is_not_called_limited() -> None:
    assert "不超过" not in pay({"service": "civil", "members": 20}).says
    assert "不超过" in pay({"service": "civil", "members": 21}).says


def test_one_case_has_no_line_for_a_batch() -> None:
    assert len(pay({"service": "civil"}).lines) == 1
    assert len(subsidy("civil", None, "350303", ON).lines) == 1


def test_an_outlay_of_nothing_is_admitted() -> None:
    assert pay({"service": "civil", "costs": {"交通费": 0}}).total_fen == 120_000


def test_a_payee_that_no_rule_names_is_paid_the_plain_rate() -> None:
    assert pay({"service": "civil", "payee": "volunteer"}).total_fen == 120_000


def test_a_batch_whose_first_case_is_above_the_cap_is_not_cut(tmp_path: Path) -> None:
    folder = tmp_path / "regions" / "410403"
    folder.mkdir(parents=True)
    tail = "    from: 2026-01-01\n    basis: 试行标准\n    mark: 待核实\n"
    (folder / "rates.yaml").write_text(
        "subsidy.rate.civil:\n"
        f"  - value: {{name: 民事案件, article: 试行标准, stages: {{any: 6000 元}}}}\n{tail}"
        "subsidy.group:\n"
        f"  - value: {{name: 增加, each_further: 200 元, cap: 5000 元, article: 试行标准}}\n{tail}",
        encoding="utf-8",
    )

    sheet = pay({"service": "civil", "region": "410403", "members": 3}, book=load([tmp_path]))
    assert sheet.total_fen == 600_000


def test_a_place_without_rates_says_so() -> None:
    assert pay({"service": "civil", "region": "410403"}).says == "本地补贴标准未录入，待核实，不能计算。"


def test_a_quality_grade_multiplies_what_stands_before_it(tmp_path: Path) -> None:
    rates = tmp_path / "regions" / "410403"
    rates.mkdir(parents=True)
    (rates / "rates.yaml").write_text(
        "subsidy.rate.civil:\n"
        "  - value: {name: 民事案件, article: 试行标准, stages: {any: 1500.01 元}}\n"
        "    from: 2026-01-01\n    basis: 试行标准\n    mark: 待核实\n",
        encoding="utf-8",
    )
    sheet = pay({"service": "civil", "region": "410403", "quality": "excellent"}, book=load([tmp_path]))

    assert sheet.total_fen == 180_001
    assert [mark.mark for mark in sheet.marks] == ["待核实", "○"]


@pytest.mark.parametrize("wrong", [{"members": 0}, {"costs": {"交通费": -1}}, {"supplements": ["moon"]}])
def test_what_cannot_be_paid_is_refused_with_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"。$"):
        pay({"service": "civil", **wrong})


def test_the_service_kind_follows_from_matter_and_form() -> None:
    assert service_of("criminal_defence", "defence") == "criminal"
    assert service_of("labour_remuneration", "arbitration") == "arbitration"
    assert service_of("traffic_injury", "non_litigation") == "non_litigation"
    assert service_of("social_insurance", "litigation", "administrative") == "administrative"


@pytest.mark.parametrize(
    ("matter", "form", "groups", "recipient", "rules"),
    [
        ("traffic_injury", "litigation", (), False, set()),
        ("traffic_injury", "litigation", (), True, {"fees.court_defer", "fees.notary", "fees.copying"}),
        ("support", "litigation", (), False, {"fees.court_waive_support"}),
        ("survivor_pension", "litigation", (), False, {"fees.court_waive_support"}),
        ("bravery", "litigation", (), False, {"fees.court_waive_bravery"}),
        ("traffic_injury", "litigation", ("subsistence_recipient",), False, {"fees.court_waive_subsistence"}),
        (
            "traffic_injury",
            "litigation",
            ("special_care_recipient",),
            False,
            {"fees.court_reduce_special_care"},
        ),
        (
            "traffic_injury",
            "litigation",
            ("disabled", "no_fixed_income"),
            False,
            {"fees.court_waive_disabled"},
        ),
        ("traffic_injury", "litigation", ("disabled",), False, set()),
        ("labour_remuneration", "arbitration", (), False, {"fees.labour_arbitration"}),
        ("labour_remuneration", "litigation", (), False, set()),
    ],
)
def test_fees_fall_away_by_matter_group_and_grant(
    matter: str, form: str, groups: tuple[str, ...], recipient: bool, rules: set[str]
) -> None:
    application = Application(matter, "410403", Person(groups=frozenset(groups)), form=form)

    found = entitlements(application, ON, recipient=recipient)

    assert {relief.rule for relief in found} == rules
    assert all(relief.article and relief.says.endswith("。") for relief in found)


def test_a_disaster_reduces_the_fees_of_the_court() -> None:
    struck = Means((HouseholdMember("self", 0),), hardships=frozenset({"disaster"}))
    plain, hit = (
        entitlements(Application("traffic_injury", "410403", Person(), means=means), ON, recipient=False)
        for means in (Means((HouseholdMember("self", 0),)), struck)
    )

    assert plain == ()
    assert [relief.rule for relief in hit] == ["fees.court_reduce_disaster"]
