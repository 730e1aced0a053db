"""Twelve months of a city under quota rotation and under our order: 20,000 cases, 235 lawyers of 49 firms, 7 fields.

Run ``python bench/replay_policies.py [CASES] [--page docs/policies.md]``. Everything is made up from a fixed seed;
prints rotation, the order alone and the order with a fair share side by side, and with ``--page`` writes the page that
says what is won and what is lost.
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

CASES, LAWYERS, FIRMS = 20_000, 235, 49
FIRST = date(2026, 1, 1)
FIELDS = ("labour", "family", "traffic", "criminal", "minors", "medical", "consumer")
CENTRES = (  # five districts close together, four counties around them
    *((103.80, 25.50), (103.90, 25.50), (103.80, 25.60), (103.90, 25.60), (103.72, 25.55)),
    *((104.35, 25.40), (103.45, 25.15), (103.30, 25.80), (104.00, 26.20)),
)
COUNTIES = tuple(Place(f"9702{number:02}", *centre) for number, centre in enumerate(CENTRES, start=1))
FIRMS_IN = (12, 9, 7, 5, 4, 4, 3, 3, 2)
CASES_IN = (0.18, 0.15, 0.12, 0.10, 0.08, 0.10, 0.10, 0.09, 0.08)
MINORS = "minors"  # a maintenance case of a child
NEEDS = {
    "labour_remuneration": 0.15,
    "work_injury": 0.10,
    "support": 0.15,
    "domestic_violence": 0.05,
    "traffic_injury": 0.15,
    "criminal_defence": 0.20,
    "medical_injury": 0.05,
    "food_drug_injury": 0.05,
    MINORS: 0.10,
}
SHARES = (0, 200, 150, 125)  # per cent of the mean; 0: the order alone


def panel(lots: np.random.Generator) -> list[Panelist]:
    """Most firms in the districts; each lawyer with one or two fields, all fields alike."""
    firms = [place for place, count in zip(COUNTIES, FIRMS_IN, strict=True) for _ in range(count)]
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
    """Cases spread over the year, some fields wanted more than others; a fifth with a wish, a tenth with a lawyer of
    choice."""
    return [_arrival(number, FIRST + timedelta(days=number * 365 // count), lots) for number in range(count)]


def _arrival(number: int, on: date, lots: np.random.Generator) -> Arrival:
    need = str(lots.choice(list(NEEDS), p=list(NEEDS.values())))
    place = COUNTIES[int(lots.choice(len(COUNTIES), p=CASES_IN))]
    law = CaseForAssignment(
        matter="support" if need == MINORS else need,
        agency_place=place.code,
        client=f"甲{number}",
        form="defence" if need == "criminal_defence" else "litigation",
        minor=need == MINORS,
    )
    wish = "f" if lots.random() < 0.2 else ""
    chosen = int(lots.integers(1, LAWYERS + 1)) if lots.random() < 0.1 else None
    return Arrival(on, Case(law=law, place=place, wished_sex=wish, chosen=chosen))


def figures(found: Sequence[Outcome]) -> list[tuple[str, list[str]]]:
    """Each figure of all, as the page has them."""
    plain = (
        ("cases that nobody could take", [each.left_over for each in found]),
        ("wishes and choices not met", [each.unmet_wishes for each in found]),
        ("cases with somebody who lacks a fitting speciality", [each.unfitting for each in found]),
        ("cases with a lawyer of the same county", [each.near for each in found]),
        ("cases beyond the county and 20 km", [each.far for each in found]),
        ("most cases of one lawyer", [each.most for each in found]),
        ("fewest cases of one lawyer", [each.least for each in found]),
    )
    uneven = (
        ("Gini of cases", [each.gini for each in found]),
        ("Gini of their weight", [each.gini_load for each in found]),
        ("Gini of what they earned", [each.gini_earned for each in found]),
    )
    return [(name, [f"{each:,}" for each in values]) for name, values in plain] + [
        (name, [f"{each:.3f}" for each in values]) for name, values in uneven
    ]


def page(found: Sequence[Outcome]) -> str:
    """The page of the documentation."""
    quota, order, fair = found[0], found[1], found[3]
    lines = [
        "# What an order costs and what it gives",
        "",
        f"Twelve made-up months of a city: {quota.cases:,} cases, {LAWYERS} lawyers of {FIRMS} firms and"
        f" {len(FIELDS)} fields, five districts close together and four counties around them. Some fields are wanted"
        " more than others, the lawyers know all fields alike, and the same hard rules (among them five cases a week"
        " for each) hold under every policy. *quota* gives each case to whoever had the fewest and waits longest;"
        " *order* is ours (choice, continuity, speciality, wish, travel, then fair load); *order N%* is the order with"
        " a fair share: who has more in hand than N % of the mean stands behind those who have not, whatever else"
        " speaks for them, except where the applicant chose them or they had the earlier stage.",
        "",
        f"| over the year | {' | '.join(each.policy for each in found)} |",
        f"|---|{'---:|' * len(found)}",
        *(f"| {name} | {' | '.join(values)} |" for name, values in figures(found)),
        "",
        f"**The trade-off.** {traded(quota, order, fair)}",
        "",
        f"| month | cases | wishes not met: quota | {fair.policy} | long ways: quota | {fair.policy} | Gini: quota"
        f" | {order.policy} | {fair.policy} |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {a.month} | {a.cases:,} | {a.unmet_wishes:,} | {c.unmet_wishes:,} | {a.far:,} | {c.far:,}"
            f" | {a.gini:.3f} | {b.gini:.3f} | {c.gini:.3f} |"
            for a, b, c in zip(quota.months, order.months, fair.months, strict=True)
        ),
        "",
        "Made by `python bench/replay_policies.py --page docs/policies.md`, from a fixed seed. An agency compares the"
        " policies over its own cases with `fayuan assignment replay --policy order --share 150 --agency CODE`.",
        "",
    ]
    return "\n".join(lines)


def traded(quota: Outcome, order: Outcome, fair: Outcome) -> str:
    """What is won and what is lost, in plain words."""
    return (
        f"Against rotation the order meets {quota.unmet_wishes - order.unmet_wishes:,} more wishes and choices, gives"
        f" {quota.unfitting - order.unfitting:,} more cases to somebody who knows the field and"
        f" {quota.far - order.far:,} fewer to somebody far away. The price is evenness: the Gini coefficient of cases"
        f" goes from {quota.gini:.3f} to {order.gini:.3f}, and one lawyer had {order.most} cases where another had"
        f" {order.least}. It is not the way that does it: speciality stands before load, and where a field is wanted"
        " more than the panel has people for it, those few get its cases week after week, up to their weekly capacity,"
        " while people of a field that is seldom wanted wait. The fair share bounds that, by sending some cases to"
        f" somebody less fitting: under {fair.policy} the busiest"
        f" has {fair.most} instead of {order.most}, the least busy {fair.least} instead of {order.least}, and the price"
        f" is {fair.unfitting - order.unfitting:,} more cases with somebody who lacks a fitting speciality"
        f" ({100 * (fair.unfitting - order.unfitting) / order.cases:.1f} % of all) and"
        f" {fair.far - order.far:,} more beyond the county and 20 km. A lower share is evener and fits less. An"
        " agency has the order alone unless it sets a share where it says how it finds lawyers. What neither does is"
        " make a panel fit its cases: the page of loads shows which fields are short."
    )


def read_options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """How many cases, and where the page goes."""
    described = argparse.ArgumentParser()
    described.add_argument("cases", nargs="?", type=int, default=CASES)
    described.add_argument("--page", type=Path)
    return described.parse_args(argv)


def main() -> None:
    """Prints the policies side by side; writes the page where one is asked for."""
    options = read_options()
    lots = np.random.default_rng(9)
    people, cases = panel(lots), stream(options.cases, lots)
    began = time.perf_counter()
    found = [simulate("quota", cases, people)]
    found += [simulate("order", cases, people, fair_share=share) for share in SHARES]
    for other in found[1:]:
        print("\n".join(compare(found[0], other)))
    print(f"{options.cases} cases, {LAWYERS} lawyers, {time.perf_counter() - began:.0f} s")
    if options.page is not None:
        options.page.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
