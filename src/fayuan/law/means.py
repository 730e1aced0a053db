"""The means test: the household, the local line, and the arithmetic between them; never a guess where a line
is missing."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeGuard

from fayuan.law.facts import Application, Means
from fayuan.law.money import fen, half_up, ratio, yuan
from fayuan.law.places import NATION
from fayuan.law.reasons import Step
from fayuan.law.rules import Parameter, RuleBook
from fayuan.law.words import HARDSHIPS

BASES = {
    "fixed": "公布的金额",
    "subsistence_line": "最低生活保障标准",
    "minimum_wage": "最低工资标准",
    "disposable_income": "城镇居民人均可支配收入",
    "low_income_line": "低收入家庭认定标准",
    "status": "低收入人口认定",
}
UNKNOWN = "本地标准未录入，待核实"


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a place on a day: monthly fen per head, whether equal to it still qualifies, and how it
    came about."""

    amount: Fraction
    below: bool
    step: Step
    formula: Parameter

    def admits(self, income: Fraction) -> bool:
        """Whether an income qualifies."""
        return income < self.amount if self.below else income <= self.amount


def means_steps(application: Application, on: date, book: RuleBook) -> tuple[Step, ...]:
    """The steps of the means test; the last one's ``passed`` is the result, None where a person has to decide."""
    means, region = application.means, application.agency_place
    if means is None:
        return (Step("hardship.formula", "法律援助法 41", "没有说明经济困难状况，不能审查。", {}, None),)
    formula = book.find("hardship.formula", on, region)
    months = formula.value.get("months", 1) if formula else 1
    income, household = _income(application, means, months, on, book)
    line = _by_status(formula, means) if _is_status(formula) else the_line(formula, on, region, book)
    if isinstance(line, Step):
        ceiling = book.find("hardship.ceiling", on, region)
        return _without_line(line, income, household, means, ceiling)
    if income is None:
        return (household,)
    assets, compared = _assets(means, on, region, book), _compare(line, income, means, household)
    return tuple(step for step in (household, line.step, assets, _both(compared, assets)) if step)


def _is_status(formula: Parameter | None) -> TypeGuard[Parameter]:
    return formula is not None and formula.value["base"] == "status"


def _without_line(
    found: Step, income: Fraction | None, household: Step, means: Means, ceiling: Parameter | None
) -> tuple[Step, ...]:
    """The steps where no number is on record: open, unless the income is above all that any formula could give."""
    if income is None:
        return (found,)
    amount = fen(ceiling.value["amount"]) if ceiling else income
    if ceiling is None or found.passed is not None or means.hardships or income <= amount:
        return household, found
    says = f"{yuan(income)} 高于 {yuan(amount)}：无论按哪一种已知的公式，都超过标准。"
    inputs = {"income_fen": str(income), "line_fen": str(amount)}
    return household, Step(ceiling.key, ceiling.value["article"], says, inputs, False)


def the_line(formula: Parameter | None, on: date, region: str, book: RuleBook) -> Line | Step:
    """The line that a formula gives on a day in a place, or the step that says which amount is not known."""
    if formula is None or formula.value["base"] == "unknown":
        return Step("hardship.formula", "法律援助法 34", f"{UNKNOWN}：须由工作人员按当地标准认定。", {}, None)
    value = formula.value
    article = value["article"]
    if value["base"] == "fixed":
        amount = Fraction(fen(value["amount"]))
        says = f"当地标准是每人每月{'低于' if value['below'] else '不高于'} {value['amount']}。"
        step = Step(formula.key, article, says, {"line_fen": int(amount)})
        return Line(amount, value["below"], step, formula)
    base = base_entry(formula, on, region, book)
    if base is None:
        says = (
            f"当地标准按{_formula_words(formula)}计算；{BASES[value['base']]}的{UNKNOWN}，须由工作人员认定。"
        )
        return Step(f"base.{value['base']}", article, says, {}, None)
    monthly = Fraction(fen(base.value["amount"]), 12 if base.value.get("per") == "year" else 1)
    rounding = book.find("hardship.rounding", on, region)
    amount = monthly * ratio(str(value["multiple"]))
    if rounding and rounding.value["to"] == "yuan":
        amount = Fraction(half_up(amount / 100) * 100)
    over = " ÷ 12" if base.value.get("per") == "year" else ""
    says = (
        f"{base.value['name']} {base.value['amount']}{over} × {value['multiple']} = 每人每月 {yuan(amount)}。"
    )
    step = Step(base.key, article, says, {"line_fen": half_up(amount)})
    return Line(amount, value["below"], step, formula)


