"""The rule book: dated entries, inheritance, layers, and every fault named with its file and line."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from fayuan.law.rules import NotCovered, RulesFaulty, check, load, national

GOOD = """\
scope.test_matter:
  - value: {name: 试验事项, article: 试验条例 1, field: civil}
    from: 2026-01-01
    basis: 试验条例 1
    mark: ○
"""


def plant(folder: Path, text: str, place: str = "regions/410403") -> Path:
    target = folder / place
    target.mkdir(parents=True, exist_ok=True)
    (target / "rules.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_rules_that_ship_have_no_faults() -> None:
    assert check() == []


def test_every_parameter_has_a_basis_and_a_mark() -> None:
    entries = national().entries()

    assert len(entries) > 200
    assert all(entry.basis and entry.mark in ("✔", "○", "待核实") for entry in entries)
    assert all(entry.line > 0 and entry.source.endswith(".yaml") for entry in entries)


def test_no_value_is_a_float() -> None:
    def floats(value: object) -> bool:
        if isinstance(value, Mapping):
            return any(map(floats, value.values()))
        return any(map(floats, value)) if isinstance(value, tuple) else isinstance(value, float)

    assert not any(floats(entry.value) for entry in national().entries())


FAULTS = {
    "a key that nothing reads": (GOOD.replace("scope.test_matter", "scoop.test_matter"), 2),
    "no basis": (GOOD.replace("    basis: 试验条例 1\n", ""), 2),
    "no mark": (GOOD.replace("    mark: ○\n", ""), 2),
    "a mark that does not exist": (GOOD.replace("○", "sure"), 5),
    "no value": ("scope.test_matter:\n  - from: 2026-01-01\n    basis: 甲\n    mark: ✔\n", 2),
    "no first day": (GOOD.replace("    from: 2026-01-01\n", ""), 2),
    "a day that does not exist": (GOOD.replace("2026-01-01", "2026-02-30"), 3),
    "an end before the beginning": (GOOD.replace("    basis", "    to: 2025-12-31\n    basis"), 4),
    "a field of an entry that does not exist": (GOOD.replace("mark:", "marks:"), 5),
    "a field of a value that does not exist": (GOOD.replace("name:", "title:"), 2),
    "a value that lacks a field": (GOOD.replace("name: 试验事项, ", ""), 2),
    "a word that is not one of those allowed": (GOOD.replace("civil", "canon"), 2),
    "a group that does not exist": (GOOD.replace("field: civil", "field: civil, any_group: [pirate]"), 2),
    "the same key twice": (GOOD + GOOD, 6),
    "the same field twice": (GOOD.replace("field: civil", "field: civil, field: civil"), 2),
    "two entries in force at once": (
        GOOD.replace("    basis", "    to: 2026-12-31\n    basis")
        + "  - value: {name: 试验事项, article: 试验条例 1, field: civil}\n"
        "    from: 2026-06-01\n    basis: 甲\n    mark: ✔\n",
        7,
    ),
    "broken YAML": ("scope.test_matter:\n  - value: {name: 甲\n", 3),
    "a list where entries belong": ("- scope.test_matter\n", 1),
    "no list under a key": ("scope.test_matter: 甲\n", 1),
    "an entry that is no mapping": ("scope.test_matter:\n  - 甲\n", 2),
    "a float": (
        "hardship.formula:\n  - value: {name: 甲, article: 乙, base: minimum_wage, multiple: 1.5, below: true}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a fixed line without an amount": (
        "hardship.formula:\n  - value: {name: 甲, article: 乙, base: fixed, below: true}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a multiple of nothing": (
        "hardship.formula:\n  - value: {name: 甲, article: 乙, base: minimum_wage, below: true}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "an amount that is no amount": (
        "base.minimum_wage:\n  - value: {name: 甲, amount: 两千元}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "an office that takes longer than the nation allows": (
        "clock.T01:\n  - value: {name: 审查决定, duty: office, length: 10, unit: D, roll: true, starts: 收到申请}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a citizen who gets less time than the nation gives": (
        "clock.T14:\n  - value: {name: 提出异议, duty: citizen, length: 10, unit: D, roll: true, starts: 收到决定}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a clock in a unit that cannot be compared": (
        "clock.T01:\n  - value: {name: 审查决定, duty: office, length: 5, unit: WD, roll: true, starts: 收到申请}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a clock that binds somebody else": (
        "clock.T14:\n  - value: {name: 提出异议, duty: office, length: 20, unit: D, roll: true, starts: 收到决定}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a clock without a length": (
        "clock.T99:\n  - value: {name: 甲, duty: office, unit: D, starts: 乙}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a length below zero": (
        "clock.T99:\n  - value: {name: 甲, duty: office, length: -3, unit: D, starts: 乙}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a national matter narrowed": (
        GOOD.replace("test_matter", "support").replace("field: civil", "field: civil, any_group: [elderly]"), 2,
    ),
    "a matter in an exemption that no rule knows": (
        "exempt.sailors:\n  - value: {name: 甲, article: 乙, matters: [shipwreck]}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a stage that does not exist": (
        "notice.late:\n  - value: {name: 甲, article: 乙, must: true, stages: [encore]}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "fewer days for an urgent grant": (
        "urgency.days_left:\n  - value: {count: 3}\n    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "less experience for a death-penalty case": (
        "qualification.life_or_death:\n  - value: {name: 甲, article: 乙, years: 1}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
    "a ground to terminate that only the nation may set": (
        "termination.lazy:\n  - value: {name: 甲, article: 乙}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n",
        2,
    ),
}  # fmt: skip


def clock_of(length: int, first: str, last: str = "") -> str:
    until = f"    to: {last}\n" if last else ""
    return (
        f"  - value: {{name: 审查决定, duty: office, length: {length}, unit: D, roll: true, starts: 收到申请}}\n"
        f"    from: {first}\n{until}    basis: 乙\n    mark: ✔\n"
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_with_its_file_and_line(fault: str, tmp_path: Path) -> None:
    text, line = FAULTS[fault]

    found = check([plant(tmp_path, text)])

    assert ("regions/410403/rules.yaml", line) in {(each.file, each.line) for each in found}
    assert all(len(each.reason) > 4 for each in found)
    with pytest.raises(RulesFaulty):
        load([tmp_path])


def test_all_planted_faults_are_found_at_once(tmp_path: Path) -> None:
    for number, (text, _) in enumerate(FAULTS.values()):
        plant(tmp_path, text, f"regions/41{number:02}00" if number else "regions/410000")

    assert {fault.file.split("/")[1] for fault in check([tmp_path])} == {
        f"41{number:02}00" for number in range(len(FAULTS))
    }


@pytest.mark.parametrize("place", ["regions/999999", "regions/41", "elsewhere", "regions/410403/deep"])
def test_a_file_in_the_wrong_folder_is_a_fault(place: str, tmp_path: Path) -> None:
    assert [fault.line for fault in check([plant(tmp_path, GOOD, place)])] == [1]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert len(check([tmp_path / "nowhere"])) == 1


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n", b"scope.x:\x00"], ids=["no text", "a control character"])
def test_a_file_that_is_no_text_is_a_fault(raw: bytes, tmp_path: Path) -> None:
    plant(tmp_path, GOOD)
    (tmp_path / "regions" / "410403" / "rules.yaml").write_bytes(raw)

    assert [(fault.file, fault.line) for fault in check([tmp_path])] == [("regions/410403/rules.yaml", 1)]


def test_an_empty_file_is_no_fault(tmp_path: Path) -> None:
    assert check([plant(tmp_path, "# nothing yet\n")]) == []


def test_a_county_inherits_from_its_city_its_province_and_the_nation() -> None:
    on, book = date(2026, 6, 12), national()

    assert book.value("hardship.formula", on, "330102").region == "330100"
    assert book.value("hardship.formula", on, "330802").region == "330000"
    assert book.value("clock.T01", on, "330802").region == "000000"


def test_a_county_of_its_own_under_the_province_inherits_from_the_province() -> None:
    assert national().value("hardship.formula", date(2026, 6, 12), "419001").region == "410000"


def test_what_no_rule_covers_is_said_in_a_sentence() -> None:
    with pytest.raises(NotCovered) as refusal:
        national().value("hardship.formula", date(2026, 6, 12), "510104")

    assert "hardship.formula" in refusal.value.says
    assert refusal.value.says.endswith("。")


def test_a_region_may_shorten_an_office_and_lengthen_a_citizen(tmp_path: Path) -> None:
    book = load([plant(tmp_path, (
        "clock.T01:\n  - value: {name: 审查决定, duty: office, length: 5, unit: D, roll: true, starts: 收到申请}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n"
        "clock.T14:\n  - value: {name: 提出异议, duty: citizen, length: 30, unit: D, roll: true, starts: 收到}\n"
        "    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n"
    ))])  # fmt: skip

    assert book.value("clock.T01", date(2026, 1, 1), "410403").value["length"] == 5
    assert book.value("clock.T01", date(2025, 12, 31), "410403").value["length"] == 7
    assert book.value("clock.T14", date(2026, 1, 1), "410403").value["length"] == 30


def test_a_county_may_not_take_back_what_its_province_gives(tmp_path: Path) -> None:
    plant(tmp_path, "clock.T01:\n" + clock_of(5, "2026-01-01"), "regions/410000")
    plant(tmp_path, "clock.T01:\n" + clock_of(6, "2026-01-01"), "regions/410403")

    assert [str(fault) for fault in check([tmp_path])] == [
        "regions/410403/rules.yaml:2：“clock.T01”长于上级规则的 5：地方只能缩短机构的办理期限"
    ]


def test_a_region_is_measured_by_the_rule_above_it_of_the_same_days(tmp_path: Path) -> None:
    plant(tmp_path, "clock.T01:\n" + clock_of(10, "2027-01-01", "9999-12-31"), "national")
    plant(tmp_path, "clock.T01:\n" + clock_of(9, "2027-01-01"), "regions/410000")
    assert check([tmp_path]) == []

    plant(tmp_path, "clock.T01:\n" + clock_of(9, "2026-12-31"), "regions/410000")
    assert [fault.line for fault in check([tmp_path])] == [2]


def test_a_rule_above_that_becomes_stricter_later_is_a_fault_of_whoever_lags_behind(tmp_path: Path) -> None:
    plant(tmp_path, "clock.T01:\n" + clock_of(4, "2027-01-01"), "national")
    plant(tmp_path, "clock.T01:\n" + clock_of(5, "2026-01-01"), "regions/410000")
    assert [fault.file for fault in check([tmp_path])] == ["regions/410000/rules.yaml"]

    plant(tmp_path, "clock.T01:\n" + clock_of(5, "2026-01-01") + clock_of(3, "2027-01-01"), "regions/410000")
    assert check([tmp_path]) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [("standing", "{name: 甲, article: 乙}"), ("fees", "{name: 甲, article: 乙, relief: reduce}")],
)
def test_who_may_apply_and_what_is_free_are_not_for_a_region_to_rewrite(
    kind: str, value: str, tmp_path: Path
) -> None:
    key = next(entry.key for entry in national().entries() if entry.key.startswith(f"{kind}."))
    plant(tmp_path, f"{key}:\n  - value: {value}\n    from: 2026-01-01\n    basis: 乙\n    mark: ✔\n")

    assert [fault.reason for fault in check([tmp_path])] == [
        f"“{key}”是全国规则，地方不得改写；地方增加的内容请另起名称"
    ]


def test_a_later_folder_speaks_before_an_earlier_one(tmp_path: Path) -> None:
    first = plant(tmp_path / "one", GOOD)
    second = plant(tmp_path / "two", GOOD.replace("2026-01-01", "2026-07-01").replace("试验事项", "新事项"))
    book = load([first, second])

    assert book.value("scope.test_matter", date(2026, 6, 30), "410403").value["name"] == "试验事项"
    assert book.value("scope.test_matter", date(2026, 7, 1), "410403").value["name"] == "新事项"


def test_an_entry_without_an_end_ends_where_the_next_begins(tmp_path: Path) -> None:
    text = GOOD + (
        "  - value: {name: 新事项, article: 试验条例 1, field: civil}\n"
        "    from: 2026-07-01\n    to: 2026-12-31\n    basis: 甲\n    mark: ✔\n"
    )
    book = load([plant(tmp_path, text)])

    assert book.value("scope.test_matter", date(2026, 6, 30), "410403").valid_to == date(2026, 6, 30)
    assert book.value("scope.test_matter", date(2026, 12, 31), "410403").value["name"] == "新事项"
    assert book.find("scope.test_matter", date(2027, 1, 1), "410403") is None
    assert [entry.value["name"] for entry in book.history("scope.test_matter")] == ["试验事项", "新事项"]


def test_the_hash_changes_with_the_rules_and_only_with_them(tmp_path: Path) -> None:
    assert load().hash == national().hash
    assert load([plant(tmp_path / "one", GOOD)]).hash != national().hash
    assert load([plant(tmp_path / "two", "# a remark\n" + GOOD)]).hash == load([tmp_path / "one"]).hash


def test_a_value_cannot_be_changed() -> None:
    entry = national().value("clock.T01", date(2026, 1, 1), "000000")

    with pytest.raises(TypeError):
        entry.value["length"] = 8
