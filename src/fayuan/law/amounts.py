"""What an assignee is paid, as a calculation sheet: whole fen, every line with its basis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from fayuan.law.money import fen, half_up, ratio, yuan
from fayuan.law.reasons import Marked
from fayuan.law.rules import Parameter, RuleBook, national
from fayuan.law.words import CRIMINAL_MATTERS

UNKNOWN = "本地补贴标准未录入，待核实"
_TRIAL = frozenset({"first_instance", "second_instance", "retrial", "death_review_high_court"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: what it is, how much it adds in fen, on which article."""

    name: str
    amount_fen: int
    article: str
    says: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """A sum and how it came about; ``total_fen`` is None where the place has no amount on record."""

    total_fen: int | None
    lines: tuple[Line, ...]
    marks: tuple[Marked, ...]

    @property
    def says(self) -> str:
        """The whole sheet in words."""
        if self.total_fen is None:
            return f"{UNKNOWN}，不能计算。"
        return (
            "".join(line.says for line in self.lines)
            + f"合计 {yuan(self.total_fen)}，免征增值税和个人所得税。"
        )


def service_of(matter: str, form: str, field: str = "civil") -> str:
    """The service kind by which a case is paid: criminal, civil, administrative, compensation, arbitration,
    non_litigation."""
    if matter in CRIMINAL_MATTERS:
        return "criminal"
    return form if form in ("arbitration", "non_litigation") else field


def subsidy(
    service: str,
    stage: str | None,
    region: str,
    on: date,
    members: int = 1,
    quality: str | None = None,
    *,
    payee: str = "lawyer",
    supplements: Sequence[str] = (),
    costs: Mapping[str, int] = MappingProxyType({}),
    book: RuleBook | None = None,
) -> Calculation:
    """What a case of a service kind and stage pays in a region on a day.

    ``members`` is the number of cases of one batch, ``quality`` a grade with a factor of its own
    (``excellent``), ``supplements`` further keys of the region (``cross_city``), ``costs`` approved outlays
    by name, in fen. Raises ValueError with a sentence for a negative number or an unknown supplement.
    """
    if members < 1 or any(cost < 0 for cost in costs.values()):
        raise ValueError("件数至少为 1，费用不能是负数。")
    rules = book or national()
    sheet = _Sheet(rules, on, region)
    if sheet.only_costs(payee, quality):
        return sheet.total(costs)
    if not sheet.base(service, stage, payee):
        return Calculation(None, (), ())
    sheet.group(members)
    sheet.factor(quality)
    for name in supplements:
        sheet.supplement(name)
    return sheet.total(costs)


class _Sheet:
    """The sheet as it is written, line by line."""

    def __init__(self, rules: RuleBook, on: date, region: str) -> None:
        self._rules, self._on, self._region = rules, on, region
        self._lines: list[Line] = []
        self._marks: list[Marked] = []

    def only_costs(self, payee: str, quality: str | None) -> bool:
        """Whether only direct costs are paid: to people with a public post, or for unqualified work."""
        for key in (f"subsidy.payee.{payee}", f"subsidy.factor.{quality}"):
            entry = self._find(key)
            if entry and entry.value.get("only_direct"):
                self._add(entry, 0, f"{entry.value['name']}。")
                return True
        return False

    def base(self, service: str, stage: str | None, payee: str) -> bool:
        """The rate for the service and stage, or the fixed sum of the payee; False when none is on record."""
        who, rate = self._find(f"subsidy.payee.{payee}"), self._find(f"subsidy.rate.{service}")
        if who and "fixed" in who.value:
            self._add(who, fen(who.value["fixed"]), f"{who.value['name']}每件 {who.value['fixed']}。")
            return True
        written = _stage_amount(rate, stage) if rate else None
        if rate is None or written is None:
            return False
        self._add(rate, fen(written), f"{rate.value['name']}每件 {written}。")
        if who and "multiple" in who.value:
            self._times(who, ratio(str(who.value["multiple"])))
        return True

    def group(self, members: int) -> None:
        """The increment for further cases of one batch, up to the cap."""
        entry = self._find("subsidy.group")
        if entry is None or members == 1:
            return
        more = fen(entry.value["each_further"]) * (members - 1)
        cap = fen(entry.value["cap"]) if "cap" in entry.value else None
        room = more if cap is None else max(min(more, cap - self._sum()), 0)
        limited = f"，合计不超过 {entry.value['cap']}" if room < more else ""
        each = entry.value["each_further"]
        says = f"{entry.value['name']} {each}，共 {members} 件{limited}：增加 {yuan(room)}。"
        self._add(entry, room, says)

    def factor(self, quality: str | None) -> None:
        """The quality grade's multiple, where the region has one."""
        entry = self._find(f"subsidy.factor.{quality}") if quality else None
        if entry and "multiple" in entry.value:
            self._times(entry, ratio(str(entry.value["multiple"])))

    def supplement(self, name: str) -> None:
        """A fixed addition of the region."""
        entry = self._find(f"subsidy.supplement.{name}")
        if entry is None:
            raise ValueError(f"当地没有“{name}”这项增加。")
        self._add(entry, fen(entry.value["amount"]), f"{entry.value['name']} {entry.value['amount']}。")

    def total(self, costs: Mapping[str, int]) -> Calculation:
        """The finished sheet, with approved outlays added."""
        for name, amount in costs.items():
            says = f"{name}（经审核的直接费用）{yuan(amount)}。"
            self._lines.append(Line(name, amount, "法律援助法 52", says))
        return Calculation(self._sum(), tuple(self._lines), tuple(dict.fromkeys(self._marks)))

    def _find(self, key: str) -> Parameter | None:
        return self._rules.find(key, self._on, self._region)

    def _sum(self) -> int:
        return sum(line.amount_fen for line in self._lines)

    def _add(self, entry: Parameter, amount: int, says: str) -> None:
        self._lines.append(Line(entry.value["name"], amount, entry.value["article"], says))
        self._marks.append(Marked(entry.key, entry.mark, entry.basis))

    def _times(self, entry: Parameter, multiple: Fraction) -> None:
        """Multiplies what stands so far, as a line of the difference; a multiple of one leaves no line."""
        if multiple == 1:
            return
        before = self._sum()
        after = half_up(before * multiple)
        says = f"{entry.value['name']}：{yuan(before)} × {entry.value['multiple']} = {yuan(after)}。"
        self._add(entry, after - before, says)


def _stage_amount(rate: Parameter, stage: str | None) -> str | None:
    """The written amount for a stage; trial stages share one, and a rate without stages holds for any."""
    stages: Mapping[str, str] = rate.value["stages"]
    for name in (stage, "trial" if stage in _TRIAL else None, "any"):
        if name and name in stages:
            return stages[name]
    return None