def line_in_words(on: date, region: str, book: RuleBook) -> str:
    """The line of a place on a day with its arithmetic, or what is missing to reckon it; empty where the place asks for
    no number, or is the nation."""
    formula = book.find("hardship.formula", on, region)
    if region == NATION or _is_status(formula):
        return ""
    line = the_line(formula, on, region, book)
    return line.says if isinstance(line, Step) else line.step.says


def base_entry(formula: Parameter, on: date, region: str, book: RuleBook) -> Parameter | None:
    """The amount that a formula multiplies, of the year that it names; None where it is not on record."""
    lag = formula.value.get("lag_years", 0)
    day = date(on.year - lag, 12, 31) if lag else on
    return book.find(f"base.{formula.value['base']}", day, region)


def _formula_words(formula: Parameter) -> str:
    value = formula.value
    return f"{BASES[value['base']]}的 {value['multiple']} 倍" if "multiple" in value else BASES[value["base"]]


def _by_status(formula: Parameter, means: Means) -> Step:
    """Where the province asks not for a number but whether the household is recognised as of low income."""
    article, listed = formula.value["article"], formula.value.get("hardships", ())
    struck = sorted(set(listed) & means.hardships)
    if means.low_income_recognised:
        return Step(formula.key, article, "已被认定为低收入人口，符合经济困难条件。")
    if struck:
        named = "、".join(HARDSHIPS.get(each, each) for each in struck)
        says = f"因{named}致生活严重困难的，符合经济困难条件；是否属实由工作人员核查。"
        return Step(formula.key, article, says, {"hardships": struck}, None)
    if means.low_income_recognised is False:
        return Step(formula.key, article, "没有被认定为低收入人口，也没有说明其他严重困难的情形。", {}, False)
    says = f"{formula.value['name']}：没有金额标准，是否属于低收入人口由工作人员查询认定。"
    return Step(formula.key, article, says, {}, None)


def _income(
    application: Application, means: Means, months: int, on: date, book: RuleBook
) -> tuple[Fraction | None, Step]:
    """The monthly income to be tested, per head, and how it was found; ``months`` is the time looked back."""
    rule = book.value("hardship.household", on, application.agency_place)
    article = rule.value["article"]
    own = [member for member in means.household if member.relation == "self"]
    alone, why = _own_only(application, means, rule)
    counted = own if alone else [member for member in means.household if not member.is_opponent]
    if not counted or (alone and not own):
        return None, Step(rule.key, article, "没有写明申请人本人的收入，不能计算。", {}, None)
    total = sum(member.monthly_income_fen for member in counted)
    per_head = Fraction(total, len(counted))
    over = f"按申请前 {months} 个月平均，" if months > 1 else ""
    says = f"{over}{why}共 {len(counted)} 人，月收入合计 {yuan(total)}，人均 {yuan(per_head)}。"
    inputs = {"people": len(counted), "total_fen": total, "per_head_fen": str(per_head)}
    return per_head, Step(rule.key, article, says, inputs)


def _own_only(application: Application, means: Means, rule: Parameter) -> tuple[bool, str]:
    """Whether only the applicant's own income counts, and the words for whose income counts."""
    if application.matter in rule.value.get("own_matters", ()):
        return True, "此类事项只看申请人本人的收入，"
    inside = any(opponent.same_household for opponent in application.opponents) or any(
        member.is_opponent for member in means.household
    )
    if inside and rule.value["opponent_inside"] == "own":
        return True, "对方当事人是共同生活的家庭成员，只看申请人本人的收入，"
    return False, "共同生活的家庭成员（不含对方当事人）" if inside else "共同生活的家庭成员"


def _compare(line: Line, income: Fraction, means: Means, household: Step) -> Step:
    formula, article = line.formula, line.formula.value["article"]
    relation = "低于" if line.below else "不高于"
    inputs = {"income_fen": str(income), "line_fen": str(line.amount)}
    if line.admits(income):
        return Step(
            formula.key, article, f"{yuan(income)} {relation} {yuan(line.amount)}，符合标准。", inputs
        )
    if burdened := _burdened(line, income, means, household.inputs["total_fen"]):
        return burdened
    if doubt := _doubt(line, means):
        return Step(formula.key, article, f"{yuan(income)} 高于 {yuan(line.amount)}；{doubt}", inputs, None)
    exceeds = "不低于" if line.below else "高于"
    says = f"{yuan(income)} {exceeds} {yuan(line.amount)}，超过标准。"
    return Step(formula.key, article, says, inputs, False)


