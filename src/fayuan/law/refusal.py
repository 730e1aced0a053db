"""On which grounds aid may be refused, and what a refusal must say."""

from datetime import date

from fayuan.law.eligibility import Verdict
from fayuan.law.grounds import Ground, grounds
from fayuan.law.places import NATION
from fayuan.law.rules import RuleBook, national

RIGHT_TO_OBJECT = "对本决定有异议的，可以自收到决定之日起十五日内向设立本机构的司法行政部门提出。"


def refusal_grounds(on: date, region: str = NATION, book: RuleBook | None = None) -> dict[str, Ground]:
    """The grounds to refuse aid, by key: the national ones and the region's. Not competent is none:
    redirect."""
    return grounds("refusal", on, region, book or national())


def ground_of_verdict(
    verdict: Verdict, on: date, region: str = NATION, book: RuleBook | None = None
) -> Ground | None:
    """The ground to refuse that a verdict gives; None where it gives none."""
    return refusal_grounds(on, region, book).get(verdict.reason or "")
