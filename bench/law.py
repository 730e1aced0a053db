"""How fast the law answers, per core: explained assessments, due dates, load of the rules, a what-if.

Run ``python bench/law.py``; each figure is the best of three rounds.
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
        began = time.perf_counter()
        done = work()
        best = max(best, done / (time.perf_counter() - began))
    return best


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

    def households() -> int:
        whatif.compare(
            book, "320000", date(2026, 11, 1), ["hardship.multiple=2"], 200_000, counties=("320102",)
        )
        return 200_000

    print(f"explained assessments   {rate(assessments):>12,.0f} /s   (wanted 3,000)")
    print(f"due dates               {rate(dates):>12,.0f} /s   (wanted 50,000)")
    print(f"due dates, explained    {rate(explained_dates):>12,.0f} /s")
    print(f"households of a what-if {rate(households):>12,.0f} /s   (wanted 16,667: a million in a minute)")
    print(f"loads of all rules      {rate(lambda: bool(load()) and 1):>12,.1f} /s")


if __name__ == "__main__":
    main()
