"""Hard rules: why somebody cannot be proposed for a case. What the law fixes comes from `law`, the rest is
below."""

from datetime import date

from fayuan.law.qualification import Exclusion, Requirements
from fayuan.law.rules import RuleBook
from fayuan.matching.facts import MANDARIN, Case, Panelist

SEXES = {"f": "女", "m": "男"}


class Hurdles:
    """What stands in the way in one case on one day: worked out once, then asked of everybody on a panel."""

    def __init__(self, case: Case, on: date, book: RuleBook | None = None) -> None:
        self._case = case
        self._law = Requirements(case.law, on, book)
        self._languages = case.languages if MANDARIN not in case.languages else frozenset()
        self._sex = case.wished_sex if case.wish_binds else ""

    def cleared_by(self, panelist: Panelist) -> bool:
        """Whether nothing is in the panelist's way: the same answer as `against`, sooner."""
        return (
            panelist.away_until is None
            and panelist.taken_this_week < panelist.weekly_capacity
            and not (self._languages and not self._languages & panelist.languages)
            and not (self._sex and panelist.sex != self._sex)
            and panelist.id not in self._case.declined
            and self._law.met_by(panelist.law)
        )

    def against(self, panelist: Panelist) -> tuple[Exclusion, ...]:
        """Every reason against the panelist; none means that they could take the case."""
        case = self._case
        own = (_leave(panelist), _capacity(panelist), _language(case, panelist), _wish(case, panelist))
        found = (*own, _declined(case, panelist))
        return (*self._law.against(panelist.law), *(reason for reason in found if reason is not None))


def exclusions(
    case: Case, panelist: Panelist, on: date, book: RuleBook | None = None
) -> tuple[Exclusion, ...]:
    """Every reason against the panelist on this day; none means that they could take the case."""
    return Hurdles(case, on, book).against(panelist)


def _leave(panelist: Panelist) -> Exclusion | None:
    if panelist.away_until is None:
        return None
    return Exclusion("on_leave", "", f"休假至{panelist.away_until.month}月{panelist.away_until.day}日")


def _capacity(panelist: Panelist) -> Exclusion | None:
    if panelist.taken_this_week < panelist.weekly_capacity:
        return None
    return Exclusion("at_capacity", "", f"七日内已接{panelist.taken_this_week}件，达到每周上限")


def _language(case: Case, panelist: Panelist) -> Exclusion | None:
    if not case.languages or case.languages & (panelist.languages | {MANDARIN}):
        return None
    return Exclusion("language", "", f"受援人使用{'、'.join(sorted(case.languages))}，不能直接交流")


def _wish(case: Case, panelist: Panelist) -> Exclusion | None:
    if not case.wish_binds or not case.wished_sex or panelist.sex == case.wished_sex:
        return None
    return Exclusion("wish", "", f"受援人有正当理由希望由{SEXES[case.wished_sex]}性承办")


def _declined(case: Case, panelist: Panelist) -> Exclusion | None:
    if panelist.id not in case.declined:
        return None
    return Exclusion("declined", "", "已经谢绝承办本案")
