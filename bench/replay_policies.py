"""Twelve months of a city under quota rotation and under our order: 20,000 cases, 235 lawyers of 49 firms, 7 fields.

Run ``python bench/replay_policies.py [CASES] [--page docs/policies.md]``. Everything is made up from a fixed seed;
prints both side by side, and with ``--page`` writes the page that says what is won and what is lost.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.matching.facts import Case, Panelist, Place
from fayuan.matching.simulate import Arrival, Outcome, compare, simulate

CASES, LAWYERS, FIRMS, COUNTIES = 20_000, 235, 49, 9
FIELDS = ("labour", "family", "traffic", "criminal", "minors", "medical", "consumer")
MATTERS = (
    "labour_remuneration",
    "support",
    "traffic_injury",
    "criminal_defence",
    "medical_injury",
    "work_injury",
)
FIRST = date(2026, 1, 1)


def panel(lots: np.random.Generator) -> list[Panelist]:
    """Each firm in a county; each lawyer with one or two fields."""
    counties = [Place(f"9702{county:02}") for county in range(1, COUNTIES + 1)]
    firms = [counties[int(lots.integers(COUNTIES))] for _ in range(FIRMS)]
    return [
        Panelist(
            id=number,
            law=Lawyer(
                practice_since=date(2010, 1, 1),
                defence_since=date(2012, 1, 1),
                specialities=frozenset(lots.choice(FIELDS, int(lots.integers(1, 3)), replace=False).tolist()),
            ),
            place=firms[number % FIRMS],
            sex="fm"[int(lots.integers(2))],
            weekly_capacity=5,
        )
        for number in range(1, LAWYERS + 1)
    ]


def stream(count: int, lots: np.random.Generator) -> list[Arrival]:
    """Cases spread over the year; a fifth with a wish, a tenth with a lawyer of choice."""
    return [_arrival(number, FIRST + timedelta(days=number * 365 // count), lots) for number in range(count)]


def _arrival(number: int, on: date, lots: np.random.Generator) -> Arrival:
    matter, place = (
        MATTERS[int(lots.integers(len(MATTERS)))],
        Place(f"9702{int(lots.integers(1, COUNTIES + 1)):02}"),
    )
    form = "defence" if matter == "criminal_defence" else "litigation"
    law = CaseForAssignment(matter=matter, agency_place=place.code, client=f"甲{number}", form=form)
    wish = "f" if lots.random() < 0.2 else ""
    chosen = int(lots.integers(1, LAWYERS + 1)) if lots.random() < 0.1 else None
    return Arrival(on, Case(law=law, place=place, wished_sex=wish, chosen=chosen))


def figures(quota: Outcome, order: Outcome) -> list[tuple[str, str, str]]:
    """Each figure of the two, as the page has them."""
    plain = (
        ("cases that nobody could take", quota.left_over, order.left_over),
        ("wishes and choices not met", quota.unmet_wishes, order.unmet_wishes),
        ("cases outside the lawyer's speciality", quota.unfitting, order.unfitting),
        ("cases beyond the county and 20 km", quota.far, order.far),
        ("most cases of one lawyer", quota.most, order.most),
        ("fewest cases of one lawyer", quota.least, order.least),
    )
    uneven = (
        ("Gini of cases", quota.gini, order.gini),
        ("Gini of their weight", quota.gini_load, order.gini_load),
        ("Gini of what they earned", quota.gini_earned, order.gini_earned),
    )
    return [(name, f"{one:,}", f"{other:,}") for name, one, other in plain] + [
        (name, f"{one:.3f}", f"{other:.3f}") for name, one, other in uneven
    ]


def page(quota: Outcome, order: Outcome) -> str:
    """The page of the documentation."""
    lines = [
        "# What an order costs and what it gives",
        "",
        f"Twelve made-up months of a city, {quota.cases:,} cases, {LAWYERS} lawyers of {FIRMS} firms and"
        f" {len(FIELDS)} fields, under two policies and the same hard rules: *quota* gives each case to whoever had the"
        " fewest and waits longest; *order* is ours (choice, continuity, speciality, wish, travel, then fair load).",
        "",
        "| over the year | quota | order |",
        "|---|---:|---:|",
        *(f"| {name} | {one} | {other} |" for name, one, other in figures(quota, order)),
        "",
        f"**The trade-off.** {traded(quota, order)}",
        "",
        "| month | cases | wishes not met: quota | order | long ways: quota | order | Gini: quota | order |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {a.month} | {a.cases:,} | {a.unmet_wishes:,} | {b.unmet_wishes:,} | {a.far:,} | {b.far:,}"
            f" | {a.gini:.3f} | {b.gini:.3f} |"
            for a, b in zip(quota.months, order.months, strict=True)
        ),
        "",
        "Made by `python bench/replay_policies.py --page docs/policies.md`, from a fixed seed. An agency compares the"
        " two over its own cases with `fayuan assignment replay --policy order --agency CODE`.",
        "",
    ]
    return "\n".join(lines)


def traded(quota: Outcome, order: Outcome) -> str:
    """What is won and what is lost, in plain words."""
    return (
        f"Under the order {quota.unmet_wishes - order.unmet_wishes:,} more wishes and choices are met,"
        f" {quota.unfitting - order.unfitting:,} more cases go to somebody who knows the field, and"
        f" {quota.far - order.far:,} fewer need a long way. The price is evenness: the Gini coefficient of cases goes"
        f" from {quota.gini:.3f} to {order.gini:.3f}, and one lawyer had {order.most} cases where another had"
        f" {order.least}. Load only decides between those who suit the case equally well, so whoever is alone in a"
        " field or a county gets more. An agency that wants evenness above all keeps the rotation of firms; weekly"
        " capacity bounds what the order gives to one person."
    )


def read_options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """How many cases, and where the page goes."""
    described = argparse.ArgumentParser()
    described.add_argument("cases", nargs="?", type=int, default=CASES)
    described.add_argument("--page", type=Path)
    return described.parse_args(argv)


def main() -> None:
    """Prints the two policies side by side; writes the page where one is asked for."""
    options = read_options()
    lots = np.random.default_rng(9)
    people, cases = panel(lots), stream(options.cases, lots)
    began = time.perf_counter()
    quota, order = (simulate(policy, cases, people) for policy in ("quota", "order"))
    print("\n".join(compare(quota, order)))
    print(f"{options.cases} cases, {LAWYERS} lawyers, {time.perf_counter() - began:.0f} s")
    if options.page is not None:
        options.page.write_text(page(quota, order), encoding="utf-8")


if __name__ == "__main__":
    main()
