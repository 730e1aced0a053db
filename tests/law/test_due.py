"""When a clock runs out, against readable cases."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from law.case_files import rows

from fayuan.law.calendar import Calendar
from fayuan.law.deadlines import SHANGHAI, corresponding_day, due, rule_of
from fayuan.law.rules import NotCovered, load, national

CALENDAR = Calendar.official()


def moment(written: date | str) -> datetime:
    if isinstance(written, str):
        return datetime.fromisoformat(written).replace(tzinfo=SHANGHAI)
    return datetime.combine(written, time(9), SHANGHAI)


def reckon(case: dict[str, Any]) -> Any:
    return due(
        case["rule"],
        moment(case["start"]),
        CALENDAR,
        pauses=[(first, last) for first, last in case.get("pauses", ())],
        days=case.get("days"),
        until=case.get("until"),
    )


@pytest.mark.parametrize("case", rows("deadlines_every_clock.yaml"))
def test_every_clock_runs_out_on_the_day_the_calendar_gives(case: dict[str, Any]) -> None:
    found = reckon(case)

    assert found.at == expected_end(case)
    assert not found.provisional


@pytest.mark.parametrize("case", rows("deadlines_special.yaml"))
def test_a_clock_with_circumstances_runs_out_as_the_case_says(case: dict[str, Any]) -> None:
    if case.get("not_covered"):
        with pytest.raises(NotCovered) as refusal:
            reckon(case)
        assert refusal.value.says.endswith("。")
    elif "refused" in case:
        with pytest.raises(ValueError, match=case["refused"]):
            reckon(case)
    elif case.get("due", "") is None:
        assert reckon(case).on is None
    else:
        found = reckon(case)
        assert found.at == expected_end(case)
        assert found.provisional == case.get("provisional", False)


def expected_end(case: dict[str, Any]) -> datetime:
    if "ends" in case:
        return moment(case["ends"])
    return datetime.combine(case["due"] + timedelta(days=1), time(), SHANGHAI)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        due("T01", datetime(2026, 6, 12, 9), CALENDAR)


def test_the_start_is_the_day_in_shanghai_whatever_the_zone_it_was_written_in() -> None:
    late_in_london = datetime.fromisoformat("2026-06-11T17:30:00+00:00")

    assert due("T01", late_in_london, CALENDAR).on == date(2026, 6, 22)


def test_the_reckoning_is_told_step_by_step() -> None:
    found = due("T01", moment(date(2026, 9, 24)), CALENDAR, pauses=[(date(2026, 9, 25), date(2026, 9, 28))])

    assert [step.rule for step in found.steps] == ["clock.T01", "pauses", "roll"]
    assert "3 日不计入" in found.says
    assert found.basis == "法律援助法 43"
    assert found.mark == "✔"


def test_a_pause_that_the_article_does_not_know_is_reckoned_with_a_warning() -> None:
    found = due("T15", moment(date(2026, 6, 1)), CALENDAR, pauses=[(date(2026, 6, 2), date(2026, 6, 4))])

    assert found.on == date(2026, 6, 8)
    assert "请核对" in found.says


def test_a_published_year_turns_a_provisional_date_into_a_fixed_one() -> None:
    days = [date(2027, 1, 1) + timedelta(days=count) for count in range(365)]
    year = {day: day.weekday() >= 5 or day <= date(2027, 1, 4) for day in days}

    found = due("T01", moment(date(2026, 12, 28)), Calendar.official(year))

    assert (found.on, found.provisional) == (date(2027, 1, 5), False)


def test_an_override_of_one_day_wins_over_the_published_calendar() -> None:
    typhoon = Calendar.official({date(2026, 6, 15): True})

    assert due("T04", moment(date(2026, 6, 12)), typhoon).on == date(2026, 6, 16)


def says(rule: str, start: date | str, **more: Any) -> str:
    return due(rule, moment(start), CALENDAR, **more).says


def test_each_kind_of_reckoning_is_told_in_its_own_words() -> None:
    assert (
        says("T04", date(2026, 6, 9))
        == "指派：自作出给予援助的决定（2026-06-09）的次日起算 3 日，到 2026-06-12。"
    )
    assert says("D08", date(2026, 11, 25)) == (
        "开庭前通知法律援助机构：自开庭日期（2026-11-25）之前 15 日，最迟 2026-11-10。"
    )
    assert says("T03", date(2026, 4, 20), until=date(2026, 5, 2)) == (
        "补充材料：通知所定的日期是 2026-05-02。该日是休息日，以其后第一个工作日 2026-05-06 为最后一日。"
    )
    assert says("P01", date(2026, 6, 1), days=30) == (
        "支付补贴：自结案材料审查通过（2026-06-01）的次日起算 30 日，到 2026-07-01。"
    )
    assert says("C01", date(2026, 6, 1)) == (
        "投诉受理决定：自收到投诉（2026-06-01）的次日起算 5 个工作日，到 2026-06-08。"
    )
    assert says("T05", date(2026, 6, 12)) == (
        "书面告知不予援助：作出不予援助的决定起应当立即办理，法律没有规定天数。"
    )
    assert says("T01", date(2026, 6, 1), pauses=[(date(2026, 6, 2), date(2026, 6, 4))]) == (
        "审查决定：自收到法律援助申请（2026-06-01）的次日起算 7 日，到 2026-06-08。"
        "其间 2 日不计入，顺延到 2026-06-10。"
    )


def test_a_clock_without_a_number_has_run_out_from_the_start() -> None:
    found = due("T21", moment(date(2026, 6, 12)), CALENDAR)

    assert (found.on, found.at, found.provisional) == (None, moment(date(2026, 6, 12)), False)
    assert (found.length, found.paused, found.unrolled) == (0, 0, None)


def test_a_date_fixed_in_a_notice_may_be_the_day_itself() -> None:
    found = due("T03", moment(date(2026, 6, 12)), CALENDAR, until=date(2026, 6, 12))

    assert (found.on, found.length, found.paused) == (date(2026, 6, 12), 0, 0)


def test_a_period_of_no_days_ends_with_the_day_itself() -> None:
    assert due("P01", moment(date(2026, 6, 12)), CALENDAR, days=0).on == date(2026, 6, 12)


def test_a_clock_that_does_not_roll_does_not_roll_when_paused_either() -> None:
    paused = [(date(2026, 11, 12), date(2026, 11, 16))]

    assert due("D08", moment(date(2026, 11, 25)), CALENDAR, pauses=paused).on == date(2026, 11, 14)


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_its_last(day: date, months: int, reached: date) -> None:
    assert corresponding_day(day, months) == reached


def test_a_clock_in_years_ends_on_the_corresponding_day(tmp_path: Path) -> None:
    folder = tmp_path / "national"
    folder.mkdir()
    (folder / "clocks.yaml").write_text(
        "clock.X01:\n"
        "  - value: {name: 一般诉讼时效, duty: citizen, length: 3, unit: Y, roll: true, starts: 知道之日}\n"
        "    from: 2021-01-01\n    basis: 民法典 188\n    mark: ✔\n",
        encoding="utf-8",
    )
    found = due("X01", moment(date(2022, 6, 6)), CALENDAR, book=load([tmp_path]))

    assert found.on == date(2025, 6, 6)
    assert found.says == "一般诉讼时效：自知道之日（2022-06-06）的次日起算 3 年，到 2025-06-06。"


def test_a_region_may_give_a_citizen_more_time(tmp_path: Path) -> None:
    folder = tmp_path / "regions" / "370000"
    folder.mkdir(parents=True)
    (folder / "clocks.yaml").write_text(
        "clock.T14:\n"
        "  - value: {name: 提出异议, duty: citizen, length: 30, unit: D, roll: true, starts: 收到决定}\n"
        "    from: 2026-01-01\n    basis: 试行\n    mark: ○\n",
        encoding="utf-8",
    )
    book = load([tmp_path])

    assert due("T14", moment(date(2026, 6, 1)), CALENDAR, region="370102", book=book).on == date(2026, 7, 1)
    assert due("T14", moment(date(2026, 6, 1)), CALENDAR, region="410403", book=book).on == date(2026, 6, 16)


def test_places_add_their_own_clocks_and_marks() -> None:
    beijing = due("T14", moment(date(2026, 6, 1)), CALENDAR, region="110105")
    hunan = due("P01", moment(date(2026, 6, 1)), CALENDAR, region="430102")

    assert (beijing.on, beijing.mark) == (date(2026, 6, 16), "✔")
    assert (hunan.length, hunan.clock.unit, hunan.mark) == (90, "WD", "○")
    assert {
        due("T22", moment(date(2026, 6, 1)), CALENDAR, region=place).mark for place in FIRST_RECEIVERS
    } == {"✔"}
    assert due("T22", moment(date(2026, 6, 1)), CALENDAR, region="340102").mark == "待核实"


FIRST_RECEIVERS = ("110105", "310104", "370102", "410403")


def test_a_pause_that_has_nothing_to_do_with_the_clock_is_questioned() -> None:
    within = [(date(2026, 6, 1), date(2026, 6, 3)), (date(2026, 6, 8), date(2026, 6, 9))]

    assert not due("T01", moment(date(2026, 6, 1)), CALENDAR, pauses=within).stray
    assert due(
        "T01", moment(date(2026, 6, 1)), CALENDAR, pauses=[(date(2026, 5, 31), date(2026, 6, 3))]
    ).stray
    assert due(
        "T01", moment(date(2026, 6, 1)), CALENDAR, pauses=[(date(2026, 6, 15), date(2026, 6, 16))]
    ).stray
    assert not due(
        "T01", moment(date(2026, 6, 1)), CALENDAR, pauses=[(date(2026, 5, 1), date(2026, 5, 1))]
    ).stray


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (date(2999, 12, 31), {}),
        (date(2026, 6, 1), {"days": 36_525}),
        (date(2026, 6, 1), {"until": date(2999, 12, 31)}),
    ],
)
def test_what_is_far_away_is_still_reckoned(start: date, more: dict[str, Any]) -> None:
    assert due("T03", moment(start), CALENDAR, **({"days": 5} | more)).on


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (date(3000, 1, 1), {"days": 5}),
        (date(2026, 6, 1), {"days": 36_526}),
        (date(2026, 6, 1), {"until": date(3000, 1, 1)}),
        (date(2026, 6, 1), {"days": 5, "pauses": [(date(2026, 6, 1), date(3000, 1, 1))]}),
    ],
)
def test_what_lies_beyond_every_period_is_refused(start: date, more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="算不出来"):
        due("T03", moment(start), CALENDAR, **more)


def test_every_clock_of_the_table_has_a_case() -> None:
    files = ("deadlines_every_clock.yaml", "deadlines_special.yaml")
    tried = {rule_of(row.values[0]["rule"]) for name in files for row in rows(name)}

    known = national().keys()
    assert {key.removeprefix("clock.") for key in known if key.startswith("clock.")} <= tried