def _doubt(line: Line, means: Means) -> str:
    """Why an income above the line does not settle it: a hardship to be judged, or a line that is only a floor."""
    value = line.formula.value
    struck = sorted(set(value.get("hardships", ())) & means.hardships)
    if struck and "burden_multiple" not in value:
        return f"因{'、'.join(HARDSHIPS[each] for each in struck)}的，按家庭实际情况由工作人员认定。"
    return "这只是下限，当地可能定得更高，由工作人员按当地标准认定。" if value.get("floor") else ""


def _burdened(line: Line, income: Fraction, means: Means, total: int) -> Step | None:
    """The wider line for a household whose spending a hardship has driven above its income; ``total`` is the
    income of those who count, in fen."""
    formula, value = line.formula, line.formula.value
    if "burden_multiple" not in value or means.spending_fen is None:
        return None
    struck = sorted(set(value.get("hardships", ())) & means.hardships)
    wider = line.amount / ratio(str(value["multiple"])) * ratio(str(value["burden_multiple"]))
    if not struck or means.spending_fen <= total or income >= wider:
        return None
    named = "、".join(HARDSHIPS.get(each, each) for each in struck)
    says = (
        f"因{named}，家庭支出 {yuan(means.spending_fen)} 超过收入 {yuan(total)}，且人均收入 {yuan(income)} "
        f"低于 {yuan(wider)}，符合标准。"
    )
    return Step(formula.key, value["article"], says, {"hardships": struck, "wider_line_fen": str(wider)})


def _assets(means: Means, on: date, region: str, book: RuleBook) -> Step | None:
    """Whether what the household owns is of large value, None passed where a person has to judge; no step
    where the place has no such rule on record."""
    rule = book.find("hardship.assets", on, region)
    if rule is None or not means.assets:
        return None
    article, homes = rule.value["article"], [asset for asset in means.assets if asset.kind == "home"]
    if reason := _too_much(rule, means, len(homes)):
        return Step(rule.key, article, f"{reason}，属于拥有较大价值的资产。", {}, False)
    area = rule.value.get("home_area_from")
    if area and any(home.area is not None and home.area >= area for home in homes):
        says = f"有建筑面积 {area} 平方米以上的住房，人均面积是否超过当地平均由工作人员认定。"
        return Step(rule.key, article, says, {}, None)
    return Step(rule.key, article, "没有已录入标准所列的较大价值资产。")


def _too_much(rule: Parameter, means: Means, homes: int) -> str:
    limit = rule.value.get("homes_from")
    total = sum(asset.value_fen for asset in means.assets if asset.kind != "home")
    if limit and homes >= limit:
        return f"有住房 {homes} 套"
    if "total_over" in rule.value and total > fen(rule.value["total_over"]):
        return f"财产合计 {yuan(total)}，超过 {rule.value['total_over']}"
    return ""


def _both(compared: Step, assets: Step | None) -> Step:
    """The result: what the comparison says, unless the assets forbid it or leave it open."""
    if assets is None or assets.passed or not compared.passed:
        return compared
    says = (
        "收入符合标准，但资产超过标准。" if assets.passed is False else "收入符合标准，资产须由工作人员认定。"
    )
    return Step(compared.rule, compared.article, says, compared.inputs, assets.passed)


def check_step(application: Application, on: date, book: RuleBook) -> Step:
    """How the means are to be checked: shared data, or a pledge where nothing bars it (法律援助法 41)."""
    barred = book.find("pledge.barred_after_false", on, application.agency_place)
    if application.pledge and application.false_pledge_before and barred and barred.value["holds"]:
        says = "曾作虚假承诺，不适用个人诚信承诺，须通过信息共享等方式核查。"
        return Step(barred.key, barred.value["article"], says, {"pledge": True}, None)
    if application.pledge:
        says = "申请人作了个人诚信承诺，可以据此核查经济困难状况。"
        return Step("means.check", "法律援助法 41", says, {"pledge": True})
    says = "经济困难状况通过信息共享查询核查，或者由申请人作个人诚信承诺。"
    return Step("means.check", "法律援助法 41", says, {"pledge": False})
