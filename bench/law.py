"""How fast the law answers, per core: explained assessments, due dates, load of the rules, a what-if on a million.

Run ``python bench/law.py``. Rates are by seconds of this one process on a core (``time.process_time``), so that a busy
machine does not count against the law; the best of three rounds. The what-if is one run, by the clock on the wall. The
yardstick is a plain loop of Python, measured before and after: figures of two machines, or of a quiet and a busy hour,
compare by their ratio to it.
"""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from fayuan.law import whatif
from fayuan.law.calendar import Calendar
from fayuan.law.deadlines import SHANGHAI, due
from fayuan.law.eligibility import assess
from fayuan.law.facts import Application, Forum, HouseholdMember, Means, Person
from fayuan.law.rules import load, national

PLACES = ("310104", "320614", "410403", "430102", "442000")
MATTERS = ("labour_remuneration", "support", "traffic_injury", "work_injury", "domestic_violence")
ROUNDS = 3
MILLION = 1_000_000


def applications(count: int) -> list[tuple[Application, date]]:
    """Applications of different places, matters, households and days."""
    return [
        (
            Application(
                MATTERS[number % 5],
                PLACES[number // 5 % 5],
                Person(
                    date(1950 + number % 60, 3, 4), groups=frozenset({"migrant_worker"} if number % 3 else ())
                ),
                forum=Forum("court", PLACES[number // 5 % 5]),
                means=Means((HouseholdMember("self", 1000 * number % 700_000), HouseholdMember("child", 0))),
                materials=frozenset({"application_form", "id_card"}),
            ),
            date(2026, 1, 1) + timedelta(days=number % 300),
        )
        for number in range(count)
    ]


def rate(work: Callable[[], int]) -> float:
    """Pieces of work per second, the best of the rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        done = work()
        best = max(best, done / (time.process_time() - began))
    return best


def yardstick() -> float:
    """Seconds of the process for ten million additions in a plain loop."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - began


def main() -> None:
    """Prints the figures."""
    book, calendar = national(), Calendar.official()
    asked = applications(20_000)
    starts = [
        datetime(2026, 1, 1, 9, tzinfo=SHANGHAI) + timedelta(hours=7 * number) for number in range(1_000)
    ]
    pauses = [(date(2026, 3, 2), date(2026, 3, 9))]

    def assessments() -> int:
        return sum(bool(assess(application, on, book).says) for application, on in asked)

    def dates() -> int:
        return sum(
            due(rule, start, calendar, pauses=pauses, book=book).at > start
            for rule in ("T01", "T12", "T14", "T16b", "C01")
            for start in starts
        ) and 5 * len(starts)

    def explained_dates() -> int:
        return sum(bool(due("T01", start, calendar, pauses=pauses, book=book).says) for start in starts)

    before = yardstick()
    print(f"explained assessments   {rate(assessments):>12,.0f} /s   (wanted 3,000)")
    print(f"due dates               {rate(dates):>12,.0f} /s   (wanted 50,000)")
    print(f"due dates, explained    {rate(explained_dates):>12,.0f} /s")
    print(f"loads of all rules      {rate(lambda: bool(load()) and 1):>12,.1f} /s")
    began, began_cpu = time.perf_counter(), time.process_time()
    change = ["hardship.multiple=2"]
    found = whatif.compare(book, "320000", date(2026, 11, 1), change, MILLION, counties=("320102", "320104"))
    took, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(
        f"what-if, a million      {took:>12,.1f} s    ({cpu:.1f} s of this process; wanted 60 s; {found.more:+d})"
    )
    print(
        f"yardstick               {before:>12,.2f} s    before, {yardstick():.2f} s after: ten million additions"
    )


if __name__ == "__main__":
    main()
