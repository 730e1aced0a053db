"""What if a region's line were another: how many more households would qualify, by group and county."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fayuan.law.means import BASES, base_entry
from fayuan.law.money import fen, ratio, yuan
from fayuan.law.population import (
    ASSUMPTIONS,
    GROUP_SHARES,
    MEAN_INCOME_FEN,
    SEED,
    SIZES,
    households,
)
from fayuan.law.rules import NotCovered, Parameter, RuleBook
from fayuan.law.words import GROUPS

ASSUMED: Mapping[str, str] = {
    "subsistence_line": "800 元",
    "minimum_wage": "2200 元",
    "low_income_line": "1200 元",
    "disposable_income": "4200 元",
}
"""Monthly amounts assumed for a population where the region's own are not on record; never used for a real
person."""


Watch = Callable[[int], None]
BETWEEN = 10_000
"""Households between two words to whoever watches."""


def _unwatched(done: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class _Population:
    """Whom a comparison looks at: how many households, in which counties, watched by whom."""

    count: int
    counties: tuple[str, ...]
    watch: Watch


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many of the synthetic households qualify under either line."""

    region: str
    households: int
    seed: int
    line_before_fen: str
    line_after_fen: str
    qualify_before: int
    qualify_after: int
    more_by_group: Mapping[str, int]
    more_by_county: Mapping[str, int]
    assumptions: tuple[str, ...]
    rules_hash: str

    @property
    def more(self) -> int:
        """How many more qualify; negative when fewer do."""
        return self.qualify_after - self.qualify_before


def compare(
    book: RuleBook,
    region: str,
    on: date,
    changes: Sequence[str],
    count: int,
    *,
    counties: Sequence[str],
    watch: Watch = _unwatched,
) -> Comparison:
    """Compares the line in force with a changed one on a synthetic population of ``count`` households.

    ``changes`` are written ``hardship.multiple=2.0``, ``hardship.amount=3500 元`` or ``base.minimum_wage=2490
    元``. ``watch`` is told now and then how many households have been looked at. Raises ValueError with a
    sentence where the region has no line that a number can change.
    """
    if count < 1:
        raise ValueError("家庭数至少为 1。")
    formula = _formula(book, region, on)
    amounts, fields = _changes(changes, formula)
    known, assumed = _known(book, formula, region, on, amounts)
    before = _line(formula, known, {})
    after = _line(formula, amounts.get(formula.value["base"], known), fields)
    people = _Population(count, tuple(counties), watch)
    return _count(book, region, before, after, people, (*ASSUMPTIONS, *assumed))


def compare_books(
    before: RuleBook,
    after: RuleBook,
    region: str,
    on: date,
    count: int,
    *,
    counties: Sequence[str],
    watch: Watch = _unwatched,
) -> Comparison:
    """Compares the lines of two rule books on the population.

    A place without a line so far is counted as admitting only households without income, and the assumptions
    say so. Raises ValueError with a sentence where the other book has no line that is a number.
    """
    formula = _formula(after, region, on)
    known, assumed = _known(after, formula, region, on, {})
    line_after = _line(formula, known, {})
    line_before, also_assumed = _earlier_line(before, region, on)
    said = tuple(dict.fromkeys((*ASSUMPTIONS, *also_assumed, *assumed)))
    return _count(after, region, line_before, line_after, _Population(count, tuple(counties), watch), said)


def _earlier_line(book: RuleBook, region: str, on: date) -> tuple[Fraction, list[str]]:
    try:
        formula = _formula(book, region, on)
    except ValueError:
        return Fraction(0), ["现在没有录入金额标准：比较时当作没有收入的家庭才符合，实际由工作人员认定。"]
    known, assumed = _known(book, formula, region, on, {})
    return _line(formula, known, {}), assumed


def lines(result: Comparison) -> list[str]:
    """The comparison in words."""
    groups = [f"　{GROUPS[group]}家庭：{more:+d} 户" for group, more in result.more_by_group.items()]
    places = [f"　{county}：{more:+d} 户" for county, more in result.more_by_county.items()]
    before, after = yuan(Fraction(result.line_before_fen)), yuan(Fraction(result.line_after_fen))
    return [
        f"标准由每人每月 {before} 改为 {after}；推算 {result.households} 户：",
        f"符合的家庭由 {result.qualify_before} 户变为 {result.qualify_after} 户（{result.more:+d} 户）。",
        "按人群：",
        *groups,
        "按县（市、区）：",
        *places,
        "推算的假设：",
        *(f"　{sentence}" for sentence in result.assumptions),
    ]


