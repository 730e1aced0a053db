"""Past decisions under other rules."""

from datetime import date
from pathlib import Path

from fayuan.law.facts import Application, Forum, HouseholdMember, Means, Person
from fayuan.law.replay import Past, replay
from fayuan.law.rules import load, national

LINE = """\
hardship.formula:
  - value: {name: 试行标准, article: 试行标准 1, base: fixed, amount: 4000 元, below: true}
    from: 2025-01-01
    basis: 试行标准
    mark: 待核实
"""


def past(ref: str, income: int, born: date) -> Past:
    means = Means((HouseholdMember("self", income),))
    facts = Application("traffic_injury", "310104", Person(born), forum=Forum("court", "310104"), means=means)
    return Past(ref, date(2025, 3, 3), facts)


def test_a_replay_finds_who_would_be_decided_otherwise_by_rule_and_group(tmp_path: Path) -> None:
    folder = tmp_path / "regions" / "310000"
    folder.mkdir(parents=True)
    (folder / "line.yaml").write_text(LINE, encoding="utf-8")
    decisions = [
        past("甲", 300_000, date(1990, 1, 1)),
        past("乙", 350_000, date(1950, 1, 1)),
        past("丙", 450_000, date(1990, 1, 1)),
    ]

    found = replay(decisions, national(), load([tmp_path]))

    assert found.looked_at == 3
    assert [(each.ref, each.before, each.after) for each in found.otherwise] == [
        ("乙", "means_exceeded", "eligible")
    ]
    assert found.by_rule == {"hardship.formula": 1}
    assert found.by_group == {"elderly": 1}


def test_the_same_rules_decide_nothing_otherwise() -> None:
    decisions = [past(str(income), income, date(1990, 1, 1)) for income in range(0, 600_000, 50_000)]

    assert replay(decisions, national(), national()).otherwise == ()
