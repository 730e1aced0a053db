"""Hard rules: why somebody cannot be proposed for a case. What the law fixes comes from `law`, the rest is
below."""

from datetime import date

from fayuan.law.qualification import Exclusion, may_be_assigned
from fayuan.law.rules import RuleBook
from fayuan.matching.facts import MANDARIN, Case, Panelist

SEXES = {"f": "女", "m": "男"}


def exclusions(
    case: Case, panelist: Panelist, on: date, book: RuleBook | None = None
) -> tuple[Exclusion, ...]:
    """Every reason against the panelist on this day; none means that they could take the case."""
    own = (_leave(panelist), _capacity(panelist), _language(case, panelist), _wish(case, panelist))
    return (
        *may_be_assigned(panelist.law, case.law, on, book),
        *(reason for reason in (*own, _declined(case, panelist)) if reason is not None),
    )


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