def _changes(changes: Sequence[str], formula: Parameter) -> tuple[dict[str, str], dict[str, str]]:
    """What was asked, apart: monthly amounts of bases, and fields of the formula."""
    amounts: dict[str, str] = {}
    fields: dict[str, str] = {}
    usable = "amount" if formula.value["base"] == "fixed" else "multiple"
    for change in changes:
        name, equals, value = change.partition("=")
        stem, _, field = name.strip().partition(".")
        if equals and stem == "base" and field == formula.value["base"] and field in ASSUMED:
            amounts[field] = _money(value)
        elif equals and stem == "hardship" and field == usable:
            fields[field] = _money(value) if field == "amount" else value.strip()
        else:
            raise ValueError(f"“{change}”用不上：{_usable(formula)}")
    return amounts, fields


def _usable(formula: Parameter) -> str:
    base = formula.value["base"]
    if base == "fixed":
        return "当地标准是固定金额，可以写 hardship.amount=3500元。"
    return f"当地标准是{BASES[base]}的倍数，可以写 hardship.multiple=2.0 或 base.{base}=2000元（每月）。"


def _money(text: str) -> str:
    written = text.strip().removesuffix("元").strip() + " 元"
    fen(written)
    return written


def _formula(book: RuleBook, region: str, on: date) -> Parameter:
    try:
        formula = book.value("hardship.formula", on, region)
    except NotCovered:
        raise ValueError(f"区划 {region} 没有录入经济困难标准，不能推算。") from None
    if formula.value["base"] in ("status", "unknown"):
        raise ValueError(f"区划 {region} 的标准不是金额（{formula.value['name']}），不能推算。")
    return formula


def _known(
    book: RuleBook, formula: Parameter, region: str, on: date, amounts: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The monthly amount on which the line in force rests, and what had to be assumed for want of a
    record."""
    base = formula.value["base"]
    if base == "fixed":
        return formula.value["amount"], []
    entry = base_entry(formula, on, region, book)
    if entry is not None:
        return yuan(Fraction(fen(entry.value["amount"]), 12 if entry.value.get("per") == "year" else 1)), []
    written = amounts.get(base, ASSUMED[base])
    return written, [f"当地{BASES[base]}未录入，推算假定为每人每月 {written}，不是当地的真实标准。"]


def _line(formula: Parameter, amount: str, fields: Mapping[str, str]) -> Fraction:
    """The monthly line per head, in fen."""
    written = fields.get("amount", amount)
    return fen(written) * ratio(fields.get("multiple", str(formula.value.get("multiple", "1"))))


def _count(
    book: RuleBook,
    region: str,
    before: Fraction,
    after: Fraction,
    people: _Population,
    assumptions: tuple[str, ...],
) -> Comparison:
    """Goes through the population once; a household with an exempt member qualifies under either line."""
    was, now = _bounds(before), _bounds(after)
    qualified: Counter[bool] = Counter()
    groups: Counter[str] = Counter({group: 0 for group, _ in GROUP_SHARES})
    places: Counter[str] = Counter({county: 0 for county in people.counties})
    for number, household in enumerate(households(people.count, people.counties, MEAN_INCOME_FEN), 1):
        if number % BETWEEN == 0:
            people.watch(number)
        exempt = "subsistence_recipient" in household.groups
        old = exempt or household.income_fen <= was[household.members]
        new = exempt or household.income_fen <= now[household.members]
        qualified[False] += old
        qualified[True] += new
        if old != new:
            places[household.county] += new - old
            for group in household.groups:
                groups[group] += new - old
    return Comparison(
        region,
        people.count,
        SEED,
        str(before),
        str(after),
        qualified[False],
        qualified[True],
        dict(groups),
        dict(places),
        assumptions,
        book.hash,
    )


def _bounds(line: Fraction) -> dict[int, int]:
    """The highest whole income of a household of each size that is not above the line."""
    return {members: int(line * members) for members in set(SIZES)}
