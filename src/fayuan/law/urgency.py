"""When aid may be given first and checked later (法律援助法 44)."""

from dataclasses import dataclass
from datetime import date

from fayuan.law.calendar import Calendar
from fayuan.law.places import NATION
from fayuan.law.reasons import Step
from fayuan.law.rules import Parameter, RuleBook, national
from fayuan.law.words import URGENT_REASONS


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, with the step that says why and the articles it rests on."""

    allowed: bool
    step: Step

    @property
    def citations(self) -> tuple[str, ...]:
        """The articles, as stories cite them."""
        return (self.step.article,)

    @property
    def says(self) -> str:
        """The sentence for people."""
        return self.step.says


def may_grant_first(
    reason: str,
    limitation: date | None,
    on: date,
    calendar: Calendar,
    *,
    region: str = NATION,
    book: RuleBook | None = None,
) -> Answer:
    """Whether aid may be given first on a day, for ``limitation``, ``preservation``, ``advance_enforcement``
    or a region's own reason; ``limitation`` is the last day of the period in danger, before rolling."""
    rules = book or national()
    ground = rules.find(f"urgency.ground.{reason}", on, region)
    if ground is None:
        says = f"“{URGENT_REASONS.get(reason, reason)}”不是可以先行提供法律援助的情形。"
        return Answer(False, Step("urgency", "法律援助法 44", says, {"reason": reason}, False))
    if reason == "limitation":
        return _by_limitation(ground, limitation, on, calendar, rules, region)
    says = f"{ground.value['name']}：可以先行提供法律援助，受援人应当及时补办手续。"
    return Answer(True, Step(ground.key, ground.value["article"], says, {"reason": reason}))


def _by_limitation(
    ground: Parameter, limitation: date | None, on: date, calendar: Calendar, rules: RuleBook, region: str
) -> Answer:
    article = ground.value["article"]
    if limitation is None:
        says = "没有写明时效或者期限届满的日期，不能认定不足七日。"
        return Answer(False, Step(ground.key, article, says, {}, False))
    last, _ = calendar.working_day_from(limitation)
    left = (last - on).days
    bound = rules.value("urgency.days_left", on, region).value["count"]
    inputs = {"limitation": limitation.isoformat(), "last_day": last.isoformat(), "days_left": left}
    rolled = f"（{limitation:%Y-%m-%d} 是休息日，顺延）" if last != limitation else ""
    fact = f"时效或者期限到 {last:%Y-%m-%d}{rolled}届满，自 {on:%Y-%m-%d} 起还有 {left} 日"
    if left < 0:
        says = f"时效或者期限已于 {last:%Y-%m-%d} 届满，不属于即将届满。"
        return Answer(False, Step(ground.key, article, says, inputs, False))
    if left >= bound:
        return Answer(False, Step(ground.key, article, f"{fact}，不是不足 {bound} 日。", inputs, False))
    says = f"{fact}，不足 {bound} 日：可以先行提供法律援助，受援人应当及时补办手续。"
    return Answer(True, Step(ground.key, article, says, inputs))
