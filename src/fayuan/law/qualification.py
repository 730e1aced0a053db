"""Who may be assigned to a case: every reason why a lawyer may not, with its article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fayuan.law.deadlines import corresponding_day
from fayuan.law.facts import CaseForAssignment, Lawyer
from fayuan.law.rules import Parameter, RuleBook, national
from fayuan.law.words import CRIMINAL_MATTERS

_DEATH_REVIEWS = ("death_review_high_court", "death_review_spc")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One reason why somebody may not be assigned: ``not_qualified`` or ``conflict_of_interest``."""

    code: str
    article: str
    says: str
    rule: str = ""


def may_be_assigned(
    lawyer: Lawyer, case: CaseForAssignment, on: date, book: RuleBook | None = None
) -> tuple[Exclusion, ...]:
    """Every reason against assigning this lawyer to this case on a day; empty when there is none."""
    rules = book or national()
    found = [*_unqualified(lawyer, case, on, rules), *_conflicts(lawyer, case)]
    exclusions = []
    for name, code, says in found:
        entry = rules.find(f"qualification.{name}", on, case.agency_place)
        if entry is not None:
            exclusions.append(Exclusion(code, entry.value["article"], says, entry.key))
    return tuple(exclusions)


def prefers_minors_lawyer(case: CaseForAssignment) -> bool:
    """Whether a lawyer familiar with minors is to be preferred, though not required (未成年人保护法 104)."""
    return case.minor and case.matter not in CRIMINAL_MATTERS


Finding = tuple[str, str, str]


def _unqualified(lawyer: Lawyer, case: CaseForAssignment, on: date, rules: RuleBook) -> Iterator[Finding]:
    defence = case.matter == "criminal_defence" or case.form == "defence"
    if not lawyer.practising or _not_yet(lawyer.practice_since, on):
        yield "practising", "not_qualified", "没有在执业，不能承办案件。"
    if defence and not _is_lawyer(lawyer):
        rule = "investigation" if case.stage == "investigation" else "defence"
        yield rule, "not_qualified", "刑事辩护须由律师承担。"
    if case.life_or_death or case.stage in _DEATH_REVIEWS:
        needed = rules.find("qualification.life_or_death", on, case.agency_place)
        if needed and not _experienced(lawyer, needed, on):
            years = needed.value["years"]
            yield (
                "life_or_death",
                "not_qualified",
                f"刑事辩护经历不满 {years} 年，不能承办可能判处无期徒刑、死刑的案件。",
            )
    if case.minor and case.matter in CRIMINAL_MATTERS and not _knows_minors(lawyer, defence):
        yield "minors", "not_qualified", "未成年人刑事案件须由熟悉未成年人身心特点的律师承办。"
    if case.by_choice and not lawyer.open_to_choice:
        yield "choice", "not_qualified", "这位律师没有开放点援，不能选择。"


def _not_yet(since: date | None, on: date) -> bool:
    return since is not None and since > on


def _is_lawyer(lawyer: Lawyer) -> bool:
    """A lawyer, or a member of an agency's staff who holds a lawyer's licence."""
    return lawyer.kind == "lawyer" or (lawyer.kind == "staff" and lawyer.practice_since is not None)


def _experienced(lawyer: Lawyer, needed: Parameter, on: date) -> bool:
    """Whether the years of criminal defence are complete on a day."""
    since = lawyer.defence_since
    return since is not None and corresponding_day(since, 12 * needed.value["years"]) <= on


def _knows_minors(lawyer: Lawyer, defence: bool) -> bool:
    defends = "criminal" in lawyer.specialities or lawyer.defence_since is not None
    return "minors" in lawyer.specialities and (defends or not defence)


def _conflicts(lawyer: Lawyer, case: CaseForAssignment) -> Iterator[Finding]:
    if other := _co_defendant(lawyer, case):
        yield (
            "co_defendants",
            "conflict_of_interest",
            f"已为同案的{other}辩护或者提供法律帮助，不能再承办本案。",
        )
    if lawyer.acts_for & case.opponents:
        yield "both_sides", "conflict_of_interest", "正在代理对方当事人，不能承办本案。"
    if lawyer.related_to & (case.opponents | {case.client}):
        yield "relative", "conflict_of_interest", "与本案当事人有利害关系，不能承办本案。"


def _co_defendant(lawyer: Lawyer, case: CaseForAssignment) -> str:
    """Another defendant of the same case whom the lawyer already defends or has helped; empty when there is
    none."""
    others = {
        client.name
        for client in lawyer.defends
        if _same_case(client.case_no, case) and client.name != case.client
    }
    named = {client.name for client in lawyer.defends} | lawyer.helped
    linked = sorted(others | (named & case.co_defendants))
    return linked[0] if linked else ""


def _same_case(case_no: str, case: CaseForAssignment) -> bool:
    return bool(case_no) and case_no == case.case_no
